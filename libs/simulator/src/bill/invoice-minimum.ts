// Whether a bill of a bill day is made, or stays open because it comes to too little.
import { type AccountHistory, type Invoice, lastBillDate, leftOn } from '@farthing/billing-core'
import { compareDates } from '@farthing/billing-core/values'
import type { InvoiceMinimum } from '@farthing/rules-language'
import type { BillInput } from './bill-input.ts'

type Asked = Pick<BillInput, 'history' | 'invoiceTerms' | 'previousBillDate'>

/** What a bill has to come to. */
export interface Least {
  /** Micro; null: it is made. Nothing is kept open when the customer has left. */
  readonly minimum: bigint | null
  /** It was kept open as often as the rules say, since the bill before: it is made. */
  readonly waited: boolean
}

export function isBelowMinimum(asked: Asked, bill: Invoice, rule: InvoiceMinimum | null): boolean {
  return isBelow(leastOf(asked, bill.billDate, rule), bill)
}

/** What is given back is not kept from the customer, and what comes to nothing asks for nothing: both are made. */
export function isBelow({ minimum, waited }: Least, { lines, total }: Pick<Invoice, 'lines' | 'total'>): boolean {
  return minimum !== null && !waited && lines.length > 0 && total > 0n && total < minimum
}

export function leastOf(asked: Asked, billDate: Temporal.PlainDate, rule: InvoiceMinimum | null): Least {
  const times = rule?.times ?? null
  const waited = times !== null && wasOpenFor(times, asked, billDate)
  return { minimum: minimumOf(asked, billDate, rule), waited }
}

function minimumOf(
  { history, invoiceTerms: terms }: Asked,
  billDate: Temporal.PlainDate,
  rule: InvoiceMinimum | null
): bigint | null {
  const left = leftOn(history)
  const hasLeft = terms?.closed === true || (left !== null && compareDates(billDate, left) >= 0)
  return hasLeft ? null : (terms?.minimum ?? rule?.amount ?? null)
}

/** Whether so many bill days have come and gone since the bill before, or since the day on which the account was opened. */
function wasOpenFor(times: number, { history, previousBillDate }: Asked, billDate: Temporal.PlainDate): boolean {
  let day: Temporal.PlainDate | null = billDate
  for (let count = 0; count < times; count += 1) {
    day = lastBillDate(history, day.subtract({ days: 1 }))
    if (day === null || isBilled(day, history, previousBillDate)) return false
  }
  return true
}

function isBilled(day: Temporal.PlainDate, { opened }: AccountHistory, previous: Temporal.PlainDate | null): boolean {
  return compareDates(day, previous ?? opened) <= 0
}
