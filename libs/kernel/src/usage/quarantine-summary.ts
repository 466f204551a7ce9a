// Quarantine at a glance: how much waits, for what, since when, and which part of all usage that is.
import { sql, type Writer } from '../persistence/index.ts'
import { linesSince } from './usage-days.ts'

/** Whole days in UTC before today, of which with today the share of waiting lines is told. */
const SHARE_DAYS = 30

export interface WaitingReason {
  readonly reason: string
  readonly count: number
  readonly first: Temporal.Instant
  readonly last: Temporal.Instant
  /** Of all lines read in the last 30 days, those that came since then and wait for this reason. */
  readonly share: number
}

export interface QuarantineSummary {
  readonly count: number
  /** Lines read in the last 30 days, retries left out. */
  readonly lines: number
  /** Of these, the part that waits: 0 to 1. */
  readonly share: number
  /** When the line that waits longest came. */
  readonly oldest: Temporal.Instant | null
  /** The biggest first. */
  readonly reasons: readonly WaitingReason[]
}

export async function summariseQuarantine(
  writer: Writer,
  tenant: string,
  now: Temporal.Instant
): Promise<QuarantineSummary> {
  const day = now.toZonedDateTimeISO('UTC').startOfDay().subtract({ days: SHARE_DAYS })
  const since = day.toInstant().toString()
  const lines = await linesSince(writer, tenant, day.toPlainDate())
  const rows = await sql<{ reason: string; count: number; recent: number; first: string; last: string }>(
    writer,
    `select reason, count(*)::int as count, (count(*) filter (where known >= $2))::int as recent, min(known)::text as first,
       max(known)::text as last
     from usage_quarantine where tenant = $1 and state = 'open' group by 1 order by 2 desc, 1`,
    [tenant, since]
  )
  const shareOf = (recent: number): number => (lines === 0 ? 0 : Math.min(1, recent / lines))
  const reasons = rows.map(({ reason, count, recent, first, last }) => {
    return {
      reason,
      count,
      first: Temporal.Instant.from(first),
      last: Temporal.Instant.from(last),
      share: shareOf(recent)
    }
  })
  return {
    count: rows.reduce((sum, row) => sum + row.count, 0),
    lines,
    share: shareOf(rows.reduce((sum, row) => sum + row.recent, 0)),
    oldest: reasons.map(({ first }) => first).toSorted(Temporal.Instant.compare)[0] ?? null,
    reasons
  }
}
