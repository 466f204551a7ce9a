// Whether a bill of a bill day is made, or stays open because it comes to too little.
import { type AccountHistory, type Invoice, lastBillDate, leftOn } from '@farthing/billing-core'
import { compareDates } from '@farthing/billing-core/values'
import type { InvoiceMinimum } from '@farthing/rules-language'
import type { BillInput } from './bill-input.ts'

type Asked = Pick<BillInput, 'history' | 'invoiceTerms' | 'previousBillDate'>

export function isBelowMinimum(asked: Asked, bill: Invoice, rule: InvoiceMinimum | null): boolean {
  return isBelow(minimumOf(asked, bill.billDate, rule), bill)
}

/** What is given back is not kept from the customer, and what comes to nothing asks for nothing: both are made. */
export function isBelow(minimum: bigint | null, { lines, total }: Pick<Invoice, 'lines' | 'total'>): boolean {
  return minimum !== null && lines.length > 0 && total > 0n && total < minimum
}

/** What a bill has to come to; null: it is made. Nothing is kept open when the customer has left, nor longer than the rules say. */
export function minimumOf(asked: Asked, billDate: Temporal.PlainDate, rule: InvoiceMinimum | null): bigint | null {
  const { history, invoiceTerms: terms } = asked
  const least = terms?.minimum ?? rule?.amount ?? null
  const left = leftOn(history)
  if (least === null || terms?.closed === true || (left !== null && compareDates(billDate, left) >= 0)) return null
  const times = rule?.times ?? null
  return times !== null && wasOpenFor(times, asked, billDate) ? null : least
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
