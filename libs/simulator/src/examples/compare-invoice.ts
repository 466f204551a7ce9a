// Sets the lines of an invoice beside the lines that an example expects.
import { type Invoice, type InvoiceLine, linesTold } from '@farthing/billing-core'
import { formatAmount } from '@farthing/billing-core/values'
import type { ExpectedLine } from '@farthing/rules-language'
import { type DifferenceRow, pairRow } from './example-report.ts'

/** Below it, two lines have nothing to do with each other. */
const LIKE_ENOUGH = 2

/**
 * In the order of the invoice, what is missing last; a line that comes to nothing need not be expected. Lines match in any order, each one once; a line that matches none
 * stands beside the expected one that is most like it.
 */
export function compareInvoice(
  expected: readonly ExpectedLine[],
  invoice: Invoice | null,
  currency: string
): DifferenceRow[] {
  const open = [...expected]
  const lines = invoice?.lines ?? []
  const told = new Set(linesTold(lines))
  const matches = lines
    .map(line => ({ line, match: take(open, line, fitness) }))
    .filter(({ line, match }) => match !== undefined || told.has(line))
  const pairs = matches.map(({ line, match }) => ({ line, pair: match ?? take(open, line, likeness) }))
  const rows = pairs.map(({ line, pair }): DifferenceRow => {
    const got = lineCells(line, currency)
    return pair === undefined
      ? { status: 'unexpected', expected: null, got }
      : pairRow(expectedCells(pair, currency, line), got)
  })
  return [
    ...rows,
    ...open.map((line): DifferenceRow => ({ status: 'missing', expected: expectedCells(line, currency), got: null }))
  ]
}

/** The open line that is best for the invoice's; it is open no more. */
function take(
  open: ExpectedLine[],
  line: InvoiceLine,
  goodness: (expected: ExpectedLine, line: InvoiceLine) => number
): ExpectedLine | undefined {
  const [best] = open.toSorted((a, b) => goodness(b, line) - goodness(a, line))
  if (best === undefined || goodness(best, line) < LIKE_ENOUGH) return undefined
  open.splice(open.indexOf(best), 1)
  return best
}

/** Of two lines that agree in all that is written, the one that names its days is the better match. */
function fitness(expected: ExpectedLine, line: InvoiceLine): number {
  if (expected.title !== line.description || expected.amount !== line.amount || !sameDays(expected, line)) return 0
  return expected.from === null ? LIKE_ENOUGH : LIKE_ENOUGH + 1
}

function likeness(expected: ExpectedLine, line: InvoiceLine): number {
  const title = expected.title === line.description ? 2 : 0
  const amount = expected.amount === line.amount ? 2 : 0
  return title + amount + (expected.from !== null && sameDays(expected, line) ? 1 : 0)
}

function sameDays(expected: ExpectedLine, line: InvoiceLine): boolean {
  return (expected.from?.equals(line.from) ?? true) && (expected.until?.equals(line.until) ?? true)
}

function lineCells(line: InvoiceLine, currency: string): string[] {
  return [signOf(line.amount), line.description, daysOf(line.from, line.until), formatAmount(line.amount, currency)]
}

/** Days that are left open are those of the line beside it. */
function expectedCells({ amount, from, title, until }: ExpectedLine, currency: string, beside?: InvoiceLine): string[] {
  return [signOf(amount), title, daysOf(from ?? beside?.from, until ?? beside?.until), formatAmount(amount, currency)]
}

function signOf(amount: bigint): string {
  return amount < 0n ? 'credit' : 'charge'
}

function daysOf(from?: Temporal.PlainDate | null, until?: Temporal.PlainDate | null): string {
  return from && until ? `${from.toString()}..${until.toString()}` : ''
}
