// Payments and refunds as they are read: with what they settle now.
import { ID_FORM, sql, type Writer } from '../persistence/index.ts'

export interface PaymentHead {
  readonly id: string
  readonly number: string
  readonly account: string
  readonly accountNumber: string
  readonly zone: string
  /** Of a refund the day on which it was paid out. */
  readonly receivedOn: Temporal.PlainDate
  /** Micro; of a refund less than nothing. */
  readonly amount: bigint
  readonly currency: string
  readonly method: string
  readonly reference: string
}

export interface Payment extends PaymentHead {
  /** By number of the invoice. */
  readonly allocations: readonly { readonly invoice: string; readonly amount: bigint; readonly settles?: boolean }[]
  readonly unallocated: bigint
  readonly reversedOn: Temporal.PlainDate | null
  /** Why it was paid out; null: it is no refund. */
  readonly reason: string | null
}

interface Row {
  readonly id: string
  readonly number: string
  readonly account: string
  readonly account_number: string
  readonly zone: string
  readonly received_on: string
  readonly amount: string
  readonly currency: string
  readonly method: string
  readonly reference: string
  readonly reversed_on: string | null
  readonly reason: string | null
  readonly allocations: readonly { readonly invoice: string; readonly amount: string }[] | null
}

const PAYMENTS = `select p.id, p.number, p.account, a.number as account_number, a.zone, p.received_on::text, p.amount::text, p.currency,
    p.method, p.reference, p.reversed_on::text, p.reason,
    (select json_agg(json_build_object('invoice', i.number, 'amount', l.amount::text) order by l.id)
     from payment_allocation l join invoice i on i.tenant = l.tenant and i.account = l.account and i.id = l.invoice
     where l.tenant = p.tenant and l.account = p.account and l.payment = p.id and l.released_on is null) as allocations
  from payment p join account a on a.tenant = p.tenant and a.id = p.account`

/** By number or id. */
export async function paymentOf(writer: Writer, tenant: string, reference: string): Promise<Payment | undefined> {
  const where = ID_FORM.test(reference) ? 'p.id = $2' : 'p.number = $2'
  const [row] = await sql<Row>(writer, `${PAYMENTS} where p.tenant = $1 and ${where}`, [tenant, reference])
  return row && readPayment(row)
}

/** Of an account by its id, newest first. */
export async function listPayments(writer: Writer, tenant: string, account: string, limit: number): Promise<Payment[]> {
  const rows = await sql<Row>(
    writer,
    `${PAYMENTS} where p.tenant = $1 and p.account = $2 order by p.id desc limit $3`,
    [tenant, account, limit]
  )
  return rows.map(readPayment)
}

function readPayment(row: Row): Payment {
  const allocations = (row.allocations ?? []).map(({ invoice, amount }) => ({ invoice, amount: BigInt(amount) }))
  const amount = BigInt(row.amount)
  const allocated = allocations.reduce((sum, each) => sum + each.amount, 0n)
  return {
    id: row.id,
    number: row.number,
    account: row.account,
    accountNumber: row.account_number,
    zone: row.zone,
    receivedOn: Temporal.PlainDate.from(row.received_on),
    amount,
    currency: row.currency,
    method: row.method,
    reference: row.reference,
    allocations,
    unallocated: row.reversed_on === null ? amount - allocated : 0n,
    reversedOn: row.reversed_on === null ? null : Temporal.PlainDate.from(row.reversed_on),
    reason: row.reason
  }
}
