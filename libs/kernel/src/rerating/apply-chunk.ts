// Gives the rows of a chunk their new price, and keeps with them the one with which they arrived.
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'
import type { ReratingReference } from './plan-rerating.ts'

const APPLY = `update rated_usage u set billed = r.billed, amount = r.amount, class = r.class, trace = r.trace,
    arrived_billed = coalesce(u.arrived_billed, u.billed), arrived_amount = coalesce(u.arrived_amount, u.amount),
    arrived_class = coalesce(u.arrived_class, u.class)
  from rerated_usage r
  where r.tenant = $1 and r.rerating = $2 and r.chunk = $3 and u.tenant = $1 and u.event = r.event`

export async function applyChunk(
  client: ClientBase,
  { id, tenant }: ReratingReference,
  { chunk, now }: { readonly chunk: number; readonly now: Temporal.Instant }
): Promise<void> {
  await client.query(APPLY, [tenant, id, chunk])
  await sql(client, 'update rerating_chunk set applied_at = $4 where tenant = $1 and rerating = $2 and number = $3', [
    tenant,
    id,
    chunk,
    now.toString()
  ])
}
