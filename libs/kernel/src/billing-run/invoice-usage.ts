// The events behind an invoice: what was new to it, with the amounts that it counts.
import { startOfDayMs } from '@farthing/billing-core/values'
import { instantFromSql, sql, type Writer } from '../persistence/index.ts'
import type { InvoiceHead } from './invoice-queries.ts'
import { type BillOnInvoice, billsOn } from './bills-on.ts'
import { bringerOf, type MadeBill, madeBillsOf } from './made-bills.ts'

export interface InvoiceEvent {
  readonly event: string
  /** Id of the account that used it. */
  readonly account: string
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
  /** Of one account of those whose lines the invoice holds. */
  readonly account?: string
  readonly subscription?: string | null
  readonly service?: string
  readonly zone?: string
  readonly from?: Temporal.PlainDate
  readonly until?: Temporal.PlainDate
  readonly limit: number
}

/**
 * Usage before the invoice's day, known when it was made, that no bill before it had brought, were it one that came to
 * nothing; account by account in order of time. Late usage of an earlier cycle is on the invoice that brought it.
 */
export async function invoiceEvents(
  writer: Writer,
  tenant: string,
  invoice: InvoiceHead,
  filter: EventFilter
): Promise<InvoiceEvent[]> {
  const events: InvoiceEvent[] = []
  for (const bill of await billsOn(writer, tenant, invoice)) {
    if (filter.account !== undefined && filter.account !== bill.account) continue
    const left = filter.limit - events.length
    if (left > 0) events.push(...(await eventsOf(writer, tenant, bill, { ...filter, limit: left })))
  }
  return events
}

async function eventsOf(
  writer: Writer,
  tenant: string,
  bill: BillOnInvoice,
  filter: EventFilter
): Promise<InvoiceEvent[]> {
  const bills = await madeBillsOf(writer, tenant, bill)
  const before = bills.slice(0, bills.findIndex(({ id }) => id === bill.id) + 1)
  const others = standingBefore(before)
  const brought: InvoiceEvent[] = []
  // most of what a cancelled bill had brought may be another's again: each page is larger than the one before
  let [limit, last]: [number, InvoiceEvent | null] = [filter.limit, null]
  for (;;) {
    const seen: readonly SeenEvent[] = await seenEvents(writer, tenant, bill, { ...filter, limit, after: last, others })
    for (const event of seen) if (bringerOf(before, event)?.id === bill.id) brought.push(event)
    last = seen.at(-1) ?? null
    if (brought.length >= filter.limit) return brought.slice(0, filter.limit)
    if (seen.length < limit) return brought
    limit = Math.min(limit * 4, Math.max(LARGEST_PAGE, filter.limit))
  }
}

const LARGEST_PAGE = 10_000

interface SeenFilter extends EventFilter {
  readonly after: InvoiceEvent | null
  /** Bills whose events it has not brought. */
  readonly others: readonly MadeBill[]
}

/**
 * Of the bills before the last one, those whose uses are not the last one's; one that a later one saw all of is left out.
 * None where one was cancelled: what that had brought may be the last one's, though others saw it too.
 */
function standingBefore(bills: readonly MadeBill[]): readonly MadeBill[] {
  if (bills.some(({ cancelledAt }) => cancelledAt !== null)) return []
  const standing = bills.slice(0, -1).filter(({ subscriptions }) => subscriptions === null)
  return standing.filter((bill, index) => !standing.slice(index + 1).some(later => later.untilMs >= bill.untilMs))
}

interface SeenEvent extends InvoiceEvent {
  readonly known: Temporal.Instant
}

/** A page of what the invoice looked at. */
async function seenEvents(
  writer: Writer,
  tenant: string,
  invoice: BillOnInvoice,
  { after, others, ...filter }: SeenFilter
): Promise<SeenEvent[]> {
  const rows = await sql<Record<string, string>>(
    writer,
    `select u.event, u.subscription, u.started_at::text, u.known::text, c.service, c.zone, c.bands, c.unit, u.called, u.caller,
       u.quantity::text, u.billed::text, coalesce(n.covered_ticks, 0)::text as covered, coalesce(n.amount, u.amount - coalesce(u.prepaid, 0))::text as amount
     from account_usage($1, $2, coalesce(to_timestamp($6::float8), '-infinity'), to_timestamp($5)) u
     join usage_class c on c.tenant = u.tenant and c.id = u.class
     left join invoice_usage n on n.tenant = u.tenant and n.account = u.account and n.invoice = $3 and n.event = u.event
     where u.known <= $4 and ($7::uuid is null or u.subscription = $7)
       and ($8::text is null or c.service = $8) and ($9::text is null or c.zone = $9)
       and ($10::timestamptz is null or (u.started_at, u.event) > ($10, $11))
       and not exists (select from unnest($13::timestamptz[], $14::float8[]) b (known, until) where u.known <= b.known and u.started_at < to_timestamp(b.until))
     order by u.started_at, u.event limit $12`,
    [
      tenant,
      invoice.account,
      invoice.id,
      invoice.knownAt.toString(),
      untilMs(invoice, filter) / 1000,
      fromSeconds(invoice, { ...filter, after }),
      filter.subscription ?? null,
      filter.service ?? null,
      filter.zone ?? null,
      after?.startedAt.toString() ?? null,
      after?.event ?? '',
      filter.limit,
      others.map(({ knownAt }) => knownAt.toString()),
      others.map(each => each.untilMs / 1000)
    ]
  )
  return rows.map(row => ({ ...eventOf(invoice.account, row), known: instantFromSql(row['known'] ?? '') }))
}

function untilMs({ billDate, zone }: BillOnInvoice, { until }: EventFilter): number {
  return Math.min(startOfDayMs(billDate, zone), until === undefined ? Infinity : startOfDayMs(until, zone))
}

/** All that is news to a bill begins on the day before the one that it looks back to, the day of the bill before, or later; a page begins where the last one ended. */
function fromSeconds(
  { since, zone }: BillOnInvoice,
  { after, from }: Pick<SeenFilter, 'after' | 'from'>
): number | null {
  const days = [...(since === null ? [] : [since.subtract({ days: 1 })]), ...(from === undefined ? [] : [from])]
  const bounds = days.map(day => startOfDayMs(day, zone))
  if (after !== null) bounds.push(after.startedAt.epochMilliseconds)
  return bounds.length === 0 ? null : Math.max(...bounds) / 1000
}

function eventOf(account: string, row: Record<string, string>): InvoiceEvent {
  const text = (name: string): string => row[name] ?? ''
  return {
    event: text('event'),
    account,
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
