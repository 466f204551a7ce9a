// What became known of usage that is rated in real time since it was last looked at, and whose it is.
import type { ClientBase } from 'pg'
import { instantFromSql, sql } from '../persistence/index.ts'
import { LEFT_TO_BILL } from '../usage/index.ts'
import { accountsWithNews, instantText, type ReratingReference } from './plan-rerating.ts'
import type { ReratingState, StoredSpan } from './rerating.tables.ts'

/** The last one. */
export interface RealTimeLook {
  readonly knownAt: Temporal.Instant
  readonly publications: number
  readonly rerating: number
  /** Null when it found nothing. */
  readonly state: ReratingState | null
}

export async function lastLook(client: ClientBase, tenant: string): Promise<RealTimeLook | null> {
  const [row] = await sql<Omit<RealTimeLook, 'knownAt'> & { readonly known_at: string }>(
    client,
    `select l.known_at::text, l.publications, l.rerating, r.state
     from rerating_look l left join rerating r on r.tenant = l.tenant and r.id = l.rerating where l.tenant = $1`,
    [tenant]
  )
  if (row === undefined) return null
  const { known_at, ...rest } = row
  return { ...rest, knownAt: instantFromSql(known_at) }
}

export async function keepLook(
  client: ClientBase,
  tenant: string,
  { knownAt, publications, rerating }: Omit<RealTimeLook, 'state'>
): Promise<void> {
  await sql(
    client,
    `insert into rerating_look (tenant, known_at, publications, rerating) values ($1, $2, $3, $4)
     on conflict (tenant) do update set known_at = excluded.known_at, publications = excluded.publications, rerating = excluded.rerating`,
    [tenant, knownAt.toString(), publications, rerating]
  )
}

interface NewsSince {
  readonly after: Temporal.Instant
  readonly until: Temporal.Instant
  /** Where rules have moved. */
  readonly spans: readonly StoredSpan[]
  /** Those that rate in real time, as `planIn` tells them. */
  readonly plans: readonly string[]
}

/** Usage that came by rules which were overtaken meanwhile, or after the bill of its day had been made. */
const CAME = `select distinct u.account from rated_usage u join usage_class k on k.tenant = u.tenant and k.id = u.class
    join account a on a.tenant = u.tenant and a.id = u.account
    left join billing_cursor c on c.tenant = u.tenant and c.account = u.account
  where u.tenant = $1 and u.known > $2 and u.known <= $3 and k.plan || ' ' || k.currency = any($5)
    and (exists (select from unnest($4::bigint[], $6::timestamptz[], $7::timestamptz[]) as moved (class, starts, ends)
        where moved.class = u.class and u.started_at >= moved.starts and u.started_at < moved.ends)
      or ${LEFT_TO_BILL} and u.started_at < c.bill_date::timestamp at time zone a.zone)`

/** Ids. */
export async function newsSince(client: ClientBase, tenant: string, news: NewsSince): Promise<string[]> {
  const { after, plans, spans, until } = news
  const came = await sql<{ account: string }>(client, CAME, [
    ...[tenant, after.toString(), until.toString()],
    ...[spans.map(({ id }) => id), plans],
    spans.map(({ fromMs }) => instantText(fromMs ?? -Infinity)),
    spans.map(({ untilMs }) => instantText(untilMs ?? Infinity))
  ])
  const told = await accountsWithNews(client, tenant, { accounts: null, after, until })
  return [...came.map(({ account }) => account), ...told]
}

/** Whose usage a proposal moves, came late, or cannot be rated any more. */
export async function accountsOf(client: ClientBase, { id, tenant }: ReratingReference): Promise<string[]> {
  const text = `select account from rerating_account where tenant = $1 and rerating = $2
    union select account from rerating_unrated where tenant = $1 and rerating = $2`
  return (await sql<{ account: string }>(client, text, [tenant, id])).map(({ account }) => account)
}

/** Micro by plan: how far prices move, up and down added up. */
export function movedByPlan(
  client: ClientBase,
  { id, tenant }: ReratingReference
): Promise<{ readonly plan: string; readonly currency: string; readonly moved: string }[]> {
  return sql(
    client,
    `select k.plan, k.currency, sum(abs(n.amount - n.previous_amount))::text as moved
     from rerated_usage n join usage_class k on k.tenant = n.tenant and k.id = n.class
     where n.tenant = $1 and n.rerating = $2 group by k.plan, k.currency`,
    [tenant, id]
  )
}

/** One that found nothing is not worth a place in the list. */
export async function forget(client: ClientBase, { id, tenant }: ReratingReference): Promise<void> {
  for (const table of ['rerating_account', 'rerating_asked', 'rerating_chunk', 'rerating_news', 'rerating_unrated'])
    await sql(client, `delete from ${table} where tenant = $1 and rerating = $2`, [tenant, id])
  await sql(client, `delete from rerating where tenant = $1 and id = $2 and state = 'nothing'`, [tenant, id])
}
