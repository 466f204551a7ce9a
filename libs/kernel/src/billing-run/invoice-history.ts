// What became of an invoice: money and credit, notes, and everything in the order in which it happened.
import { sql, type Writer } from '../persistence/index.ts'
import { type Happened, inOrder, type InvoiceEventTold } from './history-order.ts'
import type { InvoiceHead } from './invoice-queries.ts'

export interface InvoicePayment {
  /** Day of the books. */
  readonly on: string
  /** Micro. */
  readonly amount: bigint
  /** Number of the payment; null: out of the account's credit. */
  readonly payment: string | null
  readonly method: string | null
  readonly reference: string | null
  /** When it was taken back, because a payment was reversed or a note took its place; null: it stands. */
  readonly releasedOn: string | null
}

export interface InvoiceNote {
  readonly kind: 'credit-note' | 'debit-note' | 'write-off'
  readonly number: string | null
  readonly status: 'proposed' | 'approved' | 'rejected'
  readonly reason: string
  readonly remark: string
  /** Micro. */
  readonly total: bigint
  readonly proposedBy: string
  readonly proposedAt: string
  readonly date: string | null
}

export interface InvoiceDispute {
  readonly id: string
  /** Null: the invoice as a whole. */
  readonly line: number | null
  /** Micro. */
  readonly amount: bigint
  readonly reason: string
  readonly remark: string
  readonly status: 'open' | 'credited' | 'rejected'
  readonly openedBy: string
  readonly openedAt: string
  readonly decidedBy: string | null
  readonly decidedAt: string | null
}

/** Told to the customer from its issue until that of the next one. */
export interface InvoiceMessage {
  readonly id: string
  readonly name: string
  readonly channel: string | null
  readonly text: string | null
  readonly reason: string
  readonly queuedAt: string
}

export interface InvoiceHistory {
  readonly disputes: readonly InvoiceDispute[]
  readonly messages: readonly InvoiceMessage[]
  readonly payments: readonly InvoicePayment[]
  readonly notes: readonly InvoiceNote[]
  readonly history: readonly InvoiceEventTold[]
}

export async function invoiceHistory(writer: Writer, tenant: string, invoice: InvoiceHead): Promise<InvoiceHistory> {
  const payments = await paymentsOf(writer, tenant, invoice)
  const notes = await notesOf(writer, tenant, invoice)
  const disputes = await disputesOf(writer, tenant, invoice)
  const messages = await messagesOf(writer, tenant, invoice)
  const [made] = await sql<{ drafted: string; cancelled: string | null }>(
    writer,
    `select ${instant('r.created_at')} as drafted, ${instant('i.cancelled_at')} as cancelled
     from invoice i join billing_run r on r.tenant = i.tenant and r.id = i.run where i.tenant = $1 and i.account = $2 and i.id = $3`,
    [tenant, invoice.account, invoice.id]
  )
  const whole = { amount: null, number: invoice.number }
  const events: Happened[] = [
    ...(made === undefined ? [] : [{ at: made.drafted, what: 'drafted' as const, amount: null, number: null }]),
    ...(invoice.issuedAt === null ? [] : [{ at: invoice.issuedAt.toString(), what: 'issued' as const, ...whole }]),
    ...payments.flatMap(paymentEvents),
    ...notes.flatMap(({ date, number, total }) =>
      date === null ? [] : [{ at: date, what: 'noted' as const, number, amount: total }]
    ),
    ...disputes.flatMap(disputeEvents),
    ...(made?.cancelled == null
      ? []
      : [{ at: made.cancelled, what: 'cancelled' as const, amount: null, number: invoice.creditNote }])
  ]
  return {
    payments,
    notes,
    disputes,
    messages,
    history: inOrder(events, invoice.zone)
  }
}

function instant(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`
}

function paymentEvents({ amount, on, payment: number, releasedOn }: InvoicePayment): Happened[] {
  const paid: Happened = { at: on, what: 'paid', number, amount }
  return releasedOn === null ? [paid] : [paid, { at: releasedOn, what: 'released', number, amount }]
}

function disputeEvents({ amount, decidedAt, id: number, openedAt }: InvoiceDispute): Happened[] {
  const opened: Happened = { at: openedAt, what: 'disputed', number, amount }
  return decidedAt === null ? [opened] : [opened, { at: decidedAt, what: 'dispute-ended', number, amount }]
}

async function disputesOf(writer: Writer, tenant: string, { account, id }: InvoiceHead): Promise<InvoiceDispute[]> {
  const rows = await sql<Omit<InvoiceDispute, 'amount'> & { amount: string }>(
    writer,
    `select id, line, amount::text, reason, remark, status, opened_by as "openedBy", ${instant('opened_at')} as "openedAt",
       decided_by as "decidedBy", ${instant('decided_at')} as "decidedAt"
     from dispute where tenant = $1 and account = $2 and invoice = $3 order by id`,
    [tenant, account, id]
  )
  return rows.map(row => ({ ...row, amount: BigInt(row.amount) }))
}

const MOST_MESSAGES = 200

function messagesOf(writer: Writer, tenant: string, { account, issuedAt }: InvoiceHead): Promise<InvoiceMessage[]> {
  if (issuedAt === null) return Promise.resolve([])
  return sql<InvoiceMessage>(
    writer,
    `select m.id, m.name, m.channel, m.text, m.reason, ${instant('m.queued_at')} as "queuedAt" from message m
     where m.tenant = $1 and m.account = $2 and m.queued_at >= $3 and m.queued_at < coalesce(
       (select min(i.issued_at) from invoice i where i.tenant = $1 and i.account = $2 and i.issued_at > $3), 'infinity')
     order by m.id limit $4`,
    [tenant, account, issuedAt.toString(), MOST_MESSAGES]
  )
}

async function paymentsOf(writer: Writer, tenant: string, { account, id }: InvoiceHead): Promise<InvoicePayment[]> {
  const rows = await sql<Omit<InvoicePayment, 'amount'> & { amount: string }>(
    writer,
    `select l.allocated_on::text as "on", l.amount::text, p.number as payment, p.method, p.reference, l.released_on::text as "releasedOn"
     from payment_allocation l left join payment p on p.tenant = l.tenant and p.account = l.account and p.id = l.payment
     where l.tenant = $1 and l.account = $2 and l.invoice = $3 and l.adjustment is null order by l.id`,
    [tenant, account, id]
  )
  return rows.map(row => ({ ...row, amount: BigInt(row.amount) }))
}

async function notesOf(writer: Writer, tenant: string, { account, id }: InvoiceHead): Promise<InvoiceNote[]> {
  const rows = await sql<Omit<InvoiceNote, 'total'> & { total: string }>(
    writer,
    `select kind, number, status, reason, remark, total::text, proposed_by as "proposedBy", ${instant('proposed_at')} as "proposedAt", date::text
     from adjustment where tenant = $1 and account = $2 and invoice = $3 order by id`,
    [tenant, account, id]
  )
  return rows.map(row => ({ ...row, total: BigInt(row.total) }))
}
