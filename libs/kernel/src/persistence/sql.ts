// One way to run a statement inside whichever transaction is open, the ORM's or a bulk client's.
import type { EntityManager } from '@mikro-orm/postgresql'
import { fromKysely } from 'pg-boss'
import type { ClientBase } from 'pg'
import { PipelinedClient } from './pipelined-client.ts'

/** An open transaction of one tenant under row-level security. */
export type Transaction = EntityManager

/** An open transaction: the ORM's (`Persistence.transaction`) or a bulk client (`Persistence.bulk`). */
export type Writer = Transaction | ClientBase

type Executor = { executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }> }

/** What pg-boss and `sql` need: statements with `$1` parameters inside the writer's transaction. */
export function executor(writer: Writer): Executor {
  if ('getTransactionContext' in writer) {
    const open = writer.getTransactionContext()
    if (!open) throw new Error('This statement needs an open transaction: call it inside Persistence.transaction()')
    return fromKysely(open as Parameters<typeof fromKysely>[0])
  }
  if (writer instanceof PipelinedClient) return { executeSql: (text, values = []) => writer.send({ text, values }) }
  return { executeSql: (text, values) => writer.query(text, values) }
}

/** Runs SQL with `$1` parameters; dates and instants come back as text, bigints as text (ORM) or bigint (bulk). */
export async function sql<Row>(writer: Writer, text: string, values: unknown[] = []): Promise<Row[]> {
  const { rows } = await executor(writer).executeSql(text, values)
  return rows as Row[]
}
