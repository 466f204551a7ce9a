// One transaction of an import: rows in by COPY, made unique by their event ids, and the place in the file beside them.
import { once } from 'node:events'
import type { ClientBase, PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { beginKnown, type Clock, type Persistence } from '../persistence/index.ts'
import type { UsageFormat } from '@farthing/plugin-sdk'
import { INSERT_QUARANTINED, INSERT_RATED, MAKE_STAGES, NOTE_CHUNK, SETTLE_WAITING } from './chunk-sql.ts'
import { asDuplicates, type Counts, type LineCounts, sumOf } from './line-counts.ts'
import { CopyBuffer } from './copy-buffer.ts'
import { type OtherUse, readOtherUses } from './other-uses.ts'
import { putQuarantined } from './quarantine-rows.ts'
import type { UsageChunk } from './usage-chunk.ts'

const OTHER_USES_BYTES = 16_384
const MOST_TRIES = 5
const DEADLOCK = '40P01'

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
export function writeChunk(target: ChunkTarget, chunk: UsageChunk): Promise<PutChunk> {
  return inTransaction(target, client => putChunk(client, target, chunk))
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
  await beginKnown(client, target.tenant)
  const known = target.clock.now()
  await client.query(MAKE_STAGES)
  const rated = await insertRated(client, chunk.rated, known)
  const { tenant, importId } = target
  const settled = chunk.rated.rows > 0 ? await countByReason(client, SETTLE_WAITING, [tenant, importId]) : {}
  const otherUses = rated < chunk.rated.rows ? await readOtherUses(client) : []
  if (otherUses.length > 0) await copyIn(client, 'quarantine_stage', rowsOf(otherUses, target, chunk))
  const waiting = chunk.quarantined.rows + otherUses.length
  if (chunk.quarantined.rows > 0) await copyIn(client, 'quarantine_stage', chunk.quarantined)
  const put = waiting === 0 ? {} : await countByReason(client, INSERT_QUARANTINED, [known.toString()])
  const reasons = { quarantined: put, filtered: Object.fromEntries(chunk.filtered) }
  const came = { lines: chunk.lines, rated, quarantined: sumOf(put), filtered: chunk.filteredLines, reasons }
  const duplicate = came.lines - rated - came.quarantined - came.filtered
  const written = asDuplicates({ ...came, duplicate }, settled)
  await noteChunk(client, target, chunk, written)
  return { ...written, otherUses }
}

/** Says how many were news. */
export async function insertRated(client: PoolClient, rows: CopyBuffer, known: Temporal.Instant): Promise<number> {
  if (rows.rows === 0) return 0
  await copyIn(client, 'usage_stage', rows)
  return (await client.query(INSERT_RATED, [known.toString()])).rowCount ?? 0
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
  client: ClientBase,
  { tenant, importId }: Pick<ChunkTarget, 'tenant' | 'importId'>,
  chunk: Pick<UsageChunk, 'start' | 'end' | 'digest'>,
  written: LineCounts
): Promise<void> {
  const { lines, rated, duplicate, quarantined, filtered, reasons } = written
  const counts = [lines, rated, duplicate, quarantined, filtered]
  const values = [tenant, importId, chunk.start, chunk.end, ...counts, JSON.stringify(reasons), chunk.digest]
  await client.query(NOTE_CHUNK, values)
}
