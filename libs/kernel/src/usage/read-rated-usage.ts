// Rated usage out of the tables: one event, or a page of an account.
import { sql, type Writer } from '../persistence/index.ts'
import type { UsageClass } from './usage-classes.ts'

/** One rated event as the tables have it. */
export interface RatedRow extends Omit<UsageClass, 'id'> {
  readonly event: string
  readonly account: string
  /** IANA name: in which its days begin. */
  readonly accountZone: string
  readonly subscription: string
  readonly startedAt: Temporal.Instant
  readonly known: Temporal.Instant
  /** Ticks of the unit. */
  readonly quantity: number
  readonly billed: number
  /** Micro, before allowances, and without what tiers price. */
  readonly amount: bigint
  /** With which it arrived, when a re-rating gave it another; else null. */
  readonly arrivedAmount: bigint | null
  /** Micro of it that pockets paid while it happened: a bill brings the rest. Null: nobody was asked to pay at once. */
  readonly prepaid: bigint | null
  readonly called: string
  readonly caller: string
  /** Micro, by the source; null when that said nothing. */
  readonly value: number | null
  readonly importId: number
  /** Name of the file that brought it, and its line there. */
  readonly file: string
  readonly line: number
}

export interface PlaceInUsage {
  readonly startedAt: Temporal.Instant
  readonly event: string
}

export interface UsagePage {
  readonly tenant: string
  readonly account: string
  /** The last one of the page before. */
  readonly after: PlaceInUsage | undefined
  readonly limit: number
}

interface Row
  extends Omit<RatedRow, 'startedAt' | 'known' | 'amount' | 'arrivedAmount' | 'prepaid' | 'importId' | 'file'> {
  readonly started_at: string
  readonly known: string
  readonly amount: string
  readonly arrived: string | null
  readonly prepaid: string | null
  readonly import: number
  readonly name: string | null
}

const HOURS_PER_WEEK = 168

/** In order of start, then event. Reads a week, then two, then four ...: a page of a busy account does not read its years. */
export async function usagePage(writer: Writer, { tenant, account, after, limit }: UsagePage): Promise<RatedRow[]> {
  const [span] = await sql<{ first: string | null; last: string | null }>(
    writer,
    'select min(week)::text as first, max(week)::text as last from rated_usage where tenant = $1',
    [tenant]
  )
  if (span?.first == null || span.last == null) return []
  const end = Temporal.Instant.from(span.last).add({ hours: HOURS_PER_WEEK })
  const page: RatedRow[] = []
  let from = after?.startedAt ?? Temporal.Instant.from(span.first)
  for (let weeks = 1; page.length < limit && Temporal.Instant.compare(from, end) < 0; weeks *= 2) {
    const until = from.add({ hours: weeks * HOURS_PER_WEEK })
    const rows = await readUsage(
      writer,
      `account_usage($1, $2, $3, $4) u`,
      `where $5::text is null or (u.started_at, u.event) > ($6::timestamptz, $5) order by u.started_at, u.event limit $7`,
      [
        tenant,
        account,
        from.toString(),
        until.toString(),
        after?.event,
        after?.startedAt.toString(),
        limit - page.length
      ]
    )
    page.push(...rows)
    from = until
  }
  return page
}

export async function usageByEvent(writer: Writer, tenant: string, event: string): Promise<RatedRow | undefined> {
  const [row] = await readUsage(writer, 'rated_usage u', 'where u.tenant = $1 and u.event = $2', [tenant, event])
  return row
}

async function readUsage(writer: Writer, source: string, rest: string, values: unknown[]): Promise<RatedRow[]> {
  const rows = await sql<Row>(
    writer,
    `select u.event, u.account, u.subscription, c.service, c.zone, c.bands, c.tariff, c.version, c.unit, c.currency,
       c.tariff_since as "tariffSince", u.started_at::text, u.known::text, u.quantity::float8,
       coalesce(n.billed, u.billed)::float8 as billed, coalesce(n.amount, u.amount)::text as amount,
       case when n.class is not null then u.amount::text end as arrived, u.prepaid::text, u.called, u.caller,
       u.value::float8, u.import, i.name, u.line, a.zone as "accountZone"
     from ${source}
       left join lateral price_now(u.tenant, u.week, u.account, u.event) n on true
       join usage_class c on c.tenant = u.tenant and c.id = coalesce(n.class, u.class)
       join account a on a.tenant = u.tenant and a.id = u.account
       left join usage_import i on i.tenant = u.tenant and i.id = u.import ${rest}`,
    values
  )
  return rows.map(({ started_at, known, amount, arrived, prepaid, import: importId, name, ...others }) => ({
    ...others,
    startedAt: Temporal.Instant.from(started_at),
    known: Temporal.Instant.from(known),
    amount: BigInt(amount),
    arrivedAmount: arrived === null ? null : BigInt(arrived),
    prepaid: prepaid === null ? null : BigInt(prepaid),
    importId,
    file: name ?? ''
  }))
}
