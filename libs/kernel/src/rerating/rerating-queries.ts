// Re-ratings out of the tables.
import { instantFromSql, sql, type Writer } from '../persistence/index.ts'
import type { ReratingReference } from './plan-rerating.ts'
import type { ReratingChoice, ReratingState, StoredSpan, StoredSummary } from './rerating.tables.ts'

export interface Rerating {
  readonly id: number
  readonly state: ReratingState
  /** Of the rules and facts that it goes by. */
  readonly knownAt: Temporal.Instant
  readonly choice: ReratingChoice
  /** Of which usage rules have moved; the rest was looked at for what accounts were told. */
  readonly spans: readonly StoredSpan[]
  readonly currency: string
  /** Null while chunks are still gone through. */
  readonly summary: StoredSummary | null
  /** Rows looked at, of those that are to be. */
  readonly progress: { readonly done: number; readonly rows: number }
  /** When it was applied or withdrawn. */
  readonly endedAt: Temporal.Instant | null
  /** Applied without anybody who looked at it. */
  readonly byItself: boolean
}

interface Row extends Omit<Rerating, 'knownAt' | 'endedAt' | 'progress'> {
  readonly known_at: string
  readonly ended_at: string | null
  readonly done: number
  readonly rows: number
}

const SELECT = `select r.id, r.state, r.known_at::text, r.choice, r.spans, r.by_itself as "byItself", r.currency, r.summary, r.ended_at::text,
    coalesce(p.examined, 0)::float8 as done, coalesce(p.rows, 0)::float8 as rows
  from rerating r left join lateral (
    select sum(c.rows) as rows, sum(c.rows) filter (where c.examined is not null) as examined
    from rerating_chunk c where c.tenant = r.tenant and c.rerating = r.id) p on true`

export async function findRerating(writer: Writer, { id, tenant }: ReratingReference): Promise<Rerating | undefined> {
  const [row] = await sql<Row>(writer, `${SELECT} where r.tenant = $1 and r.id = $2`, [tenant, id])
  return row && reratingOf(row)
}

/** Newest first. */
export async function listReratings(
  writer: Writer,
  tenant: string,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number }
): Promise<Rerating[]> {
  const rows = await sql<Row>(
    writer,
    `${SELECT} where r.tenant = $1 and ($2::int is null or r.id < $2) order by r.id desc limit $3`,
    [tenant, before ?? null, limit]
  )
  return rows.map(reratingOf)
}

function reratingOf({ done, ended_at, known_at, rows, ...rest }: Row): Rerating {
  return {
    ...rest,
    knownAt: instantFromSql(known_at),
    endedAt: ended_at === null ? null : instantFromSql(ended_at),
    progress: { done, rows }
  }
}

/** Micro. */
export interface ReratedAccount {
  readonly account: string
  readonly number: string
  readonly events: number
  readonly before: bigint
  readonly after: bigint
  /** Of these, what a standing bill has: the next one corrects it. */
  readonly invoiced: { readonly events: number; readonly before: bigint; readonly after: bigint }
  /** Came when the bill of their day had been made. */
  readonly late: { readonly events: number; readonly amount: bigint }
}

export interface AccountsPage {
  /** Number of the last one of the page before. */
  readonly after?: string | undefined
  readonly limit: number
}

type AccountRow = Record<'before' | 'after' | 'invoiced_before' | 'invoiced_after' | 'late_amount', string> &
  Record<'events' | 'invoiced_events' | 'late_events', number> &
  Pick<ReratedAccount, 'account' | 'number'>

const ACCOUNTS = `select m.account, a.number, m.events, m.before::text, m.after::text, m.invoiced_events, m.invoiced_before::text,
    m.invoiced_after::text, m.late_events, m.late_amount::text
  from rerating_account m join account a on a.tenant = m.tenant and a.id = m.account
  where m.tenant = $1 and m.rerating = $2`

/** In order of number. */
export async function reratedAccounts(
  writer: Writer,
  { id, tenant }: ReratingReference,
  { after, limit }: AccountsPage
): Promise<ReratedAccount[]> {
  const rows = await sql<AccountRow>(
    writer,
    `${ACCOUNTS} and ($3::text is null or a.number > $3) order by a.number limit $4`,
    [tenant, id, after ?? null, limit]
  )
  return rows.map(accountOf)
}

/** Those whose usage moves furthest, furthest first. */
export async function furthestAccounts(
  writer: Writer,
  { id, tenant }: ReratingReference,
  most: number
): Promise<ReratedAccount[]> {
  const rows = await sql<AccountRow>(
    writer,
    `${ACCOUNTS} order by abs(m.after - m.before) desc, m.late_amount desc, a.number limit $3`,
    [tenant, id, most]
  )
  return rows.map(accountOf)
}

function accountOf(row: AccountRow): ReratedAccount {
  return {
    account: row.account,
    number: row.number,
    events: row.events,
    before: BigInt(row.before),
    after: BigInt(row.after),
    invoiced: {
      events: row.invoiced_events,
      before: BigInt(row.invoiced_before),
      after: BigInt(row.invoiced_after)
    },
    late: { events: row.late_events, amount: BigInt(row.late_amount) }
  }
}

export interface UnpricedUse {
  readonly event: string
  /** Number of its account. */
  readonly account: string
  readonly detail: string
}

export interface UnratedPage {
  readonly after?: string | undefined
  readonly limit: number
}

/** In order of event. */
export function unratedUses(
  writer: Writer,
  { id, tenant }: ReratingReference,
  { after, limit }: UnratedPage
): Promise<UnpricedUse[]> {
  return sql<UnpricedUse>(
    writer,
    `select u.event, a.number as account, u.detail from rerating_unrated u join account a on a.tenant = u.tenant and a.id = u.account
     where u.tenant = $1 and u.rerating = $2 and ($3::text is null or u.event > $3) order by u.event limit $4`,
    [tenant, id, after ?? null, limit]
  )
}
