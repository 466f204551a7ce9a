// Which usage a proposal looks at, found before any price is computed: classes whose rules moved, accounts with news.
import { startOfDayMs } from '@farthing/billing-core/values'
import { affectedSpans, type AffectedSpan, planIn, plansRated, type RuleBooks } from '@farthing/simulator'
import type { Registry } from '@farthing/plugin-sdk'
import type { ClientBase } from 'pg'
import { IN_FLIGHT, sql } from '../persistence/index.ts'
import type { UsageClass } from '../usage/index.ts'
import type { ChosenUsage, ReratingChoice, StoredSpan } from './rerating.tables.ts'

/** Rows that one transaction goes through; an account with more of them in a week has a chunk of its own. */
const ROWS_PER_CHUNK = 10_000
/** Accounts whose weeks follow one another, so that what was read of them is still at hand. */
const ACCOUNTS_TOGETHER = 2_000

/** What may say otherwise than before which tariff an account's usage is rated by. */
const TELLING = ['subscribed', 'plan-changed', 'terminated', 'bill-day-changed', 'withdrawn']

export async function readClasses(client: ClientBase, tenant: string): Promise<UsageClass[]> {
  return sql<UsageClass>(
    client,
    `select id::float8 as id, plan, service, zone, bands, tariff, version, unit, currency, tariff_since as "tariffSince"
     from usage_class where tenant = $1`,
    [tenant]
  )
}

interface SpanRules {
  readonly books: RuleBooks
  readonly registry: Registry
  /** IANA zone of the operator, whose days the choice names. */
  readonly zone: string
}

/** Within the choice. */
export function chosenSpans(
  classes: readonly UsageClass[],
  choice: ChosenUsage,
  { books, registry, zone }: SpanRules
): StoredSpan[] {
  const plans = choice.rating === null ? null : plansRated(books, choice.rating)
  // the plan of usage that is older than classes with plans is known when it is priced
  const isOfPlans = ({ currency, plan }: UsageClass): boolean =>
    plans === null || plan === '' || plans.has(planIn(plan, currency))
  const chosen = classes.filter(each => (choice.tariff === null || each.tariff === choice.tariff) && isOfPlans(each))
  const { fromMs, untilMs } = chosenMs(choice, zone)
  return affectedSpans(chosen, books, registry.usageTerms)
    .map(span => ({
      id: span.id,
      fromMs: Math.max(span.fromMs, fromMs),
      untilMs: Math.min(span.untilMs, untilMs)
    }))
    .filter(span => span.fromMs < span.untilMs)
    .map(storedSpan)
}

/** Epoch milliseconds, half-open; infinite where it has no end. */
export type InstantSpan = Omit<AffectedSpan, 'id'>

export function chosenMs({ from, until }: ChosenUsage, zone: string): InstantSpan {
  return {
    fromMs: from === null ? -Infinity : startOfDayMs(Temporal.PlainDate.from(from), zone),
    untilMs: until === null ? Infinity : startOfDayMs(Temporal.PlainDate.from(until), zone)
  }
}

function storedSpan({ id, fromMs, untilMs }: AffectedSpan): StoredSpan {
  return {
    id,
    fromMs: Number.isFinite(fromMs) ? fromMs : null,
    untilMs: Number.isFinite(untilMs) ? untilMs : null
  }
}

export interface ReratingReference {
  readonly tenant: string
  readonly id: number
}

export interface NewsWanted {
  readonly accounts: readonly string[] | null
  /** The fact or the usage became known later; null: whenever. */
  readonly after: Temporal.Instant | null
  readonly until: Temporal.Instant
}

/**
 * By what an import `i` priced its usage `u`: all that was known then. A use that is charged while it happens has the price of its beginning, however
 * long it lasts; and what is told then may bear an earlier instant.
 */
const PRICED_BY = `coalesce(i.as_of, i.started_at, least(u.started_at, u.known - interval '${IN_FLIGHT}'))`

/** An upper bound: what was told longer before the first use that was charged touches none. */
const LONGEST_USE = 'P1Y'

/**
 * Accounts of which something was learned that touches usage which was priced without it, with its first day: that of the fact, or of
 * one that it corrects. Of those in question since an instant, either is new: the fact, or usage that was on its way for longer.
 */
const NEWS = `with recursive came as materialized (
    select u.account, min(${PRICED_BY}) as priced_by
    from rated_usage u left join usage_import i on i.tenant = u.tenant and i.id = u.import
    where u.tenant = $1 and u.known > $4 and u.known <= $3 group by u.account),
  chain as (
    select account, id, known, effective as day, supersedes from account_fact
    where tenant = $1 and kind = any($2) and known <= $3 and ($5::uuid[] is null or account = any($5))
      and ($4::timestamptz is null or known > $4
        or known >= (select min(priced_by) from came) and account in (select account from came))
      and known > least((select min(coalesce(as_of, started_at)) from usage_import where tenant = $1),
        (select min(known) - interval '${LONGEST_USE}' from rated_usage where tenant = $1 and import = 0))
    union all
    select c.account, c.id, c.known, f.effective, f.supersedes from chain c
      join account_fact f on f.tenant = $1 and f.account = c.account and f.id = c.supersedes),
  news as (
    select c.account, c.known, min(c.day)::timestamp at time zone a.zone as starts
    from chain c join account a on a.tenant = $1 and a.id = c.account group by c.account, c.id, c.known, a.zone)
  select account, min(starts) as starts from news n
  where exists (
    select from account_usage($1, n.account, n.starts, n.known + interval '1 day') u
      left join usage_import i on i.tenant = $1 and i.id = u.import
    where ${PRICED_BY} <= n.known and ($4 is null or n.known > $4 or u.known > $4))
  group by account`

/** With `NEWS` in its text. */
function withNews(tenant: string, { accounts, after, until }: NewsWanted): unknown[] {
  return [tenant, TELLING, until.toString(), after?.toString() ?? null, accounts]
}

export async function planNews(
  client: ClientBase,
  { tenant, id }: ReratingReference,
  accounts: ReratingChoice['accounts'],
  knownAt: Temporal.Instant
): Promise<void> {
  const wanted = withNews(tenant, { accounts, after: null, until: knownAt })
  const text = `insert into rerating_news (tenant, rerating, account, starts) select $1, $6, n.* from (${NEWS}) n`
  await sql(client, text, [...wanted, id])
}

export async function accountsWithNews(client: ClientBase, tenant: string, wanted: NewsWanted): Promise<string[]> {
  return (await sql<{ account: string }>(client, NEWS, withNews(tenant, wanted))).map(({ account }) => account)
}

/**
 * Rows by week and account. Usage is counted by the class with which it arrived; to that of which a re-rating made another class,
 * the difference is added: the first one that was applied says from which, the last one to which.
 */
const FOUND = `select week, account, count(*) as rows from rated_usage
    where tenant = $1 and class = any($4::bigint[]) and started_at >= $5::timestamptz and started_at < $6::timestamptz
      and week > $5::timestamptz - interval '168 hours' and week < $6::timestamptz and ($7::uuid[] is null or account = any($7))
    group by week, account
  union all
  select week, account, sum((now = any($4))::int - (arrived = any($4))::int) from (
    select n.week, n.account, (array_agg(n.class order by n.rerating desc))[1] as now,
      (array_agg(n.previous_class order by n.rerating))[1] as arrived
    from rerated_usage n join rerating r on r.tenant = n.tenant and r.id = n.rerating and r.state = 'applied'
    where n.tenant = $1 and n.started_at >= $5::timestamptz and n.started_at < $6::timestamptz
      and ($7::uuid[] is null or n.account = any($7))
    group by n.week, n.account, n.event) rerated
  group by week, account
  union all
  select u.week, u.account, count(*) from rerating_news n
    cross join lateral account_usage($1, n.account, greatest(n.starts, $8::timestamptz), $9::timestamptz) u
  where n.tenant = $1 and n.rerating = $2 group by u.week, u.account`

/** What the chunks of a proposal are made of. */
export interface ChunkPlan {
  readonly accounts: ReratingChoice['accounts']
  readonly spans: readonly StoredSpan[]
  /** The days that were chosen. */
  readonly chosen: InstantSpan
}

/** Cuts what is to be looked at into chunks; says how many. */
export async function planChunks(
  client: ClientBase,
  { tenant, id }: ReratingReference,
  { accounts, chosen, spans }: ChunkPlan
): Promise<number> {
  const fromMs = Math.min(...spans.map(each => each.fromMs ?? -Infinity))
  const untilMs = Math.max(...spans.map(each => each.untilMs ?? Infinity))
  const planned = await sql(
    client,
    `with found as (${FOUND}),
     summed as (select week, account, sum(rows) as rows from found group by week, account having sum(rows) > 0),
     ranked as (select *, (dense_rank() over (order by account) - 1) / ${ACCOUNTS_TOGETHER} as range from summed),
     placed as (
       select *, trunc((sum(rows) over (partition by range, week order by account) - rows) / $3::int) as place from ranked)
     insert into rerating_chunk (tenant, rerating, number, week, first_account, last_account, rows)
     select $1, $2, row_number() over (order by range, week, place), week, (array_agg(account order by account))[1],
       (array_agg(account order by account desc))[1], sum(rows)
     from placed group by range, week, place returning number`,
    [
      tenant,
      id,
      ROWS_PER_CHUNK,
      spans.map(each => each.id),
      ...[instantText(fromMs), instantText(untilMs)],
      accounts,
      ...[instantText(chosen.fromMs), instantText(chosen.untilMs)]
    ]
  )
  return planned.length
}

/** Epoch milliseconds as the database writes instants, those without end too. */
export function instantText(ms: number): string {
  if (Number.isFinite(ms)) return Temporal.Instant.fromEpochMilliseconds(ms).toString()
  return ms < 0 ? '-infinity' : 'infinity'
}
