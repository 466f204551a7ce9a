// The book of imports: one row for each reading of a file, its counts gathered from its committed chunks.
import { instantFromSql, sql, takeNumbers, type Writer } from '../persistence/index.ts'
import { SETTLE_OTHERS, SETTLE_OWN } from './chunk-sql.ts'
import type { DoneRange } from './done-ranges.ts'
import { addReasons, asDuplicates, type Counts, type LineCounts } from './line-counts.ts'
import { countEnded } from './usage-days.ts'
import type { Reasons } from './usage.tables.ts'
import { FEWEST_NEWS } from './write-chunk.ts'

export type ImportKind = 'file' | 'inbox' | 'stream' | 'events' | 'retry'

/** Its counts hold while it runs, too. */
export interface UsageImport extends LineCounts {
  readonly id: number
  readonly kind: ImportKind
  readonly name: string
  readonly format: string
  /** `broken-off`: it says that it runs, and nobody runs it. */
  readonly state: 'running' | 'broken-off' | 'done' | 'failed'
  /** Hash of the file's bytes, uncompressed; null until it was read to the end. */
  readonly digest: string | null
  /** Why it failed, or what to do where it broke off. */
  readonly problem: string | null
  /** What its format says of the file, though it was read: columns that are not, for example. */
  readonly notes: readonly string[]
  readonly startedAt: Temporal.Instant
  readonly finishedAt: Temporal.Instant | null
}

export interface NewImport {
  readonly kind: ImportKind
  readonly name: string
  readonly format: string
  readonly header: string | null
  readonly head: string | null
  readonly startedAt: Temporal.Instant
  /** Subscribers and rules are those that were known then, or somewhat later; null: it rates nothing. */
  readonly asOf: Temporal.Instant | null
}

/** Others who want one wait until the transaction ends. */
export async function takeImportNumber(writer: Writer, tenant: string): Promise<number> {
  return Number(await takeNumbers(writer, tenant, 'usage-import'))
}

export async function addImport(writer: Writer, tenant: string, id: number, news: NewImport): Promise<void> {
  const { asOf, kind, name, format, header, head, startedAt } = news
  await sql(
    writer,
    `insert into usage_import (tenant, id, kind, name, format, state, header, head, lines, rated, duplicate, quarantined,
       filtered, reasons, notes, started_at, as_of)
     values ($1, $2, $3, $4, $5, 'running', $6, $7, 0, 0, 0, 0, 0, '{"quarantined": {}, "filtered": {}}', '[]', $8, $9)`,
    [tenant, id, kind, name, format, header, head, startedAt.toString(), asOf?.toString() ?? null]
  )
}

/** Imports of a file with this beginning that never came to their end, newest first. */
export async function brokenOff(writer: Writer, tenant: string, format: string, head: string): Promise<number[]> {
  const rows = await sql<{ id: number }>(
    writer,
    `select id from usage_import where tenant = $1 and format = $2 and head = $3 and kind in ('file', 'inbox') and state = 'running'
     order by id desc limit 20`,
    [tenant, format, head]
  )
  return rows.map(({ id }) => id)
}

/** Streams and retries that say they run since before `before`: nobody can go on with them when their process has ended. */
export async function longRunning(writer: Writer, tenant: string, before: Temporal.Instant): Promise<number[]> {
  const rows = await sql<{ id: number }>(
    writer,
    `select id from usage_import where tenant = $1 and state = 'running' and kind in ('stream', 'retry') and started_at < $2`,
    [tenant, before.toString()]
  )
  return rows.map(({ id }) => id)
}

/** What has been committed of a running import. */
export async function doneRanges(writer: Writer, tenant: string, importId: number): Promise<DoneRange[]> {
  const rows = await sql<{ start: string; end: string; lines: number; digest: string }>(
    writer,
    'select start::text, "end"::text, lines, digest from usage_import_chunk where tenant = $1 and import = $2',
    [tenant, importId]
  )
  return rows.map(({ start, end, lines, digest }) => ({ start: Number(start), end: Number(end), lines, digest }))
}

/** How an import ended. */
export interface ImportEnd {
  readonly digest: string | null
  readonly problem: string | null
  readonly notes?: readonly string[]
  /** Of the lines that it left waiting: those that are duplicates now, by reason. */
  readonly settled?: Counts
}

/** Lines that wait, and whose events are rated: duplicates from now on. Says how many the import itself had left, by reason. */
export async function settleRated(writer: Writer, tenant: string, importId: number): Promise<Counts> {
  await sql(writer, SETTLE_OTHERS, [tenant, importId, FEWEST_NEWS])
  const rows = await sql<{ reason: string; count: number }>(writer, SETTLE_OWN, [tenant, importId])
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]))
}

/** By what was known when it rates; null where its lines say themselves, and of one that has ended. */
export async function askedAt(writer: Writer, tenant: string, importId: number): Promise<Temporal.Instant | null> {
  const text = `select as_of::text from usage_import where tenant = $1 and id = $2 and state = 'running'`
  const [row] = await sql<{ as_of: string | null }>(writer, text, [tenant, importId])
  return row === undefined || row.as_of === null ? null : instantFromSql(row.as_of)
}

/** Gathers the chunks into the import's row, ends it and counts it to its day; null when it has ended before. */
export async function endImport(
  writer: Writer,
  tenant: string,
  importId: number,
  end: ImportEnd & { readonly at: Temporal.Instant }
): Promise<UsageImport | null> {
  const counted = await findImport(writer, tenant, importId)
  if (counted === undefined) throw new Error(`there is no usage import ${importId}`)
  const found = asDuplicates(counted, end.settled ?? {})
  const { lines, rated, duplicate, quarantined, filtered, reasons } = found
  const { digest, problem, notes = [] } = end
  const state = problem === null ? 'done' : 'failed'
  const ended = await sql(
    writer,
    `update usage_import set state = $3, lines = $4, rated = $5, duplicate = $6, quarantined = $7, filtered = $8,
       reasons = $9, digest = $10, problem = $11, finished_at = $12, notes = $13
     where tenant = $1 and id = $2 and state = 'running' returning id`,
    [
      tenant,
      importId,
      state,
      lines,
      rated,
      duplicate,
      quarantined,
      filtered,
      JSON.stringify(reasons),
      digest,
      problem,
      end.at.toString(),
      JSON.stringify(notes)
    ]
  )
  if (ended.length === 0) return null
  await sql(writer, 'delete from usage_import_chunk where tenant = $1 and import = $2', [tenant, importId])
  const value = { ...found, state, digest, problem, notes, finishedAt: end.at } as const
  await countEnded(writer, tenant, value)
  return value
}

export async function findImport(writer: Writer, tenant: string, importId: number): Promise<UsageImport | undefined> {
  return (await readImports(writer, tenant, 'and i.id = $2', [importId]))[0]
}

/** Newest first; `before` is the id of the last one of the page before. */
export async function listImports(
  writer: Writer,
  tenant: string,
  page: { readonly before?: number | undefined; readonly limit: number }
): Promise<UsageImport[]> {
  const before = page.before ?? 2_147_483_647
  return readImports(writer, tenant, 'and i.id < $2 order by i.id desc limit $3', [before, page.limit])
}

interface ImportRow {
  readonly id: number
  readonly kind: ImportKind
  readonly name: string
  readonly format: string
  readonly state: UsageImport['state']
  readonly counts: readonly number[]
  readonly reasons: Reasons
  readonly chunk_reasons: readonly Reasons[] | null
  readonly digest: string | null
  readonly problem: string | null
  readonly notes: readonly string[]
  readonly started_at: string
  readonly finished_at: string | null
}

async function readImports(writer: Writer, tenant: string, where: string, values: unknown[]): Promise<UsageImport[]> {
  const rows = await sql<ImportRow>(
    writer,
    `select i.id, i.kind, i.name, i.format, i.state, i.reasons, c.chunk_reasons, i.digest, i.problem, i.notes,
       i.started_at::text, i.finished_at::text, array[i.lines + coalesce(c.lines, 0), i.rated + coalesce(c.rated, 0),
         i.duplicate + coalesce(c.duplicate, 0), i.quarantined + coalesce(c.quarantined, 0),
         i.filtered + coalesce(c.filtered, 0)]::float8[] as counts
     from usage_import i left join lateral (
       select sum(lines) as lines, sum(rated) as rated, sum(duplicate) as duplicate, sum(quarantined) as quarantined,
         sum(filtered) as filtered, jsonb_agg(reasons) as chunk_reasons
       from usage_import_chunk where tenant = i.tenant and import = i.id) c on true
     where i.tenant = $1 ${where}`,
    [tenant, ...values]
  )
  return rows.map(importOf)
}

function importOf(row: ImportRow): UsageImport {
  const { counts, chunk_reasons, started_at, finished_at, reasons, ...rest } = row
  const [lines = 0, rated = 0, duplicate = 0, quarantined = 0, filtered = 0] = counts
  return {
    ...rest,
    lines,
    rated,
    duplicate,
    quarantined,
    filtered,
    reasons: addReasons([reasons, ...(chunk_reasons ?? [])]),
    startedAt: Temporal.Instant.from(started_at),
    finishedAt: finished_at === null ? null : Temporal.Instant.from(finished_at)
  }
}
