// Lets a bill run wait for those who are about to commit news, so that nothing known before an instant appears after it.
import { sql, type Writer } from './sql.ts'

const lockName = (tenant: string): string => `farthing:known:${tenant}`

/** Real time, for the clock to pass the instant that was read before anybody may read it again. */
const TICK_SECONDS = 0.002

/** A duration, for Temporal and for PostgreSQL: no transaction that writes news lasts so long. For those who cannot wait for them. */
export const IN_FLIGHT = 'PT1M'

/** In a transaction that writes usage, facts or publications, before it reads the clock for `known`. Held until it ends. */
export async function beginKnown(writer: Writer, tenant: string): Promise<void> {
  await sql(writer, 'select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [lockName(tenant)])
}

/**
 * Waits for the transactions that are writing news, then asks for the instant: all that was known up to it is then
 * committed, and what comes later is known later. Keep the transaction short, for all who bring news wait for its end.
 */
export async function settleKnown<T>(writer: Writer, tenant: string, now: () => T): Promise<T> {
  await sql(writer, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [lockName(tenant)])
  const instant = now()
  await sql(writer, 'select pg_sleep($1)', [TICK_SECONDS])
  return instant
}
