import { formatAmount } from '@farthing/billing-core/values'
import { type InvoiceHead, invoiceNet, InvoicesService, taxView } from '@farthing/kernel'
import { withKernel } from '../installation/open-kernel.ts'
import { CallProblem } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export interface InvoiceListOptions {
  readonly account?: string
  readonly run?: string
  readonly limit: string
  readonly json?: true
}

/** `farthing invoice list`: heads only, in the order in which they were made. */
export async function invoiceList(options: InvoiceListOptions, terminal: Terminal): Promise<void> {
  const { account, run, json } = options
  const limit = Number(options.limit)
  if (!Number.isInteger(limit) || limit < 1)
    throw new CallProblem(`--limit is '${options.limit}', which is no whole number above 0`)
  await withKernel({ command: 'farthing invoice list' }, async kernel => {
    const heads = await kernel.get(InvoicesService).list({ account, run, limit })
    if (json) terminal.out(`${JSON.stringify(heads.map(headJson))}\n`)
    else terminal.out(heads.length === 0 ? 'no invoices\n' : table(heads.map(headRow)))
  })
}

export function headJson(head: InvoiceHead): object {
  const { adjusted, currency, total, creditUsed, paid, sums: _sums, ...rest } = head
  return {
    ...rest,
    allowances: head.allowances,
    currency,
    taxes: head.taxes.map(taxView),
    net: formatAmount(invoiceNet(head), currency),
    total: formatAmount(total, currency),
    creditUsed: formatAmount(creditUsed, currency),
    paid: formatAmount(paid, currency),
    adjusted: formatAmount(adjusted, currency)
  }
}

function headRow({ number, id, billDate, accountNumber, status, total, currency }: InvoiceHead): string[] {
  return [number ?? id, `${billDate}`, accountNumber, status, `${formatAmount(total, currency)} ${currency}`]
}
