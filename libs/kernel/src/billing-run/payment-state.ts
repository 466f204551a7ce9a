// How far an invoice is paid, as a search asks for it.
import { DISPUTED } from './invoice-queries.ts'
import type { StatementValues } from './statement-values.ts'

export type PaymentState = 'unpaid' | 'open' | 'part-paid' | 'paid' | 'overdue'

/** SQL on an invoice `i`, in the words of its partial index. */
export const UNPAID = 'i.issued_at is not null and i.cancelled_at is null and i.total - i.adjusted > i.paid'

/** The same, and on its account `a`. */
export function paymentSql(payment: PaymentState, values: StatementValues, now: Temporal.Instant): string {
  const asks = `i.issued_at is not null and i.cancelled_at is null and i.total - i.adjusted > 0`
  switch (payment) {
    case 'unpaid':
      return UNPAID
    case 'open':
      return `${UNPAID} and i.paid = 0`
    case 'part-paid':
      return `${UNPAID} and i.paid <> 0`
    case 'paid':
      return `${asks} and i.total - i.adjusted <= i.paid`
    case 'overdue': // the day after the due date is the first one, where the customer is; what is disputed is not late
      return `${UNPAID} and i.total - i.adjusted > i.paid + ${DISPUTED} and i.due_date < (${values.add(now.toString())}::timestamptz at time zone a.zone)::date`
  }
}
