// Ends the phase of a run whose chunks are all done, by what its invoices have come to.
import type { ClientBase } from 'pg'
import { type Outbox, sql } from '../persistence/index.ts'

/** Harmless at any time, by any process. */
export async function settleRun(
  client: ClientBase,
  of: { readonly tenant: string; readonly run: string },
  outbox: Outbox
): Promise<void> {
  const changed = await sql<{ status: string }>(
    client,
    `update billing_run r set status = case
         when exists (select from invoice i where i.tenant = r.tenant and i.run = r.id and i.status in ('draft', 'accepted')) then 'draft'
         when exists (select from invoice i where i.tenant = r.tenant and i.run = r.id and i.status = 'cancelled')
           and not exists (select from invoice i where i.tenant = r.tenant and i.run = r.id and i.number is not null) then 'cancelled'
         when not exists (select from invoice i where i.tenant = r.tenant and i.run = r.id) then 'empty'
         else 'issued' end
     where r.tenant = $1 and r.id = $2 and r.status in ('generating', 'issuing', 'draft')
       and not exists (select from billing_chunk c where c.tenant = r.tenant and c.run = r.id and c.done_at is null)
       and (r.status <> 'draft' or not exists (
         select from invoice i where i.tenant = r.tenant and i.run = r.id and i.status in ('draft', 'accepted')))
     returning status`,
    [of.tenant, of.run]
  )
  await outbox.add(
    client,
    of.tenant,
    changed.map(({ status }) => ({ topic: `billing-run.${status}`, subject: of.run, payload: { status } }))
  )
}
