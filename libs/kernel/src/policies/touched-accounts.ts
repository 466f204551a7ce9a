// Which accounts policies have to look at: found by when things became known, so that nobody who brings news has to say so.
import type { PolicyNeeds } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import { instantFromSql, sql } from '../persistence/index.ts'

export interface Touching {
  readonly tenant: string
  /** All that was known up to it is committed. */
  readonly knownAt: Temporal.Instant
  readonly rules: FoundBy
}

/** Rules by which accounts are found, and looked at. */
export interface FoundBy extends Pick<PolicyNeeds, 'acts' | 'news'> {
  /** Id of the last publication among them: later ones have greater ids. */
  readonly publication: string
}

const FACTS = 'select account from account_fact where tenant = $1 and known >= $2 and known <= $3'
const USAGE = 'select account from rated_usage where tenant = $1 and known >= $2 and known <= $3'
const GROUPS = 'select account from pocket_group_member where tenant = $1 and known >= $2 and known <= $3'
/** Those who are in a group with one to which something happened: what it used counts for them too. */
const BESIDE = `select beside.account from news
  join pocket_group_member own on own.tenant = $1 and own.account = news.account
  join pocket_group_member beside on beside.tenant = $1 and beside.pocket_group = own.pocket_group`
const MONEY = 'select account from ledger_transaction where tenant = $1 and recorded_at >= $2 and recorded_at <= $3'

/** By what policies ask about; transactions are of partners too, of whom no policy asks. The instant of the last pass is looked at again, for clocks that stand still. */
function touched({ groups, money, usage }: FoundBy['news']): string {
  const news = [FACTS, ...(usage ? [USAGE] : []), ...(money ? [MONEY] : []), ...(groups ? [GROUPS] : [])]
  return `with news as materialized (select distinct account from (${news.join(' union all ')}) every)
    insert into policy_standing (tenant, account, touched_at)
    select distinct $1, a.id, $3::timestamptz from (select account from news${groups ? ` union all ${BESIDE}` : ''}) touched
      join account a on a.tenant = $1 and a.id = touched.account
    on conflict (tenant, account) do update set touched_at = excluded.touched_at`
}

const EVERYBODY = `insert into policy_standing (tenant, account, touched_at)
  select tenant, id, $2::timestamptz from account where tenant = $1
  on conflict (tenant, account) do update set touched_at = excluded.touched_at`

const TURNED = `update policy_standing s set touched_at = $2::timestamptz from account a
  where s.tenant = $1 and s.touched_at is null and s.next_day <= ($2::timestamptz at time zone 'UTC')::date + 1
    and a.tenant = s.tenant and a.id = s.account and s.next_day <= ($2::timestamptz at time zone a.zone)::date`

/** Accounts to which something has happened since the last time, all of them when that went by other rules. */
export async function markTouched(client: ClientBase, { knownAt, rules, tenant }: Touching): Promise<void> {
  const now = knownAt.toString()
  const before = "insert into policy_pass (tenant, known_at) values ($1, 'epoch') on conflict do nothing"
  await sql(client, before, [tenant])
  const query = 'select known_at::text, publication from policy_pass where tenant = $1 for update'
  const [last] = await sql<{ known_at: string; publication: string | null }>(client, query, [tenant])
  const since = instantFromSql(last?.known_at ?? '1970-01-01 00:00:00+00')
  if (Temporal.Instant.compare(since, knownAt) > 0) return // another pass has looked further
  const { acts, news, publication } = rules
  if (acts && publication !== last?.publication) await sql(client, EVERYBODY, [tenant, now])
  else if (acts) await sql(client, touched(news), [tenant, since.toString(), now])
  const kept = 'update policy_pass set known_at = $2, publication = $3 where tenant = $1'
  await sql(client, kept, [tenant, now, publication])
}

/** Accounts for which a day has come on which policies may want something though nothing happened. */
export async function markTurned(client: ClientBase, tenant: string, now: Temporal.Instant): Promise<void> {
  await sql(client, TURNED, [tenant, now.toString()])
}

/**
 * Accounts that nobody else has, in order; held until the transaction ends. None for rules that were overtaken: the list is
 * then that of a pass with newer ones, and asked after the claim, for its list may have been made just before.
 */
export async function claimAccounts(
  client: ClientBase,
  tenant: string,
  { most, publication }: { readonly most: number; readonly publication: string }
): Promise<string[]> {
  const rows = await sql<{ account: string }>(
    client,
    `select account from policy_standing where tenant = $1 and touched_at is not null
     order by account limit $2 for update skip locked`,
    [tenant, most]
  )
  const query = 'select publication from policy_pass where tenant = $1'
  const [last] = await sql<{ publication: string | null }>(client, query, [tenant])
  return last?.publication === publication ? rows.map(({ account }) => account) : []
}

export interface Looked {
  readonly account: string
  readonly nextDay: Temporal.PlainDate | null
  /** Why the look came to nothing. */
  readonly problem?: string
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
      looked.map(({ problem }) => problem ?? null)
    ]
  )
}
