// The events behind an invoice: what was new to it, with the amounts that it counts.
import { startOfDayMs } from '@farthing/billing-core/values'
import { sql, type Writer } from '../persistence/index.ts'
import type { InvoiceHead } from './invoice-queries.ts'

export interface InvoiceEvent {
  readonly event: string
  readonly subscription: string
  readonly startedAt: Temporal.Instant
  readonly service: string
  readonly zone: string
  readonly bands: string
  readonly unit: string
  readonly called: string
  /** Calling number, E.164 digits; '' when its source told none. */
  readonly caller: string
  /** Ticks of the unit. */
  readonly quantity: number
  readonly billed: number
  readonly covered: number
  /** Micro, after allowances. */
  readonly amount: bigint
}

export interface EventFilter {
  readonly subscription?: string | null
  readonly service?: string
  readonly zone?: string
  readonly from?: Temporal.PlainDate
  readonly until?: Temporal.PlainDate
  readonly limit: number
}

/**
 * Usage before the invoice's day, known when it was made, that no standing invoice before it had seen; in order of time.
 * Late usage of an earlier cycle is on the invoice that brought it.
 */
export async function invoiceEvents(
  writer: Writer,
  tenant: string,
  invoice: InvoiceHead,
  filter: EventFilter
): Promise<InvoiceEvent[]> {
  const from = filter.from === undefined ? null : startOfDayMs(filter.from, invoice.zone) / 1000
  const end = Math.min(
    startOfDayMs(invoice.billDate, invoice.zone),
    filter.until === undefined ? Infinity : startOfDayMs(filter.until, invoice.zone)
  )
  const rows = await sql<Record<string, string>>(
    writer,
    `select u.event, u.subscription, u.started_at::text, c.service, c.zone, c.bands, c.unit, u.called, u.caller, u.quantity::text, u.billed::text,
       coalesce(n.covered_ticks, 0)::text as covered, coalesce(n.amount, u.amount)::text as amount
     from account_usage($1, $2, coalesce(to_timestamp($6::float8), '-infinity'), to_timestamp($5)) u
     join usage_class c on c.tenant = u.tenant and c.id = u.class
     left join invoice_usage n on n.tenant = u.tenant and n.account = u.account and n.invoice = $3 and n.event = u.event
     where u.known <= $4 and ($7::uuid is null or u.subscription = $7)
       and ($8::text is null or c.service = $8) and ($9::text is null or c.zone = $9)
       and not exists (select from invoice p where p.tenant = $1 and p.account = $2 and p.status <> 'cancelled' and p.id <> $3
         and p.bill_date < $10 and u.known <= p.known_at and u.started_at < p.bill_date::timestamp at time zone $11)
     order by u.started_at, u.event limit $12`,
    [
      tenant,
      invoice.account,
      invoice.id,
      invoice.knownAt.toString(),
      end / 1000,
      from,
      filter.subscription ?? null,
      filter.service ?? null,
      filter.zone ?? null,
      invoice.billDate.toString(),
      invoice.zone,
      filter.limit
    ]
  )
  return rows.map(eventOf)
}

function eventOf(row: Record<string, string>): InvoiceEvent {
  const text = (name: string): string => row[name] ?? ''
  return {
    event: text('event'),
    subscription: text('subscription'),
    startedAt: Temporal.Instant.from(text('started_at')),
    service: text('service'),
    zone: text('zone'),
    bands: text('bands'),
    unit: text('unit'),
    called: text('called'),
    caller: text('caller'),
    quantity: Number(row['quantity']),
    billed: Number(row['billed']),
    covered: Number(row['covered']),
    amount: BigInt(text('amount'))
  }
}
