// Where a re-rating stands, and what that refuses.
import type { ClientBase } from 'pg'
import type { Refusal } from '../http/index.ts'
import { sql } from '../persistence/index.ts'
import type { ReratingReference } from './plan-rerating.ts'
import type { ReratingState } from './rerating.tables.ts'

export type ProposeRefusal = 'no-rules-published' | 'unknown-tariff'
export type ApplyRefusal = 'unknown-rerating' | 'still-finding' | 'withdrawn' | 'basis-moved'
export type WithdrawRefusal = 'unknown-rerating' | 'applied'

/** One at a time begins or ends; the lock is let go with the transaction. */
export async function lockReratings(client: ClientBase, tenant: string): Promise<void> {
  await sql(client, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`farthing:rerating:${tenant}`])
}

export async function stateOf(
  client: ClientBase,
  { id, tenant }: ReratingReference
): Promise<ReratingState | undefined> {
  const query = 'select state from rerating where tenant = $1 and id = $2 for update'
  const [row] = await sql<{ state: ReratingState }>(client, query, [tenant, id])
  return row?.state
}

export async function hasOpenChunks(client: ClientBase, { id, tenant }: ReratingReference): Promise<boolean> {
  const [row] = await sql<{ open: boolean }>(
    client,
    `select exists (select from rerating_chunk c join rerating r on r.tenant = c.tenant and r.id = c.rerating
       where c.tenant = $1 and c.rerating = $2 and r.state = 'finding' and c.examined is null) as open`,
    [tenant, id]
  )
  return row?.open === true
}

export function unknown(id: number): Refusal<'unknown-rerating'> {
  return { ok: false, reason: 'unknown-rerating', detail: `There is no re-rating ${id}.` }
}

/** Waits for chunks that are being found, and for bills that are being compared. */
async function dropFound(client: ClientBase, { id, tenant }: ReratingReference): Promise<void> {
  const bills = ['rerating_bill_chunk', 'rerating_bill']
  const usage = [
    'rerating_account',
    'rerating_asked',
    'rerating_chunk',
    'rerating_news',
    'rerating_unrated',
    'rerated_usage'
  ]
  for (const table of [...bills, ...usage])
    await sql(client, `delete from ${table} where tenant = $1 and rerating = $2`, [tenant, id])
}

/** Under the lock of re-ratings, of one that was not applied. */
export async function withdrawn(
  client: ClientBase,
  { id, tenant }: ReratingReference,
  at: Temporal.Instant
): Promise<void> {
  const ended = `update rerating set state = 'withdrawn', ended_at = $3 where tenant = $1 and id = $2`
  await sql(client, ended, [tenant, id, at.toString()])
  await dropFound(client, { tenant, id })
}
