// One transaction of an import: rows in by COPY, made unique by their event ids, and the place in the file beside them.
import { once } from 'node:events'
import type { ClientBase, PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { beginKnown, type Clock, type Persistence, sql, type Writer } from '../persistence/index.ts'
import type { UsageFormat } from '@farthing/plugin-sdk'
import {
  ANY_RATED,
  INSERT_QUARANTINED,
  INSERT_RATED,
  MAKE_STAGES,
  NOTE_CHUNK,
  RATED_TARGET,
  SETTLE_WAITING
} from './chunk-sql.ts'
import { asDuplicates, type Counts, type LineCounts, sumOf } from './line-counts.ts'
import { CopyBuffer } from './copy-buffer.ts'
import { type OtherUse, readOtherUses } from './other-uses.ts'
import type { NewsOdds } from './news-odds.ts'
import { putQuarantined } from './quarantine-rows.ts'
import type { UsageChunk } from './usage-chunk.ts'

const OTHER_USES_BYTES = 16_384
const MOST_TRIES = 5
const DEADLOCK = '40P01'
const DOUBLE = '23505'
/** So many rows are worth a try to take them for news. */
export const FEWEST_NEWS = 5_000

export interface ChunkTarget {
  readonly persistence: Persistence
  readonly clock: Pick<Clock, 'now'>
  readonly tenant: string
  readonly importId: number
  readonly format: Pick<UsageFormat, 'code'>
}

/** What was written, and which of the lines wait because their id was rated for another use. */
export interface PutChunk extends LineCounts {
  readonly otherUses: readonly OtherUse[]
}

/** Commits the chunk and where it ends. */
export async function writeChunk(target: ChunkTarget, chunk: UsageChunk, odds: NewsOdds): Promise<LineCounts> {
  const isTried = chunk.rated.rows >= FEWEST_NEWS && odds.worthATry()
  const written = isTried ? await writeNews(target, chunk) : null
  if (isTried) odds.told(written !== null)
  return written ?? inTransaction(target, client => putChunk(client, target, chunk))
}

/**
 * Straight into the table, for half of what it costs to make rows unique on their way. Null, and nothing is written, when one of the events
 * was rated before, or is being rated by others.
 */
async function writeNews(target: ChunkTarget, chunk: UsageChunk): Promise<LineCounts | null> {
  try {
    return await target.persistence.bulk(target.tenant, client => putNews(client, target, chunk))
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === DOUBLE || code === DEADLOCK) return null
    throw error
  }
}

/** Lines of other imports that wait for these events are settled at the end of this one. */
async function putNews(client: PoolClient, target: ChunkTarget, chunk: UsageChunk): Promise<LineCounts | null> {
  const known = await begin(client, target, chunk)
  // the same file again, or one that goes on in another: known without a try that fails
  if ((await client.query(ANY_RATED, [target.tenant, chunk.ends])).rowCount !== 0) return null
  await copyIn(client, RATED_TARGET, chunk.rated)
  const put = await putWaiting(client, known, [chunk.quarantined])
  const written = countsOf(chunk, chunk.rated.rows, put)
  await noteChunk(client, target, chunk, written)
  return written
}

/** Tried again when PostgreSQL ended it in favour of another import. */
export async function inTransaction<T>(
  { persistence, tenant }: Pick<ChunkTarget, 'persistence' | 'tenant'>,
  work: (client: PoolClient) => Promise<T>
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await persistence.bulk(tenant, work)
    } catch (error) {
      if ((error as { code?: string }).code !== DEADLOCK || tries === MOST_TRIES) throw error
    }
  }
}

/** Within the caller's transaction. */
export async function putChunk(client: PoolClient, target: ChunkTarget, chunk: UsageChunk): Promise<PutChunk> {
  const known = await begin(client, target, chunk)
  const rated = await insertRated(client, chunk.rated)
  const { tenant, importId } = target
  const settled = chunk.rated.rows > 0 ? await countByReason(client, SETTLE_WAITING, [tenant, importId]) : {}
  const otherUses = rated < chunk.rated.rows ? await readOtherUses(client, chunk.joined) : []
  const others = otherUses.length > 0 ? [rowsOf(otherUses, target, chunk)] : []
  const put = await putWaiting(client, known, [...others, chunk.quarantined])
  const written = asDuplicates(countsOf(chunk, rated, put), settled)
  await noteChunk(client, target, chunk, written)
  return { ...written, otherUses }
}

/** Returns when the chunk became known, which its rows say from now on. */
async function begin(client: PoolClient, target: ChunkTarget, chunk: UsageChunk): Promise<Temporal.Instant> {
  await beginKnown(client, target.tenant)
  const known = target.clock.now()
  chunk.rated.stamp(known)
  await client.query(MAKE_STAGES)
  return known
}

/** Says how many were news. The rows are stamped, and the stages made. */
export async function insertRated(client: PoolClient, rows: CopyBuffer): Promise<number> {
  if (rows.rows === 0) return 0
  await copyIn(client, 'usage_stage', rows)
  return (await client.query(INSERT_RATED)).rowCount ?? 0
}

/** Says how many were news, by reason. */
async function putWaiting(client: PoolClient, known: Temporal.Instant, all: readonly CopyBuffer[]): Promise<Counts> {
  const some = all.filter(({ rows }) => rows > 0)
  for (const rows of some) await copyIn(client, 'quarantine_stage', rows)
  return some.length === 0 ? {} : countByReason(client, INSERT_QUARANTINED, [known.toString()])
}

function countsOf(chunk: UsageChunk, rated: number, put: Counts): LineCounts {
  const { filteredLines: filtered, lines } = chunk
  const quarantined = sumOf(put)
  const reasons = { quarantined: put, filtered: Object.fromEntries(chunk.filtered) }
  return { lines, rated, duplicate: lines - rated - quarantined - filtered, quarantined, filtered, reasons }
}

function rowsOf(
  uses: readonly OtherUse[],
  { format, importId, tenant }: ChunkTarget,
  { texts }: Pick<UsageChunk, 'texts'>
): CopyBuffer {
  const rows = new CopyBuffer(OTHER_USES_BYTES)
  for (const { place, ...use } of uses) {
    const raw = texts.bytesOf(place)
    putQuarantined(rows, { ...use, tenant, importId, format: format.code, raw, whole: use.event })
  }
  return rows
}

/** Of a statement that answers with reasons and counts. */
async function countByReason(client: ClientBase, statement: string, values: readonly unknown[]): Promise<Counts> {
  const { rows } = await client.query<{ reason: string; count: number }>(statement, [...values])
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]))
}

export async function copyIn(client: PoolClient, table: string, rows: CopyBuffer): Promise<void> {
  const stream = client.query(copyFrom(`copy ${table} from stdin (format binary)`))
  const done = once(stream, 'finish')
  stream.end(rows.finished())
  await done
}

export async function noteChunk(
  writer: Writer,
  { tenant, importId }: Pick<ChunkTarget, 'tenant' | 'importId'>,
  chunk: Pick<UsageChunk, 'start' | 'end' | 'digest'>,
  written: LineCounts
): Promise<void> {
  const { lines, rated, duplicate, quarantined, filtered, reasons } = written
  const counts = [lines, rated, duplicate, quarantined, filtered]
  const values = [tenant, importId, chunk.start, chunk.end, ...counts, JSON.stringify(reasons), chunk.digest]
  await sql(writer, NOTE_CHUNK, values)
}
