// Entries of points in and out of their table, and what there is that earns them.
import type { BookedPoints } from '@farthing/billing-core'
import { instantFromSql, sql, type Writer } from '../persistence/index.ts'

interface BookedRow {
  readonly key: string
  readonly unit: string
  readonly parts: string
  readonly filled: readonly { readonly pocket: string; readonly expires_at: string | null }[] | null
}

/** By reason, in the order in which they were first booked. */
export async function bookedPoints(writer: Writer, tenant: string, account: string): Promise<BookedPoints[]> {
  const rows = await sql<BookedRow>(
    writer,
    `select e.key, e.unit, sum(e.parts)::text as parts,
       json_agg(json_build_object('pocket', p.id, 'expires_at', p.expires_at::text)) filter (where p.id is not null) as filled
     from points_entry e left join pocket p on p.tenant = e.tenant and p.account = e.account and p.id = e.pocket
     where e.tenant = $1 and e.account = $2 group by e.key, e.unit order by min(e.id::text)`,
    [tenant, account]
  )
  return rows.map(({ filled, key, parts, unit }) => ({
    ...{ key, unit, parts: BigInt(parts) },
    filled: (filled ?? []).map(({ expires_at: at, pocket }) => ({
      pocket,
      expiresAt: at === null ? null : instantFromSql(at)
    }))
  }))
}

export interface PointsEntry {
  readonly id: string
  readonly key: string
  readonly unit: string
  readonly parts: bigint
  readonly pocket: string | null
  readonly reason: string
  readonly rule: unknown
  readonly version: string | null
}

export interface EntriesOfPoints {
  readonly account: string
  readonly date: Temporal.PlainDate
  readonly at: Temporal.Instant
  readonly entries: readonly PointsEntry[]
}

export async function addPoints(
  writer: Writer,
  tenant: string,
  { account, at, date, entries }: EntriesOfPoints
): Promise<void> {
  if (entries.length === 0) return
  await sql(
    writer,
    `insert into points_entry (tenant, account, id, key, unit, parts, pocket, reason, date, recorded_at, rule, version)
     select $1, $2, e.id, e.key, e.unit, e.parts, e.pocket, e.reason, $3, $4, e.rule, e.version
     from jsonb_to_recordset($5) as e (id uuid, key text, unit text, parts bigint, pocket uuid, reason text, rule jsonb, version text)`,
    [
      ...[tenant, account, date.toString(), at.toString()],
      JSON.stringify(entries.map(entry => ({ ...entry, parts: entry.parts.toString() })))
    ]
  )
}

export interface PointsNews {
  readonly account: string
  readonly seen: string
}

/**
 * Members to whom something happened: transactions and facts are never taken away, so their numbers say that there are new ones; and whole years
 * since they joined. What moves points is no news. Who is on a plan or has a feature that grants, once a day and whenever something is told of him.
 * Values: tenant, names of deeds, the world, now, an account or null, and names of plans and features.
 */
const NEWS = `with member as (
    select f.account, f.effective, (($4::timestamptz at time zone a.zone)::date) as today
    from account_fact f join account a on a.tenant = f.tenant and a.id = f.account
    where f.tenant = $1 and f.kind = 'deed' and f.details->>'deed' = any($2::text[]) and ($5::uuid is null or f.account = $5)),
  aged as (
    select account, effective, today, (extract(year from today) - extract(year from effective))::int as years from member),
  whole as (
    select account, sum(years - ((effective + make_interval(years => years))::date > today)::int) as years from aged group by account),
  product as (
    select account from account_fact where tenant = $1 and plan = any($6::text[]) and plan is not null
    union select account from account_fact where tenant = $1 and kind = 'feature-on' and details->>'feature' = any($6::text[])),
  granted as (
    select a.id as account, (($4::timestamptz at time zone a.zone)::date) as today
    from product join account a on a.tenant = $1 and a.id = product.account where $5::uuid is null or a.id = $5),
  looked as (select account, years, today from whole full join granted using (account)),
  news as (
    select looked.account, concat_ws(' ', $3::text, looked.years, case when looked.years is not null then
      (select count(*) from ledger_transaction t where t.tenant = $1 and t.account = looked.account and not starts_with(t.key, 'points:')) end,
      (select count(*) from account_fact f where f.tenant = $1 and f.account = looked.account), looked.today) as seen
    from looked)
  select news.account, news.seen from news
  left join points_cursor c on c.tenant = $1 and c.account = news.account
  where c.seen is distinct from news.seen order by news.account`

/** What rules say, the same for all accounts. */
export interface PointsRules {
  /** By which accounts join. */
  readonly deeds: readonly string[]
  /** Plans and features that grant. */
  readonly products: readonly string[]
  readonly world: string
}

export function pointsNews(
  writer: Writer,
  tenant: string,
  asked: PointsRules & { readonly now: Temporal.Instant; readonly account?: string }
): Promise<PointsNews[]> {
  const { account = null, deeds, now, products, world } = asked
  return sql<PointsNews>(writer, NEWS, [tenant, deeds, world, now.toString(), account, products])
}

export async function sawNews(writer: Writer, tenant: string, { account, seen }: PointsNews): Promise<void> {
  await sql(
    writer,
    `insert into points_cursor (tenant, account, seen) values ($1, $2, $3)
     on conflict (tenant, account) do update set seen = excluded.seen`,
    [tenant, account, seen]
  )
}
