// The idempotency key of the command being carried out, known to every transaction that it opens.
import { AsyncLocalStorage } from 'node:async_hooks'
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
 * answer the command is never repeated. Throws (and so rolls back) when the key was meanwhile given to another attempt.
 */
export async function markCarriedOut(writer: Writer, tenant: string): Promise<void> {
  const running = current.getStore()
  if (!running || running.finished || running.command.tenant !== tenant) return
  const { key, claim } = running.command
  const rows = await sql(
    writer,
    `update idempotency_key set state = 'carried-out' where tenant = $1 and key = $2 and claim = $3 returning key`,
    [tenant, key, claim]
  )
  if (rows.length === 0) throw new Error(`The idempotency key ${key} was taken over by another attempt`)
}
