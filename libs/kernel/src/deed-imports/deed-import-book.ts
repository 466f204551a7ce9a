// Imports of deeds and their refused lines as rows.
import { instantFromSql, sql, takeNumbers, type Writer } from '../persistence/index.ts'
import type { DeedImportState } from './deed-imports.tables.ts'
import type { SaidOfDeed } from './deed-line.ts'

export interface DeedImport {
  readonly id: number
  readonly deed: string
  readonly name: string
  readonly state: DeedImportState
  /** Lines that are not empty, without the header; so far while it runs. */
  readonly lines: number
  readonly taken: number
  readonly duplicate: number
  readonly refused: number
  readonly problem: string | null
  readonly startedAt: Temporal.Instant
  readonly endedAt: Temporal.Instant | null
}

export interface RefusedLine {
  readonly line: number
  /** Null where it cannot be read: `raw` has it then. */
  readonly said: SaidOfDeed | null
  readonly raw: string | null
  readonly reason: string
  readonly detail: string
}

export interface LineCounts {
  readonly taken: number
  readonly duplicate: number
  readonly refused: number
}

type Row = Omit<DeedImport, 'startedAt' | 'endedAt'> & { readonly started_at: string; readonly ended_at: string | null }

const COLUMNS =
  'id, deed, name, state, lines, taken, duplicate, refused, problem, started_at::text as started_at, ended_at::text as ended_at'

export async function beginImport(
  writer: Writer,
  tenant: string,
  { at, deed, name }: { readonly deed: string; readonly name: string; readonly at: Temporal.Instant }
): Promise<number> {
  const id = Number(await takeNumbers(writer, tenant, 'deed-import'))
  await sql(
    writer,
    `insert into deed_import (tenant, id, deed, name, state, lines, taken, duplicate, refused, started_at)
     values ($1, $2, $3, $4, 'running', 0, 0, 0, 0, $5)`,
    [tenant, id, deed, name, at.toString()]
  )
  return id
}

export async function endImport(
  writer: Writer,
  tenant: string,
  { at, id, problem }: { readonly id: number; readonly problem: string | null; readonly at: Temporal.Instant }
): Promise<void> {
  await sql(
    writer,
    `update deed_import set state = case when $3::text is null then 'done' else 'failed' end, problem = $3, ended_at = $4
     where tenant = $1 and id = $2 and state = 'running'`,
    [tenant, id, problem, at.toString()]
  )
}

/** In the transaction that does the deeds: what is counted is what was done. */
export async function countLines(writer: Writer, tenant: string, id: number, counts: LineCounts): Promise<void> {
  const { duplicate, refused, taken } = counts
  await sql(
    writer,
    `update deed_import set lines = lines + $3 + $4 + $5, taken = taken + $3, duplicate = duplicate + $4, refused = refused + $5
     where tenant = $1 and id = $2`,
    [tenant, id, taken, duplicate, refused]
  )
}

export async function keepRefused(
  writer: Writer,
  tenant: string,
  id: number,
  lines: readonly RefusedLine[]
): Promise<void> {
  if (lines.length === 0) return
  await sql(
    writer,
    `insert into refused_deed (tenant, import, line, said, raw, reason, detail)
     select $1, $2, r.* from unnest($3::int[], $4::jsonb[], $5::text[], $6::text[], $7::text[]) as r
     on conflict (tenant, import, line) do update set reason = excluded.reason, detail = excluded.detail`,
    [
      ...[tenant, id, lines.map(({ line }) => line)],
      lines.map(({ said }) => (said === null ? null : JSON.stringify(said))),
      ...[lines.map(({ raw }) => raw), lines.map(({ reason }) => reason), lines.map(({ detail }) => detail)]
    ]
  )
}

export async function dropRefused(writer: Writer, tenant: string, id: number, lines: readonly number[]): Promise<void> {
  if (lines.length === 0) return
  await sql(writer, 'delete from refused_deed where tenant = $1 and import = $2 and line = any($3::int[])', [
    ...[tenant, id, lines]
  ])
}

export function refusedLines(
  writer: Writer,
  tenant: string,
  { after = 0, id, limit }: { readonly id: number; readonly after?: number | undefined; readonly limit: number }
): Promise<RefusedLine[]> {
  return sql<RefusedLine>(
    writer,
    `select line, said, raw, reason, detail from refused_deed
     where tenant = $1 and import = $2 and line > $3 order by line limit $4`,
    [tenant, id, after, limit]
  )
}

export async function findImport(writer: Writer, tenant: string, id: number): Promise<DeedImport | undefined> {
  const rows = await sql<Row>(writer, `select ${COLUMNS} from deed_import where tenant = $1 and id = $2`, [tenant, id])
  return rows.map(importOf)[0]
}

/** Newest first. */
export async function listImports(
  writer: Writer,
  tenant: string,
  page: { readonly deed?: string | undefined; readonly before?: number | undefined; readonly limit: number }
): Promise<DeedImport[]> {
  const rows = await sql<Row>(
    writer,
    `select ${COLUMNS} from deed_import
     where tenant = $1 and ($2::text is null or deed = $2) and ($3::int is null or id < $3) order by id desc limit $4`,
    [tenant, page.deed ?? null, page.before ?? null, page.limit]
  )
  return rows.map(importOf)
}

/** That began before: those that have just begun may still ask for their lock. */
export async function runningImports(writer: Writer, tenant: string, before: Temporal.Instant): Promise<number[]> {
  const rows = await sql<{ id: number }>(
    writer,
    `select id from deed_import where tenant = $1 and state = 'running' and started_at < $2 order by id`,
    [tenant, before.toString()]
  )
  return rows.map(({ id }) => id)
}

function importOf({ ended_at, started_at, ...row }: Row): DeedImport {
  const startedAt = instantFromSql(started_at)
  return { ...row, startedAt, endedAt: ended_at === null ? null : instantFromSql(ended_at) }
}
