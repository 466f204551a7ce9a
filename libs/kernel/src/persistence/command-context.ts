// The idempotency key of the command being carried out, known to every transaction that it opens.
import { AsyncLocalStorage } from 'node:async_hooks'
import { Refused } from '../http/index.ts'
import { sql, type Writer } from './sql.ts'

export interface CommandContext {
  readonly tenant: string
  readonly key: string
  readonly claim: string
}

interface Running {
  readonly command: CommandContext
  /** What the request started and did not wait for is no longer part of it. */
  finished: boolean
}

const current = new AsyncLocalStorage<Running>()

export async function withinCommand<T>(command: CommandContext, work: () => Promise<T>): Promise<T> {
  const running: Running = { command, finished: false }
  try {
    return await current.run(running, work)
  } finally {
    running.finished = true
  }
}

/**
 * Marks the running command as carried out, in the transaction that carries it out: after a crash between commit and
 * answer the command is never repeated. One that has written and locked nothing carries nothing out. Refuses, and so
 * rolls back, when the key was meanwhile given to another attempt.
 */
export async function markCarriedOut(writer: Writer, tenant: string): Promise<void> {
  const running = current.getStore()
  if (!running || running.finished || running.command.tenant !== tenant) return
  const { key, claim } = running.command
  const [row] = await sql<{ own: boolean }>(writer, MARK, [tenant, key, claim])
  if (row?.own === true) return
  const [what, then] = [`Another attempt has taken the Idempotency-Key ${key} over`, 'nothing of this one is done']
  throw new Refused(
    409,
    'request-in-flight',
    `${what}, because this one was not heard of for a minute: ${then}. Ask again shortly.`
  )
}

/** Whether it has changed anything is looked at before the mark itself does. */
const MARK = `with seen as materialized (select claim = $3 as own, pg_current_xact_id_if_assigned() is not null as changed
    from idempotency_key where tenant = $1 and key = $2),
  marked as (update idempotency_key k set state = 'carried-out' from seen
    where k.tenant = $1 and k.key = $2 and k.claim = $3 and seen.changed returning true)
  select own and (not changed or exists (select from marked)) as own from seen`
