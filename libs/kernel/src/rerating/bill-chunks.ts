// Whose next bills are compared, in chunks: those whose usage moves, whose history was told otherwise, whose rules say otherwise.
import type { ClientBase } from 'pg'
import { instantFromSql, sql } from '../persistence/index.ts'
import { isAsked } from './asked-accounts.ts'
import type { ReratingReference } from './plan-rerating.ts'
import type { BillBasis, BillSums } from './rerating-bills.tables.ts'

const ACCOUNTS_PER_CHUNK = 100

/** What changes a subscription for days that are over, when it is told on a later one; a new one changes nothing. */
export const TOLD_BACK = [
  ...['plan-changed', 'suspended', 'resumed', 'terminated', 'feature-on', 'feature-off'],
  ...['bill-day-changed', 'withdrawn']
]

/** `f` of `account_fact`; a correction of what a subscription began with is none of something new. */
const IS_TOLD_BACK = `(f.kind = any($6) or f.kind = 'subscribed' and f.supersedes is not null)`

const CANDIDATES = `select m.account from rerating_account m where m.tenant = $1 and m.rerating = $2 and m.events > 0
  union
  select n.account from rerating_news n where n.tenant = $1 and n.rerating = $2
  union
  select a.id from account a where a.tenant = $1 and $3::boolean
  union
  select f.account from account_fact f where f.tenant = $1 and f.plan = any($4)
  union
  select f.account from account_fact f where f.tenant = $1 and f.kind = 'feature-on' and f.details->>'feature' = any($5)
  union
  select f.account from account_fact f join account a on a.tenant = f.tenant and a.id = f.account
    left join billing_cursor c on c.tenant = f.tenant and c.account = f.account
  where f.tenant = $1 and ${IS_TOLD_BACK} and f.known <= $7 and f.known > coalesce(c.known_at, '-infinity')
    and f.effective < (f.known at time zone a.zone)::date`

const ASKED = { rerating: '$2', account: 'c.account' }
const RANGE = 'between $8 and $9'

interface Asked {
  readonly basis: BillBasis
  readonly knownAt: Temporal.Instant
}

/** With `CANDIDATES` in the text. */
function withCandidates({ id, tenant }: ReratingReference, { basis, knownAt }: Asked): unknown[] {
  const { names, publications } = basis
  const [isAll, none] = [names === null && publications.length > 0, publications.length === 0]
  const { features, plans } = none || names === null ? { features: [], plans: [] } : names
  return [tenant, id, isAll, plans, features, TOLD_BACK, knownAt.toString()]
}

/** Says how many. */
export async function planBillChunks(client: ClientBase, reference: ReratingReference, asked: Asked): Promise<number> {
  const planned = await sql(
    client,
    `insert into rerating_bill_chunk (tenant, rerating, number, first_account, last_account, accounts)
     select $1, $2, place + 1, (array_agg(account order by account))[1], (array_agg(account order by account desc))[1], count(*)
     from (select account, (row_number() over (order by account) - 1) / ${ACCOUNTS_PER_CHUNK} as place
       from (${CANDIDATES}) c where ${isAsked(ASKED)}) placed
     group by place returning number`,
    withCandidates(reference, asked)
  )
  return planned.length
}

export interface BillChunk extends Asked {
  readonly number: number
  readonly firstAccount: string
  readonly lastAccount: string
  /** The day after that on which it was proposed. */
  readonly billDate: Temporal.PlainDate
}

/** One that nobody else has, until the transaction ends. */
export async function claimBillChunk(
  client: ClientBase,
  { id, tenant }: ReratingReference
): Promise<BillChunk | undefined> {
  const [row] = await sql<
    Pick<BillChunk, 'number' | 'basis'> & Record<'first_account' | 'last_account' | 'known_at' | 'bill_date', string>
  >(
    client,
    `select c.number, c.first_account, c.last_account, r.known_at::text, r.bill_date::text, r.bill_basis as basis
     from rerating_bill_chunk c join rerating r on r.tenant = c.tenant and r.id = c.rerating
     where c.tenant = $1 and c.rerating = $2 and r.state <> 'withdrawn' and not c.done
     order by c.number limit 1 for update of c skip locked`,
    [tenant, id]
  )
  if (row === undefined) return undefined
  const { basis, bill_date, first_account: firstAccount, known_at, last_account: lastAccount, number } = row
  const [knownAt, billDate] = [instantFromSql(known_at), Temporal.PlainDate.from(bill_date)]
  return { number, firstAccount, lastAccount, knownAt, billDate, basis }
}

/** Ids. */
export async function candidatesOf(
  client: ClientBase,
  reference: ReratingReference,
  chunk: BillChunk
): Promise<string[]> {
  const rows = await sql<{ account: string }>(
    client,
    `select account from (${CANDIDATES}) c
     where account ${RANGE} and ${isAsked({ ...ASKED, within: RANGE })} order by account`,
    [...withCandidates(reference, chunk), chunk.firstAccount, chunk.lastAccount]
  )
  return rows.map(({ account }) => account)
}

export async function hasOpenBillChunks(client: ClientBase, { id, tenant }: ReratingReference): Promise<boolean> {
  const [row] = await sql<{ open: boolean }>(
    client,
    `select exists (select from rerating_bill_chunk c join rerating r on r.tenant = c.tenant and r.id = c.rerating
       where c.tenant = $1 and c.rerating = $2 and r.state <> 'withdrawn' and not c.done) as open`,
    [tenant, id]
  )
  return row?.open === true
}

export async function sumBills(client: ClientBase, { id, tenant }: ReratingReference): Promise<BillSums> {
  const of = `from rerating_bill m join account a on a.tenant = m.tenant and a.id = m.account
    join rerating r on r.tenant = m.tenant and r.id = m.rerating where m.tenant = $1 and m.rerating = $2`
  const [row] = await sql<BillSums>(
    client,
    `select count(m.after)::int as accounts, coalesce(sum(m.before) filter (where a.currency = r.currency), 0)::text as before,
       coalesce(sum(m.after) filter (where a.currency = r.currency), 0)::text as after, count(m.detail)::int as parked ${of}`,
    [tenant, id]
  )
  const others = await sql<NonNullable<BillSums['others']>[number]>(
    client,
    `select a.currency, count(m.after)::int as accounts, sum(m.before)::text as before, sum(m.after)::text as after
     ${of} and m.after is not null and a.currency <> r.currency group by a.currency order by a.currency`,
    [tenant, id]
  )
  if (row === undefined) throw new Error('a sum has one row')
  return { ...row, others }
}
