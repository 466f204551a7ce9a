// Whether and when an invoice was sent, in reads of invoices.
import { instantFromSql } from '../persistence/index.ts'

export interface InvoiceSent {
  /** Newest; null: never. */
  readonly sentAt: Temporal.Instant | null
  readonly timesSent: number
}

/** SQL on an invoice `i`: the row `s` that says so. */
export const SENT = 'from sent_invoice s where s.tenant = i.tenant and s.account = i.account and s.invoice = i.id'
/** SQL on an invoice `i`. */
export const SENT_COLUMNS = `(select s.last_sent_at::text ${SENT}) as sent_at, (select s.times ${SENT}) as times_sent`

export function sentOf({ sent_at: at, times_sent: times }: Readonly<Record<string, unknown>>): InvoiceSent {
  return { sentAt: at === null ? null : instantFromSql(String(at)), timesSent: Number(times ?? 0) }
}

/** A condition: of issued ones, whether they were sent. */
export function sentSql(sent: 'yes' | 'no'): string {
  return `i.status = 'issued' and ${sent === 'yes' ? '' : 'not '}exists (select ${SENT})`
}
