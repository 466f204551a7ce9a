import { formatAmount } from '@farthing/billing-core/values'
import { BillPreview, type PreviewedBill } from '@farthing/kernel'
import { dateOption } from '../dates.ts'
import { withKernel } from '../installation/open-kernel.ts'
import { valueOf } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { lineJson, lineRow, taxRows } from './invoice-show.ts'

export interface PreviewOptions {
  readonly on?: string
  readonly json?: true
}

/** `farthing bill preview A-000001` */
export async function billPreview(account: string, { json, on }: PreviewOptions, terminal: Terminal): Promise<void> {
  const day = on === undefined ? undefined : dateOption(on, '--on')
  const bill = await withKernel({ command: 'farthing bill preview' }, async kernel =>
    valueOf(await kernel.get(BillPreview).of(account, day))
  )
  terminal.out(json ? `${JSON.stringify(previewJson(bill))}\n` : previewText(bill))
}

function previewJson({ invoice, ...bill }: PreviewedBill): object {
  if (invoice === null) return { ...bill, invoice }
  const { currency, dueDate: due, from, lines, net, total } = invoice
  const taxes = invoice.taxes.map(({ amount, tax, taxable }) => ({
    ...{ tax, taxable: formatAmount(taxable, currency), amount: formatAmount(amount, currency) }
  }))
  const sums = { net: formatAmount(net, currency), taxes, total: formatAmount(total, currency) }
  return { ...bill, invoice: { from, due, currency, lines: lines.map(line => lineJson(line, currency)), ...sums } }
}

function previewText({ accountNumber, billDate, carriedForward, invoice }: PreviewedBill): string {
  const head = `account ${accountNumber}, bill of ${billDate}`
  if (invoice === null) return `${head}: nothing to bill so far\n`
  const { currency, lines, net, total } = invoice
  const amount = (micro: bigint): string => formatAmount(micro, currency)
  const taxes = taxRows(invoice.taxes, currency)
  const netRow = taxes.length === 0 ? [] : [['', '', 'net', '', amount(net)]]
  const sums = [...netRow, ...taxes, ['', '', 'total', '', amount(total)]]
  const open = carriedForward ? 'carried forward: below the minimum, a bill run leaves it open\n' : ''
  return `${head}, ${currency}\n\n${table([...lines.map(line => lineRow(line, currency)), ...sums])}${open}`
}
