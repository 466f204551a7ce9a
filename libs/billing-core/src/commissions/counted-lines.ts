// Which lines of which invoices a part of the terms counts, and how much of each.
import { addDays, compareDates, containsDate, daysBetween, divide, intersect, sameDate } from '../values/index.ts'
import type { OpenInterval } from '../values/index.ts'
import type { CommissionedInvoice, CommissionedLine, CommissionSale } from './commission-sale.ts'
import type { CommissionPart } from './commission-terms.ts'

/** Each with the share of its days that are within `days`. */
export function countedLines(
  { of }: CommissionPart,
  { lines }: CommissionedInvoice,
  days: OpenInterval
): CommissionedLine[] {
  return lines.flatMap(line =>
    of === null || of.includes(line.category) || of.includes(line.type) ? shareOf(line, days) : []
  )
}

/** By days, counted up from the first, so that the shares of those whose it is one after the other add up to the line. */
function shareOf(line: CommissionedLine, days: OpenInterval): CommissionedLine[] {
  const { from, until } = line
  if (compareDates(until, addDays(from, 1)) <= 0) return containsDate(days, from) ? [line] : []
  const own = intersect(line, days)
  if (own === null) return []
  if (sameDate(own.from, from) && sameDate(own.until, until)) return [line]
  const upTo = (amount: bigint, day: Temporal.PlainDate): bigint =>
    divide(amount * BigInt(daysBetween(from, day)), BigInt(daysBetween(from, until)), 'half-up')
  const part = (amount: bigint): bigint => upTo(amount, own.until) - upTo(amount, own.from)
  return [{ ...line, net: part(line.net), credited: part(line.credited), isPart: true }]
}

export interface FirstInvoice {
  readonly invoice: CommissionedInvoice
  readonly lines: readonly CommissionedLine[]
}

/** The earliest that charges something which counts. */
export function firstInvoice(
  sale: CommissionSale,
  part: CommissionPart,
  invoices: readonly CommissionedInvoice[]
): FirstInvoice | null {
  let first: FirstInvoice | null = null
  for (const invoice of invoices) {
    if (first !== null && !isBefore(invoice, first.invoice)) continue
    const lines = countedLines(part, invoice, sale)
    if (lines.reduce((sum, { net }) => sum + net, 0n) > 0n) first = { invoice, lines }
  }
  return first
}

function isBefore(a: CommissionedInvoice, b: CommissionedInvoice): boolean {
  return (compareDates(a.billDate, b.billDate) || (a.number < b.number ? -1 : 1)) < 0
}
