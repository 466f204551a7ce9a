// The quarantine as rows: reading it page by page, and taking lines out.
import { sql, type Writer } from '../persistence/index.ts'

export type QuarantineState = 'open' | 'rated' | 'duplicate' | 'filtered'

export interface QuarantinedLine {
  readonly event: string
  readonly importId: number
  /** Name of the file. */
  readonly file: string
  readonly line: number
  readonly format: string
  readonly state: QuarantineState
  readonly field: string
  readonly reason: string
  readonly detail: string
  readonly raw: Buffer
  /** First line of the file. */
  readonly header: string | null
  readonly known: Temporal.Instant
  /** Number of the retry that took it out. */
  readonly settledBy: number | null
}

export interface QuarantineFilter {
  readonly reason?: string | undefined
  readonly importId?: number | undefined
  readonly events?: readonly string[] | undefined
}

/** Behind which line a page begins. */
export interface QuarantinePlace {
  readonly importId: number
  readonly line: number
  readonly event: string
}

export const QUARANTINE_BEGIN: QuarantinePlace = { importId: 0, line: 0, event: '' }

export interface QuarantineQuery extends QuarantineFilter {
  readonly state: QuarantineState
  readonly after: QuarantinePlace
  readonly limit: number
  /** Keeps the lines for this transaction, passing over those that another one has. */
  readonly lock?: boolean
}

interface Row {
  readonly event: string
  readonly import: number
  readonly name: string
  readonly line: number
  readonly format: string
  readonly state: QuarantineState
  readonly field: string
  readonly reason: string
  readonly detail: string
  readonly raw: string
  readonly header: string | null
  readonly known: string
  readonly settled_by: number | null
}

/** In order of import and line. */
export async function readQuarantine(
  writer: Writer,
  tenant: string,
  query: QuarantineQuery
): Promise<QuarantinedLine[]> {
  const { state, after, limit, reason = null, importId = null, events = null, lock = false } = query
  const rows = await sql<Row>(
    writer,
    `select q.event, q.import, i.name, q.line, q.format, q.state, q.field, q.reason, q.detail,
       encode(q.raw, 'base64') as raw, i.header, q.known::text, q.settled_by
     from usage_quarantine q join usage_import i on i.tenant = q.tenant and i.id = q.import
     where q.tenant = $1 and q.state = $2 and (q.import, q.line, q.event) > ($3, $4, $5)
       and ($6::text is null or q.reason = $6) and ($7::int is null or q.import = $7)
       and ($8::text[] is null or q.event = any($8))
     order by q.import, q.line, q.event limit $9 ${lock ? 'for update of q skip locked' : ''}`,
    [tenant, state, after.importId, after.line, after.event, reason, importId, events, limit]
  )
  return rows.map(({ import: from, name, raw, known, settled_by, ...rest }) => ({
    ...rest,
    importId: from,
    file: name,
    raw: Buffer.from(raw, 'base64'),
    known: Temporal.Instant.from(known),
    settledBy: settled_by
  }))
}

/** How many lines are open, by reason. */
export async function openByReason(writer: Writer, tenant: string): Promise<Record<string, number>> {
  const rows = await sql<{ reason: string; count: number }>(
    writer,
    `select reason, count(*)::int as count from usage_quarantine where tenant = $1 and state = 'open' group by 1 order by 1`,
    [tenant]
  )
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]))
}

/** What a retry made of one line. */
export interface RetriedLine {
  readonly event: string
  readonly state: QuarantineState
  readonly field: string
  readonly reason: string
  readonly detail: string
}

export async function writeRetried(
  writer: Writer,
  tenant: string,
  retry: number,
  lines: readonly RetriedLine[]
): Promise<void> {
  await sql(
    writer,
    `update usage_quarantine q set state = r.state, field = r.field, reason = r.reason, detail = r.detail,
       settled_by = case when r.state = 'open' then null else $2::int end
     from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) as r (event, state, field, reason, detail)
     where q.tenant = $1 and q.event = r.event`,
    [
      tenant,
      retry,
      lines.map(each => each.event),
      lines.map(each => each.state),
      lines.map(each => each.field),
      lines.map(each => each.reason),
      lines.map(each => each.detail)
    ]
  )
}
