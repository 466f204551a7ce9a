// Ends the phase of a run whose chunks are all done, by what its invoices have come to.
import type { ClientBase } from 'pg'
import { type Outbox, sql } from '../persistence/index.ts'
import { keepSums } from './run-sums.ts'

/** SQL on a run `r`. */
const STANDING = `exists (select from invoice i where i.tenant = r.tenant and i.run = r.id and i.status in ('draft', 'accepted'))`
const NUMBERED = 'exists (select from invoice i where i.tenant = r.tenant and i.run = r.id and i.number is not null)'
/** What it parked and left open may become drafts until its grace is over. */
const WAITING = `(r.grace_until is not null and not ${NUMBERED} and (
  exists (select from billing_parked p where p.tenant = r.tenant and p.run = r.id)
  or exists (select from carried_forward f where f.tenant = r.tenant and f.run = r.id)
  or exists (select from empty_bill e where e.tenant = r.tenant and e.run = r.id and e.cancelled_at is null and e.payer is null)))`

/** Nothing is made or dropped in them any more; what they issued may be credited. */
const ENDED = ['issued', 'empty', 'cancelled']

/** Harmless at any time, by any process. */
export async function settleRun(
  client: ClientBase,
  of: { readonly tenant: string; readonly run: string },
  outbox: Outbox
): Promise<void> {
  const changed = await sql<{ status: string }>(
    client,
    `update billing_run r set status = case
         when ${STANDING} or ${WAITING} then 'draft'
         when exists (select from invoice i where i.tenant = r.tenant and i.run = r.id and i.status = 'cancelled' and not i.renewed)
           and not ${NUMBERED} then 'cancelled'
         when not exists (select from invoice i where i.tenant = r.tenant and i.run = r.id and not i.renewed) then 'empty'
         else 'issued' end
     where r.tenant = $1 and r.id = $2 and r.status in ('generating', 'issuing', 'draft')
       and not exists (select from billing_chunk c where c.tenant = r.tenant and c.run = r.id and c.done_at is null)
       and (r.status <> 'draft' or not (${STANDING} or ${WAITING}))
     returning status`,
    [of.tenant, of.run]
  )
  if (changed.some(({ status }) => ENDED.includes(status))) await keepSums(client, of)
  await outbox.add(
    client,
    of.tenant,
    changed.map(({ status }) => ({ topic: `billing-run.${status}`, subject: of.run, payload: { status } }))
  )
}
