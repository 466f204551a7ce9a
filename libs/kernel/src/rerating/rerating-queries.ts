// Re-ratings out of the tables.
import { instantFromSql, sql, type Writer } from '../persistence/index.ts'
import type { ReratingReference } from './plan-rerating.ts'
import type { BillBasis, BillSums } from './rerating-bills.tables.ts'
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
  /** What the next bills are compared for; null: they are not looked at. */
  readonly billBasis: BillBasis | null
  /** What they move by; null while that is not known. */
  readonly bills: BillSums | null
  /** Accounts whose bills were compared, of those that are to be. */
  readonly billProgress: { readonly done: number; readonly accounts: number }
  /** When it was applied or withdrawn. */
  readonly endedAt: Temporal.Instant | null
  /** Applied without anybody who looked at it. */
  readonly byItself: boolean
}

interface Row extends Omit<Rerating, 'knownAt' | 'endedAt' | 'progress' | 'billProgress'> {
  readonly known_at: string
  readonly ended_at: string | null
  readonly done: number
  readonly rows: number
  readonly compared: number
  readonly compare: number
}

const SELECT = `select r.id, r.state, r.known_at::text, r.choice, r.spans, r.by_itself as "byItself", r.currency, r.summary, r.ended_at::text,
    coalesce(p.examined, 0)::float8 as done, coalesce(p.rows, 0)::float8 as rows,
    r.bill_basis as "billBasis", r.bills, coalesce(b.done, 0)::float8 as compared, coalesce(b.accounts, 0)::float8 as compare
  from rerating r left join lateral (
    select sum(c.rows) as rows, sum(c.rows) filter (where c.examined is not null) as examined
    from rerating_chunk c where c.tenant = r.tenant and c.rerating = r.id) p on true
  left join lateral (
    select sum(c.accounts) as accounts, sum(c.accounts) filter (where c.done) as done
    from rerating_bill_chunk c where c.tenant = r.tenant and c.rerating = r.id) b on true`

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

function reratingOf({ compare, compared, done, ended_at, known_at, rows, ...rest }: Row): Rerating {
  return {
    ...rest,
    knownAt: instantFromSql(known_at),
    endedAt: ended_at === null ? null : instantFromSql(ended_at),
    progress: { done, rows },
    billProgress: { done: compared, accounts: compare }
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
