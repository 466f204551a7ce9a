// What a customer is told of an invoice where the rules have no words of their own.
import { formatAmount } from '../values/index.ts'

export interface ToldInvoice {
  readonly number: string
  readonly currency: string
  /** Micro. */
  readonly total: bigint
  /** What is left of it when credit has paid its part, micro. */
  readonly toPay: bigint
  readonly due: Temporal.PlainDate
}

/** 'Invoice INV-000001: 155.00 AUD, 155.00 due on 2026-03-15'. */
export function invoiceTold({ currency, due, number, toPay, total }: ToldInvoice): string {
  const asks = toPay <= 0n ? 'nothing to pay' : `${formatAmount(toPay, currency)} due on ${due.toString()}`
  return `Invoice ${number}: ${formatAmount(total, currency)} ${currency}, ${asks}`
}
