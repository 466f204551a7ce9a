import { lineSentence } from '@farthing/billing-core'
import { formatAmount, formatDecimal } from '@farthing/billing-core/values'
import {
  type InvoiceHead,
  type InvoiceLineShown,
  invoiceNet,
  InvoicesService,
  type InvoiceWithLines
} from '@farthing/kernel'
import { withKernel } from '../installation/open-kernel.ts'
import { FoundProblem } from '../problems.ts'
import { table } from '../table.ts'
import type { Terminal } from '../terminal.ts'
import { headJson } from './invoice-list.ts'

/** `farthing invoice show INV-000123` */
export async function invoiceShow(
  number: string,
  { json }: { readonly json?: true },
  terminal: Terminal
): Promise<void> {
  const shown = await withKernel({ command: 'farthing invoice show' }, kernel =>
    kernel.get(InvoicesService).find(number)
  )
  if (shown === undefined) throw new FoundProblem(`There is no invoice ${number}.`)
  const { invoice, lines } = shown
  const asJson = { ...headJson(invoice), lines: lines.map(line => lineJson(line, invoice.currency)) }
  terminal.out(json ? `${JSON.stringify(asJson)}\n` : invoiceText(shown))
}

export function lineJson(line: InvoiceLineShown, currency: string): object {
  return {
    ...line,
    sentence: lineSentence(line),
    amount: formatAmount(line.amount, currency),
    net: formatAmount(line.net, currency),
    exact: formatDecimal(line.exact, 6)
  }
}

function invoiceText({ invoice, lines }: InvoiceWithLines): string {
  const { number, id, accountNumber, accounts, billDate, billOf, due, group, status, currency, total, paid, adjusted } =
    invoice
  const amount = (micro: bigint): string => formatAmount(micro, currency)
  const several = accounts !== null && accounts.length > 1
  const rows = lines.map(line => {
    const [place = '', ...rest] = lineRow(line, currency)
    return several ? [place, line.accountNumber, ...rest] : [place, ...rest]
  })
  const taxes = taxRows(invoice.taxes, currency)
  const net = taxes.length === 0 ? [] : [['', '', 'net', '', amount(invoiceNet(invoice))]]
  const notes = adjusted === 0n ? [] : [['', '', 'notes and write-offs', '', amount(-adjusted)]]
  const sums = [...net, ...taxes, ['', '', 'total', '', amount(total)], ...notes, ['', '', 'paid', '', amount(paid)]]
  const shown = several ? sums.map(([first = '', ...rest]) => [first, '', ...rest]) : sums
  const whose = `account ${accountNumber}${billOf === null ? '' : ` owes the bill of ${billOf}`}`
  const of = group === null ? '' : `, invoice group ${group}`
  const head = `${number ?? `draft ${id}`}  ${whose}${of}, ${billDate}, due ${due}, ${status}, ${currency}\n\n`
  return `${head}${table([...rows, ...shown])}\nwhy: farthing explain ${number ?? id} LINE\n`
}

export function lineRow(
  { description, from, label, line, until, ...rest }: InvoiceLineShown,
  currency: string
): string[] {
  return [`${line}`.padStart(4), label ?? '', description, `${from}..${until}`, formatAmount(rest.amount, currency)]
}

export function taxRows(taxes: InvoiceHead['taxes'], currency: string): string[][] {
  return taxes.map(({ amount, included, percent, reason, taxable, title }) => {
    const words = `${title} ${percent}% of ${formatAmount(taxable, currency)}${reason === null ? '' : `: ${reason}`}`
    return ['', '', words, included ? 'included' : '', formatAmount(amount, currency)]
  })
}
