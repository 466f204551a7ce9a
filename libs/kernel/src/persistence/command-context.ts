// The idempotency key of the command being carried out, known to every transaction that it opens.
import { AsyncLocalStorage } from 'node:async_hooks'
import { sql, type Writer } from './sql.ts'

export interface CommandContext {
  readonly tenant: string
  readonly key: string
  readonly claim: string
}

const current = new AsyncLocalStorage<CommandContext>()

export function withinCommand<T>(command: CommandContext, work: () => T): T {
  return current.run(command, work)
}

/**
 * Marks the running command as carried out, in the transaction that carries it out: after a crash between commit and
 * answer the command is never repeated. Throws (and so rolls back) when the key was meanwhile given to another attempt.
 */
export async function markCarriedOut(writer: Writer, tenant: string): Promise<void> {
  const command = current.getStore()
  if (!command || command.tenant !== tenant) return
  const rows = await sql(
    writer,
    `update idempotency_key set state = 'carried-out' where tenant = $1 and key = $2 and claim = $3 returning key`,
    [tenant, command.key, command.claim]
  )
  if (rows.length === 0) throw new Error(`The idempotency key ${command.key} was taken over by another attempt`)
}
