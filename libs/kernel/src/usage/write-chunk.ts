// One transaction of an import: rows in by COPY, made unique by their event ids, and the place in the file beside them.
import { once } from 'node:events'
import type { PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { Persistence } from '../persistence/index.ts'
import type { CopyBuffer } from './copy-buffer.ts'
import type { UsageChunk } from './usage-chunk.ts'

const COPY_PIECE_BYTES = 262_144
const MOST_TRIES = 5
const DEADLOCK = '40P01'

const STAGES = `create temp table if not exists usage_stage (like rated_usage) on commit delete rows;
  create temp table if not exists quarantine_stage (like usage_quarantine) on commit delete rows`
/** In order of the key, as every import inserts: two that bring the same events wait for one another, never in a circle. */
const INSERT_RATED = 'insert into rated_usage select * from usage_stage order by event on conflict do nothing'
/** An event that was rated before is no news, whatever is wrong with it now. */
const INSERT_QUARANTINED = `with put as (
    insert into usage_quarantine select * from quarantine_stage s
    where not exists (select from rated_usage r where r.tenant = s.tenant and r.event = s.event)
    order by event on conflict do nothing returning reason)
  select reason, count(*)::int as count from put group by reason`

export interface WrittenChunk {
  readonly lines: number
  readonly rated: number
  readonly duplicate: number
  readonly quarantined: number
  readonly filtered: number
  readonly reasons: { readonly quarantined: Record<string, number>; readonly filtered: Record<string, number> }
}

/** Commits the chunk and where it ends. Tried again when PostgreSQL ended it in favour of another import. */
export async function writeChunk(
  persistence: Persistence,
  tenant: string,
  importId: number,
  chunk: UsageChunk
): Promise<WrittenChunk> {
  for (let tries = 1; ; tries++) {
    try {
      return await persistence.bulk(tenant, async client => {
        const written = await putRows(client, chunk)
        await noteChunk(client, tenant, importId, { chunk, written })
        return written
      })
    } catch (error) {
      if ((error as { code?: string }).code !== DEADLOCK || tries === MOST_TRIES) throw error
    }
  }
}

async function putRows(client: PoolClient, chunk: UsageChunk): Promise<WrittenChunk> {
  await client.query(STAGES)
  const rated = await insertRated(client, chunk.rated)
  const quarantined = await insertQuarantined(client, chunk.quarantined)
  const held = Object.values(quarantined).reduce((sum, count) => sum + count, 0)
  return {
    lines: chunk.lines,
    rated,
    quarantined: held,
    duplicate: chunk.rated.rows - rated + chunk.quarantined.rows - held,
    filtered: chunk.filteredLines,
    reasons: { quarantined, filtered: Object.fromEntries(chunk.filtered) }
  }
}

/** Says how many were news. */
export async function insertRated(client: PoolClient, rows: CopyBuffer): Promise<number> {
  if (rows.rows === 0) return 0
  await copyIn(client, 'usage_stage', rows)
  return (await client.query(INSERT_RATED)).rowCount ?? 0
}

async function insertQuarantined(client: PoolClient, rows: CopyBuffer): Promise<Record<string, number>> {
  if (rows.rows === 0) return {}
  await copyIn(client, 'quarantine_stage', rows)
  const put = await client.query<{ reason: string; count: number }>(INSERT_QUARANTINED)
  return Object.fromEntries(put.rows.map(({ reason, count }) => [reason, count]))
}

async function copyIn(client: PoolClient, table: string, rows: CopyBuffer): Promise<void> {
  const stream = client.query(copyFrom(`copy ${table} from stdin (format binary)`))
  const done = once(stream, 'finish')
  const bytes = rows.finished()
  for (let at = 0; at < bytes.length; at += COPY_PIECE_BYTES) {
    if (!stream.write(bytes.subarray(at, at + COPY_PIECE_BYTES))) await Promise.race([once(stream, 'drain'), done])
  }
  stream.end()
  await done
}

async function noteChunk(
  client: PoolClient,
  tenant: string,
  importId: number,
  { chunk, written }: { readonly chunk: UsageChunk; readonly written: WrittenChunk }
): Promise<void> {
  const { lines, rated, duplicate, quarantined, filtered, reasons } = written
  await client.query(
    `insert into usage_import_chunk (tenant, import, start, "end", lines, rated, duplicate, quarantined, filtered, reasons, digest)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      tenant,
      importId,
      chunk.start,
      chunk.end,
      lines,
      rated,
      duplicate,
      quarantined,
      filtered,
      JSON.stringify(reasons),
      chunk.digest
    ]
  )
}
