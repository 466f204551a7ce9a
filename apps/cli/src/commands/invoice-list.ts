import { formatAmount } from '@farthing/billing-core/values'
import {
  AccountsService,
  givenSearch,
  type InvoiceHead,
  invoiceLeft,
  invoiceNet,
  type InvoicePage,
  InvoiceQuery,
  type InvoiceSearch,
  InvoicesService,
  taxView
} from '@farthing/kernel'
import type { INestApplicationContext } from '@nestjs/common'
import { asked, options } from '../asked.ts'
import { counted } from '../counted.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { FoundProblem, valueOf } from '../problems.ts'
import { grouped } from '../progress.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'

export interface InvoiceListOptions {
  readonly [condition: string]: string | number | true | undefined
  readonly desc?: true
  readonly json?: true
  readonly limit: number
}

const A_PAGE = 200

/** `farthing invoice list`: heads only. */
export async function invoiceList(
  { adjusted, desc, json, limit, ...conditions }: InvoiceListOptions,
  terminal: Terminal
): Promise<void> {
  const given = {
    ...conditions,
    order: desc ? 'desc' : 'asc',
    adjusted: adjusted ? 'true' : undefined
  }
  const search = givenSearch(asked(InvoiceQuery, given as object, options(...Object.keys(conditions))))
  const { invoices, next } = await withKernel({ command: 'farthing invoice list' }, kernel =>
    found(kernel, search, limit)
  )
  if (json) terminal.out(`${JSON.stringify({ invoices: invoices.map(headJson), next })}\n`)
  else terminal.out(invoices.length === 0 ? 'no invoices\n' : `${table(invoices.map(headRow))}\n${totals(invoices)}`)
  if (next !== null && !json) terminal.out(`more: the same with --after ${next}\n`)
}

/** Page after page, up to the limit. */
async function found(kernel: INestApplicationContext, asks: InvoiceSearch, limit: number): Promise<InvoicePage> {
  const account = asks.account === undefined ? undefined : await kernel.get(AccountsService).find(asks.account)
  if (asks.account !== undefined && account === undefined)
    throw new FoundProblem(`There is no account ${asks.account}.`)
  const invoices: InvoiceHead[] = []
  let next: string | null = asks.after ?? null
  do {
    const search = { ...asks, account: account?.id, after: next ?? undefined }
    const rest = Math.min(A_PAGE, limit - invoices.length)
    const page = valueOf(await kernel.get(InvoicesService).search({ ...search, limit: rest }))
    invoices.push(...page.invoices)
    next = page.next
  } while (next !== null && invoices.length < limit)
  return { invoices, next }
}

export function headJson(head: InvoiceHead): object {
  const { adjusted, currency, disputed, total, creditUsed, paid, sums: _sums, ...rest } = head
  return {
    ...rest,
    allowances: head.allowances,
    currency,
    taxes: head.taxes.map(taxView),
    net: formatAmount(invoiceNet(head), currency),
    total: formatAmount(total, currency),
    creditUsed: formatAmount(creditUsed, currency),
    paid: formatAmount(paid, currency),
    adjusted: formatAmount(adjusted, currency),
    disputed: formatAmount(disputed, currency)
  }
}

function headRow(head: InvoiceHead): string[] {
  const { number, id, billDate, accountNumber, billOf, group, status, total, currency } = head
  const left = invoiceLeft(head)
  const open = left === 0n ? '' : `open ${formatAmount(left, currency)}`
  const owes = billOf === null ? accountNumber : `${accountNumber} for ${billOf}`
  const account = group === null ? owes : `${owes}, ${group}`
  return [number ?? id, `${billDate}`, account, status, open, `${formatAmount(total, currency)} ${currency}`]
}

function totals(invoices: readonly InvoiceHead[]): string {
  return [...Map.groupBy(invoices, ({ currency }) => currency)]
    .map(([currency, own]) => {
      const total = own.reduce((sum, each) => sum + each.total, 0n)
      const left = own.reduce((sum, each) => sum + invoiceLeft(each), 0n)
      const open = left === 0n ? '' : `, ${grouped(formatAmount(left, currency))} open`
      return `${counted(own.length, 'invoice')}, ${grouped(formatAmount(total, currency))} ${currency}${open}\n`
    })
    .join('')
}
