// What happened to an invoice in the order of days where its account is: instants and days of the books alike.
import { dateText } from '@farthing/billing-core/values'

/** As it is found. */
export interface Happened {
  /** An instant, or a day of the books. */
  readonly at: string
  readonly what: 'drafted' | 'issued' | 'paid' | 'released' | 'noted' | 'disputed' | 'dispute-ended' | 'cancelled'
  /** Number of the invoice, payment or note, id of the dispute. */
  readonly number: string | null
  /** Micro; null where it is about the whole invoice. */
  readonly amount: bigint | null
}

export interface InvoiceEventTold extends Happened {
  /** Where the account is. */
  readonly day: string
}

/** What happened on one day stays in the order in which it is given. */
export function inOrder(events: readonly Happened[], zone: string): InvoiceEventTold[] {
  const dated = events.map(event => ({ ...event, day: dayOf(event.at, zone) }))
  return dated.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}

function dayOf(at: string, zone: string): string {
  return at.includes('T') ? dateText(Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate()) : at
}
