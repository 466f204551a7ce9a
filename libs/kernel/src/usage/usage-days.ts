// What became of all lines, by the day on which their import began: kept when imports end, so that nobody adds them up.
import { sql, type Writer } from '../persistence/index.ts'
import type { UsageImport } from './import-book.ts'

/** Lines by what became of them. */
export type LineCounts = Pick<UsageImport, 'rated' | 'duplicate' | 'quarantined' | 'filtered'>

export interface UsageSoFar extends LineCounts {
  readonly running: number
  /** When an import last came to its end; null: never. */
  readonly lastEnd: Temporal.Instant | null
}

/** In the transaction that ends the import. A retry reads no new lines. */
export async function countEnded(
  writer: Writer,
  tenant: string,
  ended: UsageImport & { readonly finishedAt: Temporal.Instant }
): Promise<void> {
  if (ended.kind === 'retry') return
  const { duplicate, filtered, finishedAt, quarantined, rated, startedAt } = ended
  const day = startedAt.toZonedDateTimeISO('UTC').toPlainDate().toString()
  await sql(
    writer,
    `insert into usage_day as d (tenant, day, rated, duplicate, quarantined, filtered, ended_at)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (tenant, day) do update set rated = d.rated + excluded.rated, duplicate = d.duplicate + excluded.duplicate,
       quarantined = d.quarantined + excluded.quarantined, filtered = d.filtered + excluded.filtered,
       ended_at = greatest(d.ended_at, excluded.ended_at)`,
    [tenant, day, rated, duplicate, quarantined, filtered, finishedAt.toString()]
  )
}

/** Since ever; what runs has its counts in its chunks. */
export async function usageSoFar(writer: Writer, tenant: string): Promise<UsageSoFar> {
  const [row] = await sql<LineCounts & { readonly running: number; readonly last_end: string | null }>(
    writer,
    `with counts as (
       select rated, duplicate, quarantined, filtered from usage_day where tenant = $1
       union all ${ofRunning('c.rated, c.duplicate, c.quarantined, c.filtered')})
     select coalesce(sum(rated), 0)::float8 as rated, coalesce(sum(duplicate), 0)::float8 as duplicate,
       coalesce(sum(quarantined), 0)::float8 as quarantined, coalesce(sum(filtered), 0)::float8 as filtered,
       (select count(*) from usage_import where tenant = $1 and state = 'running')::int as running,
       (select max(ended_at) from usage_day where tenant = $1)::text as last_end
     from counts`,
    [tenant]
  )
  if (row === undefined) throw new Error('sums have a row')
  const { last_end, ...counts } = row
  return { ...counts, lastEnd: last_end === null ? null : Temporal.Instant.from(last_end) }
}

/** Read by imports that began on the day or later. */
export async function linesSince(writer: Writer, tenant: string, day: Temporal.PlainDate): Promise<number> {
  const [row] = await sql<{ lines: number }>(
    writer,
    `select ((select coalesce(sum(rated + duplicate + quarantined + filtered), 0) from usage_day where tenant = $1 and day >= $2)
       + (select coalesce(sum(lines), 0) from (${ofRunning('c.lines')}
         and i.started_at >= $2::date at time zone 'UTC') running))::float8 as lines`,
    [tenant, day.toString()]
  )
  return row?.lines ?? 0
}

/** SQL of their chunks. */
function ofRunning(columns: string): string {
  return `select ${columns} from usage_import i join usage_import_chunk c on c.tenant = i.tenant and c.import = i.id
    where i.tenant = $1 and i.state = 'running' and i.kind <> 'retry'`
}
