// Which lines of which invoices a part of the terms counts.
import { compareDates, containsDate } from '../values/index.ts'
import { lastDayOf } from './commission-fractions.ts'
import type { CommissionedInvoice, CommissionedLine, CommissionSale } from './commission-sale.ts'
import type { CommissionPart } from './commission-terms.ts'

/** Those of the subscription whose last day is one of the sale. */
export function countedLines(
  sale: CommissionSale,
  { of }: CommissionPart,
  { lines }: CommissionedInvoice
): CommissionedLine[] {
  return lines.filter(
    line =>
      line.subscription === sale.subscription &&
      (of === null || of.includes(line.category) || of.includes(line.type)) &&
      containsDate(sale, lastDayOf(line))
  )
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
    const lines = countedLines(sale, part, invoice)
    if (lines.reduce((sum, { net }) => sum + net, 0n) > 0n) first = { invoice, lines }
  }
  return first
}

function isBefore(a: CommissionedInvoice, b: CommissionedInvoice): boolean {
  return (compareDates(a.billDate, b.billDate) || (a.number < b.number ? -1 : 1)) < 0
}
