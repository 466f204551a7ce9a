// When an invoice must be paid.
import { compareDates } from '../values/index.ts'
import type { Invoice } from './invoice.ts'

/** As computed it is due as if it were issued on its bill date; the days to pay count from the day on which it really is, and never from an earlier one. */
export function dueWhenIssued(
  { billDate, dueDate }: Pick<Invoice, 'billDate' | 'dueDate'>,
  issued: Temporal.PlainDate
): Temporal.PlainDate {
  return compareDates(issued, billDate) <= 0 ? dueDate : issued.add(billDate.until(dueDate))
}
