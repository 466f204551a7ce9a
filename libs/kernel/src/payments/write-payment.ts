// The row of a payment or a refund, and what of it is posted.
import type { PostedPayment } from '@farthing/billing-core'
import { sql, type Writer } from '../persistence/index.ts'
import type { PaymentHead } from './payment-queries.ts'

interface Written {
  readonly tenant: string
  readonly recordedAt: Temporal.Instant
  /** Of a refund. */
  readonly reason?: string
}

export async function insertPayment(writer: Writer, payment: PaymentHead, written: Written): Promise<void> {
  const { tenant, reason = null, recordedAt } = written
  await sql(
    writer,
    `insert into payment (tenant, account, id, number, received_on, amount, currency, method, reference, recorded_at, reason)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[tenant, payment.account, payment.id, payment.number, payment.receivedOn.toString()],
      ...[payment.amount.toString(), payment.currency, payment.method, payment.reference],
      ...[recordedAt.toString(), reason]
    ]
  )
}

export function postedPayment(payment: PaymentHead, allocated: bigint): PostedPayment {
  const { accountNumber: account, amount, currency, id, method, number, receivedOn: date, reference } = payment
  const title = reference === '' ? number : `${number} ${reference}`
  return { id, account, date, currency, method, amount, allocated, reference: title }
}
