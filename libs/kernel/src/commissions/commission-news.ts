// To which sold accounts something happened since the last look: found by what is new, however much is stored.
import { IN_FLIGHT, sql, type Writer } from '../persistence/index.ts'

interface Look {
  /** Names of those that say whose an account is. */
  readonly deeds: readonly string[]
  /** Another than last time: rules or partners have changed, and every sold account is looked at. */
  readonly world: string
  /** All that was known up to it is committed. */
  readonly now: Temporal.Instant
}

/** Of the last look; it waits for another that is under way. */
const LAST = 'select known_at::text as "knownAt", world from commission_look where tenant = $1 for update'

/** Those of a minute before are looked for again, for clocks of processes that differ. Commission itself is no news; an end is when it comes, in whatever zone. */
const SINCE = `select account from account_fact where tenant = $1 and known > $3::timestamptz - interval '${IN_FLIGHT}'
  union
  select account from ledger_transaction
  where tenant = $1 and recorded_at > $3::timestamptz - interval '${IN_FLIGHT}' and not starts_with(key, 'commission:')
  union
  select account from account_fact where tenant = $1 and kind = 'terminated'
    and effective >= ($3::timestamptz at time zone 'UTC')::date - 1 and effective <= ($4::timestamptz at time zone 'UTC')::date + 1`

const SOLD = `select from account_fact f
  where f.tenant = $1 and f.account = news.account and f.kind = 'deed' and f.details->>'deed' = any($2::text[])`

const ALL_SOLD = `select distinct account from account_fact where tenant = $1 and kind = 'deed' and details->>'deed' = any($2::text[])`

/** Notes them, and returns all that wait for a look, those of looks before that failed too. */
export async function noteNews(writer: Writer, tenant: string, { deeds, now, world }: Look): Promise<string[]> {
  const first = `insert into commission_look (tenant, known_at, world) values ($1, $2, '') on conflict do nothing`
  await sql(writer, first, [tenant, now.toString()])
  const [last] = await sql<{ knownAt: string; world: string }>(writer, LAST, [tenant])
  if (last === undefined) throw new Error('a look was noted a moment ago')
  const isSame = last.world === world
  const news = isSame ? `select account from (${SINCE}) news where exists (${SOLD})` : ALL_SOLD
  const insert = `insert into commission_waiting (tenant, account) select $1, found.account from (${news}) found on conflict do nothing`
  await sql(writer, insert, [tenant, deeds, ...(isSame ? [last.knownAt, now.toString()] : [])])
  await sql(writer, 'update commission_look set known_at = $2, world = $3 where tenant = $1', [
    ...[tenant, now.toString(), world]
  ])
  const waiting = 'select account from commission_waiting where tenant = $1 order by account'
  return (await sql<{ account: string }>(writer, waiting, [tenant])).map(({ account }) => account)
}

/** Under the account's lock, in the transaction that looks at it; false when another has done so meanwhile. */
export async function takeNews(writer: Writer, tenant: string, account: string): Promise<boolean> {
  const take = 'delete from commission_waiting where tenant = $1 and account = $2 returning account'
  return (await sql(writer, take, [tenant, account])).length > 0
}
