// Reading runs: where each stands, what it bills in all, which accounts it parked.
import { instantFromSql, sql, type Writer } from '../persistence/index.ts'
import type { AccountGroup } from './account-group.ts'
import type { RunStatus } from './billing-run.tables.ts'
import { MADE_BILLS } from './made-bills.ts'
import type { ListedAccounts } from './plan-chunks.ts'
import { type Credited, CREDITED, type RunSums, type RunTotals, SUMS, totalsOf } from './run-sums.ts'

export interface BillingRun {
  readonly id: string
  readonly billDate: Temporal.PlainDate
  readonly status: RunStatus
  readonly knownAt: Temporal.Instant
  /** Of the phase under way. */
  readonly chunks: number
  readonly chunksDone: number
  readonly accounts: number
  readonly parked: number
  /** Accounts whose bill came to less than the minimum. */
  readonly carriedForward: number
  /** Invoices of it that were sent. */
  readonly sent: number
  /** Whether they are being sent. */
  readonly sending: boolean
  /** Null: all who are due, or a list. */
  readonly asked: AccountGroup | null
  /** Whether it bills a list of accounts on its day, whatever their bill day. */
  readonly listed: boolean
  readonly retryOf: string | null
  /** When its drafts are made anew and issued by themselves; null: never. */
  readonly graceUntil: Temporal.Instant | null
  /** Who keeps it open beyond that. */
  readonly heldBy: string | null
  readonly totals: readonly RunTotals[]
}

interface RunRow {
  readonly id: string
  readonly bill_date: string
  readonly status: RunStatus
  readonly known_at: string
  readonly sent: number
  readonly sending: boolean
  readonly sums: RunSums
  readonly credited: readonly Credited[] | null
  readonly asked: AccountGroup | null
  readonly retry_of: string | null
  readonly grace_until: string | null
  readonly held_by: string | null
}

const RUNS = `select r.id, r.bill_date::text, r.status, r.known_at::text, r.asked, r.retry_of, r.grace_until::text, r.held_by, r.sending, r.sent,
    ${SUMS} as sums, ${CREDITED} as credited
  from billing_run r`

export async function findRun(writer: Writer, tenant: string, id: string): Promise<BillingRun | undefined> {
  const [row] = await sql<RunRow>(writer, `${RUNS} where r.tenant = $1 and r.id = $2`, [tenant, id])
  return row && runOf(row)
}

/** Newest first. */
export async function listRuns(
  writer: Writer,
  tenant: string,
  page: { before?: string | undefined; limit: number }
): Promise<BillingRun[]> {
  const rows = await sql<RunRow>(
    writer,
    `${RUNS} where r.tenant = $1 and ($2::uuid is null or r.id < $2) order by r.id desc limit $3`,
    [tenant, page.before ?? null, page.limit]
  )
  return rows.map(runOf)
}

export interface ChunkProgress {
  readonly chunks: number
  readonly done: number
}

/** Of all phases so far: they are numbered from 1 on. Those that are done are not gone through. */
export async function chunkProgress(writer: Writer, tenant: string, run: string): Promise<ChunkProgress> {
  const [row] = await sql<ChunkProgress>(
    writer,
    `select n.chunks, n.chunks - (select count(*)::int from billing_chunk where tenant = $1 and run = $2 and done_at is null) as done
     from (select coalesce(max(number), 0) as chunks from billing_chunk where tenant = $1 and run = $2) n`,
    [tenant, run]
  )
  return row ?? { chunks: 0, done: 0 }
}

/** Whether a chunk of the phase under way is still to be done, by whomever. */
export async function isOpenChunk(
  writer: Writer,
  tenant: string,
  { run, number }: { readonly run: string; readonly number: number }
): Promise<boolean> {
  const rows = await sql(
    writer,
    `select from billing_chunk c join billing_run r on r.tenant = c.tenant and r.id = c.run
     where c.tenant = $1 and c.run = $2 and c.number = $3 and c.done_at is null and r.status in ('generating', 'issuing')`,
    [tenant, run, number]
  )
  return rows.length > 0
}

export interface ParkedRow {
  readonly account: string
  readonly accountNumber: string
  readonly reason: string
  readonly detail: string
  /** By a later run. */
  readonly billedSince: boolean
}

/** SQL on a parked row `p` of a run `r`. A bill that was cancelled bills nobody, and one of a day before, which parked it, is not the one that it waits for. */
export const BILLED_SINCE = `exists (select from ${MADE_BILLS} b where b.tenant = p.tenant and b.account = p.account
  and b.known_at > r.known_at and b.cancelled_at is null
  and (p.reason <> 'billed-since' or b.bill_date >= r.bill_date))`
const PARKED_BY = 'billing_parked p join billing_run r on r.tenant = p.tenant and r.id = p.run'

/** Accounts that a run parked and that nobody billed since, and whether it was to bill them whatever their bill day. */
export async function stillParked(
  writer: Writer,
  { run, tenant }: { readonly tenant: string; readonly run: string },
  { accounts }: { readonly accounts?: readonly string[] | undefined }
): Promise<ListedAccounts> {
  const rows = await sql<{ account: string; listed: boolean }>(
    writer,
    `select p.account, exists (select from billing_chunk b where b.tenant = $1 and b.run = $2 and b.listed) as listed
     from ${PARKED_BY}
     where p.tenant = $1 and p.run = $2 and not ${BILLED_SINCE} and ($3::uuid[] is null or p.account = any($3))`,
    [tenant, run, accounts ?? null]
  )
  return { accounts: rows.map(({ account }) => account), listed: rows[0]?.listed ?? false }
}

export function listParked(
  writer: Writer,
  tenant: string,
  run: string,
  page: { after?: string | undefined; limit: number }
): Promise<ParkedRow[]> {
  return sql<ParkedRow>(
    writer,
    `select p.account, a.number as "accountNumber", p.reason, p.detail, ${BILLED_SINCE} as "billedSince"
     from ${PARKED_BY} join account a on a.tenant = p.tenant and a.id = p.account
     where p.tenant = $1 and p.run = $2 and ($3::text is null or a.number > $3) order by a.number limit $4`,
    [tenant, run, page.after ?? null, page.limit]
  )
}

function runOf(row: RunRow): BillingRun {
  const { accounts, carried, chunks, done, listed, made, parked } = row.sums
  return {
    id: row.id,
    billDate: Temporal.PlainDate.from(row.bill_date),
    status: row.status,
    knownAt: instantFromSql(row.known_at),
    chunks,
    chunksDone: done,
    accounts,
    parked,
    carriedForward: carried,
    sent: row.sent,
    sending: row.sending,
    asked: row.asked,
    listed,
    retryOf: row.retry_of,
    graceUntil: row.grace_until === null ? null : instantFromSql(row.grace_until),
    heldBy: row.held_by,
    totals: totalsOf(made, row.credited)
  }
}
