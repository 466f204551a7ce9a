// Disputes that a credit note or the end of their invoice has settled, as events for whoever follows them.
import type { ClientBase } from 'pg'
import { type DomainEvent, sql, toldAmount } from '../persistence/index.ts'

interface Settled {
  readonly id: string
  readonly account: string
  readonly invoice: string
  readonly amount: string
  readonly currency: string
  readonly reason: string
  readonly by: string
}

/** On a dispute `d`. */
const TOLD = `select d.id, d.account, i.number as invoice, d.amount::text, i.currency, d.reason, d.decided_by as by
  from invoice i where i.tenant = d.tenant and i.account = d.account and i.id = d.invoice`

/** By a credit note that was approved; PostgreSQL has settled them with it. */
export async function creditedBy(
  client: ClientBase,
  tenant: string,
  note: { readonly account: string; readonly id: string }
): Promise<DomainEvent[]> {
  const settled = await sql<Settled>(
    client,
    `select told.* from dispute d, lateral (${TOLD}) told
     where d.tenant = $1 and d.account = $2 and d.adjustment = $3 and d.status = 'credited' order by d.id`,
    [tenant, note.account, note.id]
  )
  return settled.map(creditedEvent)
}

export interface CancelledInvoice {
  readonly account: string
  readonly id: string
  readonly creditNote: string | null
  /** '' where nobody was named. */
  readonly by: string
  readonly at: Temporal.Instant
}

/** Of an invoice that is cancelled now. Before its row changes, for then PostgreSQL settles what is left of them in nobody's name. */
export async function settleCancelled(
  client: ClientBase,
  tenant: string,
  { account, at, by, creditNote, id }: CancelledInvoice
): Promise<DomainEvent[]> {
  const settled = await sql<Settled>(
    client,
    `with d as (
       update dispute set status = 'credited', decided_by = $4, decided_at = $5, decision = $6
       where tenant = $1 and account = $2 and invoice = $3 and status = 'open' returning *)
     select told.* from d, lateral (${TOLD}) told order by d.id`,
    [tenant, account, id, by, at.toString(), creditNote]
  )
  return settled.map(creditedEvent)
}

function creditedEvent({ amount, id, ...told }: Settled): DomainEvent {
  return { topic: 'dispute.credited', subject: id, payload: { ...told, amount: toldAmount(BigInt(amount)) } }
}
