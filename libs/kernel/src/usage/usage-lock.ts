// Lets a reader of usage wait for imports that are about to commit, so that nothing known before an instant appears after it.
import { sql, type Writer } from '../persistence/index.ts'

const lockName = (tenant: string): string => `farthing:usage:${tenant}`

/** First in a transaction that writes usage, before it reads the clock for `known`. Held until it ends. */
export async function beginUsage(writer: Writer, tenant: string): Promise<void> {
  await sql(writer, 'select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [lockName(tenant)])
}

/**
 * Waits for the transactions that are writing usage. Read the clock after it, in this transaction: all usage known before
 * that instant is then committed. Keep the transaction short, for imports wait for its end.
 */
export async function settleUsage(writer: Writer, tenant: string): Promise<void> {
  await sql(writer, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [lockName(tenant)])
}
