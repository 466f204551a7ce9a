// Sets the lines of an invoice beside the lines that an example expects.
import type { Invoice, InvoiceLine } from '@farthing/billing-core'
import { formatAmount } from '@farthing/billing-core/values'
import type { ExpectedLine } from '@farthing/rules-language'
import type { DifferenceRow } from './example-report.ts'

/** In the order of the invoice, what is missing last. Lines match in any order, each one once. */
export function compareInvoice(
  expected: readonly ExpectedLine[],
  invoice: Invoice | null,
  currency: string
): DifferenceRow[] {
  const open = [...expected]
  const rows: DifferenceRow[] = (invoice?.lines ?? []).map(line => {
    // A line that names its days is the better match than one that leaves them open.
    const found = bestMatch(open, line)
    if (found !== undefined) open.splice(open.indexOf(found), 1)
    return lineRow(line, found === undefined ? 'unexpected' : 'same', currency)
  })
  return [...rows, ...open.map(line => expectedRow(line, currency))]
}

function bestMatch(open: readonly ExpectedLine[], line: InvoiceLine): ExpectedLine | undefined {
  const fitting = open.filter(expected => fits(expected, line))
  return fitting.find(({ from }) => from !== null) ?? fitting[0]
}

function fits(expected: ExpectedLine, line: InvoiceLine): boolean {
  if (expected.title !== line.description || expected.amount !== line.amount) return false
  return (expected.from?.equals(line.from) ?? true) && (expected.until?.equals(line.until) ?? true)
}

function lineRow(line: InvoiceLine, status: DifferenceRow['status'], currency: string): DifferenceRow {
  return {
    status,
    sign: line.amount < 0n ? 'credit' : 'charge',
    title: line.description,
    days: `${line.from.toString()}..${line.until.toString()}`,
    amount: formatAmount(line.amount, currency)
  }
}

function expectedRow({ amount, from, sign, title, until }: ExpectedLine, currency: string): DifferenceRow {
  const days = from === null || until === null ? '' : `${from.toString()}..${until.toString()}`
  return { status: 'missing', sign, title, days, amount: formatAmount(amount, currency) }
}
