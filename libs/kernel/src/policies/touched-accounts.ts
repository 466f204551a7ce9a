// Which accounts policies have to look at: found by when things became known, so that nobody who brings news has to say so.
import type { ClientBase } from 'pg'
import { instantFromSql, sql } from '../persistence/index.ts'

export interface Touching {
  readonly tenant: string
  /** All that was known up to it is committed. */
  readonly knownAt: Temporal.Instant
  /** When rules were published last. */
  readonly publishedAt: Temporal.Instant
}

/** Of usage, facts, money; the instant of the last pass is looked at again, for clocks that stand still. */
const TOUCHED = `insert into policy_standing (tenant, account, touched_at)
  select $1, account, $3::timestamptz from (
    select account from rated_usage where tenant = $1 and known >= $2 and known <= $3
    union select account from account_fact where tenant = $1 and known >= $2 and known <= $3
    union select account from ledger_transaction where tenant = $1 and recorded_at >= $2 and recorded_at <= $3) touched
  on conflict (tenant, account) do update set touched_at = excluded.touched_at`

const EVERYBODY = `insert into policy_standing (tenant, account, touched_at)
  select tenant, id, $2::timestamptz from account where tenant = $1
  on conflict (tenant, account) do update set touched_at = excluded.touched_at`

const TURNED = `update policy_standing s set touched_at = $2::timestamptz from account a
  where s.tenant = $1 and s.touched_at is null and s.next_day <= ($2::timestamptz at time zone 'UTC')::date + 1
    and a.tenant = s.tenant and a.id = s.account and s.next_day <= ($2::timestamptz at time zone a.zone)::date`

/** Accounts to which something has happened since the last time, all of them when rules were published. */
export async function markTouched(client: ClientBase, { knownAt, publishedAt, tenant }: Touching): Promise<void> {
  const now = knownAt.toString()
  const before = "insert into policy_pass (tenant, known_at) values ($1, 'epoch') on conflict do nothing"
  await sql(client, before, [tenant])
  const query = 'select known_at::text from policy_pass where tenant = $1 for update'
  const [last] = await sql<{ known_at: string }>(client, query, [tenant])
  const since = instantFromSql(last?.known_at ?? '1970-01-01 00:00:00+00')
  if (Temporal.Instant.compare(since, knownAt) > 0) return // another pass has looked further
  if (Temporal.Instant.compare(publishedAt, since) >= 0) await sql(client, EVERYBODY, [tenant, now])
  else await sql(client, TOUCHED, [tenant, since.toString(), now])
  await sql(client, 'update policy_pass set known_at = $2 where tenant = $1', [tenant, now])
}

/** Accounts for which a day has come on which policies may want something though nothing happened. */
export async function markTurned(client: ClientBase, tenant: string, now: Temporal.Instant): Promise<void> {
  await sql(client, TURNED, [tenant, now.toString()])
}

/** Accounts that nobody else has, in order; held until the transaction ends. */
export async function claimAccounts(client: ClientBase, tenant: string, most: number): Promise<string[]> {
  const rows = await sql<{ account: string }>(
    client,
    `select account from policy_standing where tenant = $1 and touched_at is not null
     order by account limit $2 for update skip locked`,
    [tenant, most]
  )
  return rows.map(({ account }) => account)
}

export interface Looked {
  readonly account: string
  readonly nextDay: Temporal.PlainDate | null
  readonly problem: string | null
}

export async function keepLooked(client: ClientBase, tenant: string, looked: readonly Looked[]): Promise<void> {
  await sql(
    client,
    `update policy_standing s set touched_at = null, next_day = looked.next_day, problem = looked.problem
     from unnest($2::uuid[], $3::date[], $4::text[]) as looked (account, next_day, problem)
     where s.tenant = $1 and s.account = looked.account`,
    [
      tenant,
      looked.map(({ account }) => account),
      looked.map(({ nextDay }) => nextDay?.toString() ?? null),
      looked.map(({ problem }) => problem)
    ]
  )
}
