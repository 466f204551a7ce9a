// Lets a look at what is known wait for those who are about to commit news, so that nothing known before an instant appears after it.
import { ADVISORY_LOCKS } from './advisory-locks.ts'
import { sql, type Writer } from './sql.ts'

const lockName = (tenant: string): string => `farthing:known:${tenant}`

/** Real time, for the clock to pass the instant that was read before anybody may read it again. */
const TICK_SECONDS = 0.002
/** Between two looks at who is still at it. */
const WAIT_SECONDS = 0.01

/** A duration, for Temporal and for PostgreSQL: no transaction that writes news lasts so long. For those who cannot wait for them. */
export const IN_FLIGHT = 'PT1M'

/** In a transaction that writes usage, facts or publications, before it reads the clock for `known`. Held until it ends; it never waits. */
export async function beginKnown(writer: Writer, tenant: string): Promise<void> {
  await sql(writer, 'select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [lockName(tenant)])
}

/** The transactions that are writing news, by the lock that they hold. */
const WRITING = `select holder from ${ADVISORY_LOCKS} held where number = hashtextextended($1, 0)`

/**
 * Asks for the instant, then waits for the transactions that are writing news: all that was known up to it is then committed, and
 * what comes later is known later. Nobody waits for it: who begins meanwhile reads a later clock, and is not waited for.
 */
export async function settleKnown<T>(writer: Writer, tenant: string, now: () => T): Promise<T> {
  const instant = now()
  await sql(writer, 'select pg_sleep($1)', [TICK_SECONDS])
  let writing = await transactions(writer, WRITING, [lockName(tenant)])
  while (writing.length > 0) {
    await sql(writer, 'select pg_sleep($1)', [WAIT_SECONDS])
    writing = await transactions(writer, `${WRITING} and holder = any($2::text[])`, [lockName(tenant), writing])
  }
  return instant
}

async function transactions(writer: Writer, query: string, values: unknown[]): Promise<string[]> {
  return (await sql<{ holder: string }>(writer, query, values)).map(({ holder }) => holder)
}
