import { linesTold, taxesTold } from '@farthing/billing-core'
import { formatAmount, sameDate } from '@farthing/billing-core/values'
import { BillPreview, type PreviewedBill, type PreviewedInvoice } from '@farthing/kernel'
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

function previewJson({ further, invoice, ...bill }: PreviewedBill): object {
  return { ...bill, invoice: invoice && invoiceJson(invoice), further: further.map(invoiceJson) }
}

function invoiceJson({ currency, dueDate: due, from, group, lines, net, taxes, total }: PreviewedInvoice): object {
  const told = taxes.map(({ amount, tax, taxable }) => ({
    ...{ tax, taxable: formatAmount(taxable, currency), amount: formatAmount(amount, currency) }
  }))
  const sums = { net: formatAmount(net, currency), taxes: told, total: formatAmount(total, currency) }
  return { group, from, due, currency, lines: lines.map(line => lineJson(line, currency)), ...sums }
}

function previewText(bill: PreviewedBill): string {
  const { accountNumber, billDate, carriedForward, further, invoice, nextBillDay } = bill
  const other = sameDate(billDate, nextBillDay) ? '' : ` (no bill day: a run bills it on ${nextBillDay})`
  const head = `account ${accountNumber}, bill of ${billDate}${other}`
  if (invoice === null) return `${head}: nothing to bill so far\n`
  const texts = [invoice, ...further].map(each => invoiceText(each, further.length > 0))
  const open = carriedForward ? 'carried forward: below the minimum, a bill run leaves it open\n' : ''
  return `${head}, ${invoice.currency}\n\n${texts.join('\n')}${open}`
}

/** `named`: beside others, each under what it is. */
function invoiceText({ currency, group, lines, net, taxes: told, total }: PreviewedInvoice, named: boolean): string {
  const amount = (micro: bigint): string => formatAmount(micro, currency)
  const taxes = taxRows(taxesTold(told), currency)
  const netRow = taxes.length === 0 ? [] : [['', '', 'net', '', amount(net)]]
  const sums = [...netRow, ...taxes, ['', '', 'total', '', amount(total)]]
  const name = group === null ? 'main invoice' : `invoice group ${group}`
  return `${named || group !== null ? `${name}\n` : ''}${table([...linesTold(lines).map(line => lineRow(line, currency)), ...sums])}`
}
