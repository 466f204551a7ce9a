// The end of a proposal: what its chunks found, added up by account and by what moved, and usage that came late.
import type { ClientBase } from 'pg'
import type { NewUsage } from '../billing-run/index.ts'
import { instantFromSql, sql } from '../persistence/index.ts'
import { leftToBill, paidOfPrice } from '../usage/index.ts'
import { isAsked } from './asked-accounts.ts'
import { type InstantSpan, instantText, type ReratingReference } from './plan-rerating.ts'
import type { ChosenUsage, MovedInCurrency, StoredMove, StoredSummary } from './rerating.tables.ts'

const MOVES = 50

interface Finding {
  readonly choice: ChosenUsage
  /** Its days. */
  readonly chosen: InstantSpan
  /** As `planIn` tells them; null: whatever plan. */
  readonly plans: readonly string[] | null
  readonly knownAt: Temporal.Instant
  readonly newUsage: NewUsage
}

export async function settleFinding(
  client: ClientBase,
  reference: ReratingReference,
  finding: Finding
): Promise<StoredSummary> {
  await sumAccounts(client, reference)
  await addLate(client, reference, finding)
  return {
    ...(await countChunks(client, reference)),
    ...(await sumAll(client, reference)),
    moves: await movesOf(client, reference)
  }
}

async function sumAccounts(client: ClientBase, { id, tenant }: ReratingReference): Promise<void> {
  await sql(
    client,
    `insert into rerating_account (tenant, rerating, account, events, before, after, invoiced_events, invoiced_before, invoiced_after,
       late_events, late_amount, last_start)
     select $1, $2, account, count(*), sum(previous_amount), sum(amount), count(*) filter (where invoiced),
       coalesce(sum(previous_amount) filter (where invoiced), 0), coalesce(sum(amount) filter (where invoiced), 0), 0, 0, max(started_at)
     from rerated_usage where tenant = $1 and rerating = $2 group by account`,
    [tenant, id]
  )
}

const PRICE = 'coalesce(n.amount, u.amount)'

/** Usage of days that had been billed when it came. Nothing is to be done about it: the next bill brings it, without what pockets have paid, and corrects what it moves. */
async function addLate(
  client: ClientBase,
  { id, tenant }: ReratingReference,
  { choice, chosen, knownAt, newUsage, plans }: Finding
): Promise<void> {
  const [first] = await sql<{ known: string | null }>(
    client,
    'select min(known_at)::text as known from billing_cursor where tenant = $1 and bill_date is not null',
    [tenant]
  )
  if (first?.known == null) return
  const from = await newUsage.firstStart(client, tenant, { after: instantFromSql(first.known), until: knownAt })
  if (from === null) return
  await sql(
    client,
    `insert into rerating_account (tenant, rerating, account, events, before, after, invoiced_events, invoiced_before, invoiced_after,
       late_events, late_amount)
     select $1, $2, c.account, 0, 0, 0, 0, 0, 0, count(*), sum(${PRICE} - ${paidOfPrice(PRICE)})
     from billing_cursor c join account a on a.tenant = c.tenant and a.id = c.account
       cross join lateral account_usage($1, c.account, $3, c.bill_date::timestamp at time zone a.zone) u
       left join lateral price_now(u.tenant, u.week, u.account, u.event) n on true
       join usage_class k on k.tenant = u.tenant and k.id = coalesce(n.class, u.class)
     where c.tenant = $1 and c.bill_date is not null and u.known > c.known_at and u.known <= $4 and ${leftToBill(PRICE)}
       and ${isAsked({ rerating: '$2', account: 'c.account' })} and ($5::text is null or k.tariff = $5)
       and u.started_at >= $6::timestamptz and u.started_at < $7::timestamptz and ($8::text[] is null or k.plan || ' ' || k.currency = any($8))
     group by c.account
     on conflict (tenant, rerating, account)
       do update set late_events = excluded.late_events, late_amount = excluded.late_amount`,
    [
      ...[tenant, id, from.toString(), knownAt.toString(), choice.tariff],
      ...[instantText(chosen.fromMs), instantText(chosen.untilMs), plans]
    ]
  )
}

type ChunkSums = Pick<StoredSummary, 'examined' | 'changed' | 'unrated' | 'prepaid'>

async function countChunks(client: ClientBase, { id, tenant }: ReratingReference): Promise<ChunkSums> {
  const [row] = await sql<ChunkSums>(
    client,
    `select coalesce(sum(examined), 0)::float8 as examined, coalesce(sum(changed), 0)::float8 as changed,
       coalesce(sum(unrated), 0)::float8 as unrated, coalesce(sum(prepaid), 0)::float8 as prepaid
     from rerating_chunk where tenant = $1 and rerating = $2`,
    [tenant, id]
  )
  if (row === undefined) throw new Error('a sum has one row')
  return row
}

interface Sums {
  readonly accounts: number
  readonly before: string
  readonly after: string
  readonly invoiced_accounts: number
  readonly invoiced_events: number
  readonly invoiced_before: string
  readonly invoiced_after: string
  readonly late_accounts: number
  readonly late_events: number
  readonly late_amount: string
}

async function sumAll(
  client: ClientBase,
  { id, tenant }: ReratingReference
): Promise<Pick<StoredSummary, 'accounts' | 'before' | 'after' | 'invoiced' | 'late' | 'others'>> {
  const [sums] = await sql<Sums>(
    client,
    `select (count(*) filter (where events > 0))::int as accounts, ${own('before')}, ${own('after')},
       (count(*) filter (where m.invoiced_events > 0 and a.currency = r.currency))::int as invoiced_accounts,
       coalesce(sum(m.invoiced_events) filter (where a.currency = r.currency), 0)::float8 as invoiced_events,
       ${own('invoiced_before')}, ${own('invoiced_after')}, (count(*) filter (where m.late_events > 0 and a.currency = r.currency))::int as late_accounts,
       coalesce(sum(m.late_events) filter (where a.currency = r.currency), 0)::float8 as late_events, ${own('late_amount')}
     from rerating_account m ${IN_CURRENCIES}`,
    [tenant, id]
  )
  if (sums === undefined) throw new Error('a sum has one row')
  return {
    accounts: sums.accounts,
    before: sums.before,
    after: sums.after,
    invoiced: {
      accounts: sums.invoiced_accounts,
      events: sums.invoiced_events,
      before: sums.invoiced_before,
      after: sums.invoiced_after
    },
    late: { accounts: sums.late_accounts, events: sums.late_events, amount: sums.late_amount },
    others: await sumsInOthers(client, { id, tenant })
  }
}

/** Sums of money are of accounts in the currency of the proposal. */
function own(column: string): string {
  return `coalesce(sum(m.${column}) filter (where a.currency = r.currency), 0)::text as ${column}`
}

const IN_CURRENCIES = `join account a on a.tenant = m.tenant and a.id = m.account
  join rerating r on r.tenant = m.tenant and r.id = m.rerating where m.tenant = $1 and m.rerating = $2`

function sumsInOthers(client: ClientBase, { id, tenant }: ReratingReference): Promise<MovedInCurrency[]> {
  return sql(
    client,
    `select a.currency, count(*)::int as accounts, sum(m.events)::float8 as events, sum(m.before)::text as before, sum(m.after)::text as after,
       sum(m.invoiced_events)::float8 as invoiced, sum(m.late_events)::float8 as late, sum(m.late_amount)::text as "lateAmount"
     from rerating_account m ${IN_CURRENCIES} and (m.events > 0 or m.late_events > 0) and a.currency <> r.currency group by a.currency order by a.currency`,
    [tenant, id]
  )
}

const SHARED = ['service', 'zone', 'bands', 'tariff', 'version', 'unit', 'currency', 'tariff_since']

/** Whatever plans they are of: a class is told by one of its kind. */
function movesOf(client: ClientBase, { id, tenant }: ReratingReference): Promise<StoredMove[]> {
  const first = (column: string): string => `(array_agg(m.${column} order by m.event collate "C"))[1]`
  return sql<StoredMove>(
    client,
    `select ${first('previous_class')}::float8 as "previousClass", ${first('class')}::float8 as class, sum(m.events)::float8 as events,
       sum(m.before)::text as before, sum(m.after)::text as after, min(m.event collate "C") as event
     from (select previous_class, class, count(*) as events, sum(previous_amount) as before, sum(amount) as after,
         coalesce(min(event collate "C") filter (where amount <> previous_amount), min(event collate "C")) as event
       from rerated_usage where tenant = $1 and rerating = $2 group by previous_class, class) m
       join usage_class p on p.tenant = $1 and p.id = m.previous_class
       join usage_class c on c.tenant = $1 and c.id = m.class
     group by ${SHARED.flatMap(each => [`p.${each}`, `c.${each}`]).join(', ')}
     order by abs(sum(m.after) - sum(m.before)) desc, 3 desc, 1, 2 limit ${MOVES}`,
    [tenant, id]
  )
}
