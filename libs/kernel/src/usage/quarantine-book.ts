// The quarantine as rows: reading it page by page, and taking lines out.
import { sql, type Writer } from '../persistence/index.ts'

export type QuarantineState = 'open' | 'rated' | 'duplicate' | 'filtered' | 'dropped'

export interface QuarantinedLine {
  readonly event: string
  readonly importId: number
  /** Name of the file. */
  readonly file: string
  readonly line: number
  readonly format: string
  /** '' where the line could not be read so far. */
  readonly service: string
  readonly state: QuarantineState
  readonly field: string
  readonly reason: string
  readonly detail: string
  readonly raw: Buffer
  /** First line of the file. */
  readonly header: string | null
  readonly known: Temporal.Instant
  /** Number of the retry that took it out, or of the import that brought its event otherwise. */
  readonly settledBy: number | null
  readonly dropped: Dropped | null
}

export interface Dropped {
  /** Who did it, as they call themselves. */
  readonly by: string
  readonly why: string
  readonly at: Temporal.Instant
}

export interface QuarantineFilter {
  readonly reason?: string | undefined
  readonly importId?: number | undefined
  readonly service?: string | undefined
  /** Only what came before. */
  readonly before?: Temporal.Instant | undefined
  readonly events?: readonly string[] | undefined
  /** Pieces of these events. */
  readonly wholes?: readonly string[] | undefined
  /** Reasons that are left out. */
  readonly except?: readonly string[] | undefined
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
  readonly service: string
  readonly state: QuarantineState
  readonly field: string
  readonly reason: string
  readonly detail: string
  readonly raw: string
  readonly header: string | null
  readonly known: string
  readonly settled_by: number | null
  readonly dropped_by: string | null
  readonly dropped_why: string | null
  readonly dropped_at: string | null
}

/** Of a filter, from the placeholder `first` on: what is left out lets everything pass. */
function chosen(filter: QuarantineFilter, first: number): { readonly where: string; readonly values: unknown[] } {
  const { reason = null, importId = null, service = null, before, events = null, wholes = null, except = null } = filter
  const tests = [
    ['text', 'q.reason = '],
    ['int', 'q.import = '],
    ['text', 'q.service = '],
    ['timestamptz', 'q.known < '],
    ['text[]', 'q.event = any'],
    ['text[]', 'q.whole = any'],
    ['text[]', 'q.reason <> all']
  ] as const
  const where = tests
    .map(([type, test], i) => `and ($${first + i}::${type} is null or ${test}($${first + i}))`)
    .join(' ')
  return { where, values: [reason, importId, service, before?.toString() ?? null, events, wholes, except] }
}

/** In order of import and line. */
export async function readQuarantine(
  writer: Writer,
  tenant: string,
  query: QuarantineQuery
): Promise<QuarantinedLine[]> {
  const { state, after, limit, lock = false } = query
  const { where, values } = chosen(query, 7)
  const rows = await sql<Row>(
    writer,
    `select q.event, q.import, i.name, q.line, q.format, q.service, q.state, q.field, q.reason, q.detail,
       encode(q.raw, 'base64') as raw, i.header, q.known::text, q.settled_by,
       q.dropped_by, q.dropped_why, q.dropped_at::text
     from usage_quarantine q join usage_import i on i.tenant = q.tenant and i.id = q.import
     where q.tenant = $1 and q.state = $2 and (q.import, q.line, q.event) > ($3, $4, $5)
       ${where}
     order by q.import, q.line, q.event limit $6 ${lock ? 'for update of q skip locked' : ''}`,
    [tenant, state, after.importId, after.line, after.event, limit, ...values]
  )
  return rows.map(lineOf)
}

/** How many of the page's lines come before so many bytes are full, and the one that fills them; one line at least, where there is one. */
export async function linesOfBytes(
  writer: Writer,
  tenant: string,
  query: QuarantineQuery,
  bytes: number
): Promise<number> {
  const { state, after, limit } = query
  const { where, values } = chosen(query, 8)
  const [row] = await sql<{ lines: number }>(
    writer,
    `select count(*)::int as lines from (
       select sum(bytes) over (order by import, line, event) - bytes as before from (
         select q.import, q.line, q.event, octet_length(q.raw) as bytes from usage_quarantine q
         where q.tenant = $1 and q.state = $2 and (q.import, q.line, q.event) > ($3, $4, $5)
           ${where}
         order by q.import, q.line, q.event limit $6) page) sums
     where before < $7`,
    [tenant, state, after.importId, after.line, after.event, limit, bytes, ...values]
  )
  return row?.lines ?? 0
}

function lineOf(row: Row): QuarantinedLine {
  const {
    import: importId,
    name,
    raw,
    known,
    settled_by,
    dropped_by: by,
    dropped_why: why,
    dropped_at: at,
    ...rest
  } = row
  const dropped = by === null || why === null || at === null ? null : { by, why, at: Temporal.Instant.from(at) }
  return {
    ...rest,
    importId,
    file: name,
    raw: Buffer.from(raw, 'base64'),
    known: Temporal.Instant.from(known),
    settledBy: settled_by,
    dropped
  }
}

/** Takes the open lines of a selection out for good; says how many. They stay readable, and no retry finds them. */
export async function writeDropped(
  writer: Writer,
  tenant: string,
  filter: QuarantineFilter,
  { by, why, at }: Dropped
): Promise<number> {
  const { where, values } = chosen(filter, 5)
  const rows = await sql<{ count: number }>(
    writer,
    `with gone as (
       update usage_quarantine q set state = 'dropped', dropped_by = $2, dropped_why = $3, dropped_at = $4
       where q.tenant = $1 and q.state = 'open' ${where} returning 1)
     select count(*)::int as count from gone`,
    [tenant, by, why, at.toString(), ...values]
  )
  return rows[0]?.count ?? 0
}

/** How many lines of a selection are open, by reason. */
export async function openByReason(
  writer: Writer,
  tenant: string,
  filter: QuarantineFilter = {}
): Promise<Record<string, number>> {
  const { where, values } = chosen(filter, 2)
  const rows = await sql<{ reason: string; count: number }>(
    writer,
    `select reason, count(*)::int as count from usage_quarantine q where tenant = $1 and state = 'open' ${where}
     group by 1 order by 1`,
    [tenant, ...values]
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
