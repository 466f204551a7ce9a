// What became of an invoice: money and credit, notes, and everything in the order in which it happened.
import { sql, type Writer } from '../persistence/index.ts'
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

export interface InvoiceEventTold {
  /** An instant, or a day of the books. */
  readonly at: string
  readonly what: 'drafted' | 'issued' | 'paid' | 'released' | 'noted' | 'cancelled'
  /** Number of the invoice, payment or note. */
  readonly number: string | null
  /** Micro; null where it is about the whole invoice. */
  readonly amount: bigint | null
}

export interface InvoiceHistory {
  readonly payments: readonly InvoicePayment[]
  readonly notes: readonly InvoiceNote[]
  readonly history: readonly InvoiceEventTold[]
}

export async function invoiceHistory(writer: Writer, tenant: string, invoice: InvoiceHead): Promise<InvoiceHistory> {
  const payments = await paymentsOf(writer, tenant, invoice)
  const notes = await notesOf(writer, tenant, invoice)
  const [made] = await sql<{ drafted: string; cancelled: string | null }>(
    writer,
    `select ${instant('r.created_at')} as drafted, ${instant('i.cancelled_at')} as cancelled
     from invoice i join billing_run r on r.tenant = i.tenant and r.id = i.run where i.tenant = $1 and i.account = $2 and i.id = $3`,
    [tenant, invoice.account, invoice.id]
  )
  const whole = { amount: null, number: invoice.number }
  const events: InvoiceEventTold[] = [
    ...(made === undefined ? [] : [{ at: made.drafted, what: 'drafted' as const, amount: null, number: null }]),
    ...(invoice.issuedAt === null ? [] : [{ at: invoice.issuedAt.toString(), what: 'issued' as const, ...whole }]),
    ...payments.flatMap(paymentEvents),
    ...notes.flatMap(({ date, number, total }) =>
      date === null ? [] : [{ at: date, what: 'noted' as const, number, amount: total }]
    ),
    ...(made?.cancelled == null
      ? []
      : [{ at: made.cancelled, what: 'cancelled' as const, amount: null, number: invoice.creditNote }])
  ]
  return { payments, notes, history: events.toSorted((a, b) => compareText(a.at.slice(0, DAY), b.at.slice(0, DAY))) }
}

/** Characters of a day: what happened on one day stays in the order of its kinds. */
const DAY = 10

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function instant(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`
}

function paymentEvents({ amount, on, payment: number, releasedOn }: InvoicePayment): InvoiceEventTold[] {
  const paid: InvoiceEventTold = { at: on, what: 'paid', number, amount }
  return releasedOn === null ? [paid] : [paid, { at: releasedOn, what: 'released', number, amount }]
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
