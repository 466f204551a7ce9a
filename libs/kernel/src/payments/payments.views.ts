// The shapes of payments over HTTP.
import { formatDecimal, parseDecimal } from '@farthing/billing-core/values'
import { z } from 'zod'
import { GivenAccount, GivenAmount, GivenDay } from '../http/index.ts'
import type { Payment } from './payment-queries.ts'
import type { NewRefund } from './refunds.service.ts'

const Amount = GivenAmount.refine(text => parseDecimal(text) > 0n, 'more than zero, such as 40.00')

const Method = z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'lower case letters, digits and hyphens: bank, card, cash')

export const NewPaymentBody = z
  .strictObject({
    account: GivenAccount,
    amount: Amount,
    currency: z.string().optional().describe("The account's: another one is refused. Left out: not looked at."),
    method: Method,
    reference: z.string().max(200).optional(),
    receivedOn: GivenDay.optional().describe(
      "Today in the account's zone when left out; no later day, and none before the account was opened."
    ),
    invoices: z
      .array(z.string())
      .max(1000)
      .optional()
      .describe('Numbers of invoices to settle, in this order; the oldest first when left out.')
  })
  .meta({ id: 'NewPayment' })

export const NewRefundBody = z
  .strictObject({
    account: GivenAccount,
    amount: Amount.optional().describe('All the credit that is free when left out: what open invoices ask for is not.'),
    method: Method,
    reference: z.string().max(200).optional().describe('What the bank calls it.'),
    reason: z.string().min(1).max(500),
    paidOn: GivenDay.optional().describe("Today in the account's zone when left out; no later day.")
  })
  .meta({ id: 'NewRefund' })

export function refundAsked({ amount, paidOn, ...rest }: z.output<typeof NewRefundBody>): NewRefund {
  return {
    ...rest,
    amount: amount === undefined ? undefined : parseDecimal(amount),
    paidOn: paidOn === undefined ? undefined : Temporal.PlainDate.from(paidOn)
  }
}

export const ReversalBody = z
  .strictObject({ reason: z.string().min(1).max(500), on: GivenDay.optional() })
  .meta({ id: 'Reversal' })

export function reversalAsked({ on, reason }: z.output<typeof ReversalBody>) {
  return { reason, ...(on !== undefined && { on: Temporal.PlainDate.from(on) }) }
}

export const CreditBody = z
  .strictObject({ account: GivenAccount, invoices: z.array(z.string()).max(1000).optional() })
  .meta({ id: 'CreditUse' })

export const CreditUsedView = z.object({ used: z.string() }).meta({ id: 'CreditUsed' })
export type CreditUsedView = z.infer<typeof CreditUsedView>

export const PaymentView = z
  .object({
    id: z.string(),
    number: z.string(),
    kind: z.enum(['payment', 'refund']),
    account: z.string(),
    accountNumber: z.string(),
    receivedOn: z.iso.date().describe('Of a refund the day on which it was paid out.'),
    amount: z.string().describe('Of a refund below zero.'),
    currency: z.string(),
    method: z.string(),
    reference: z.string(),
    allocations: z.array(z.object({ invoice: z.string(), amount: z.string() })),
    unallocated: z.string().describe('Held as credit when it was recorded; of a refund below zero: taken out of it.'),
    reversedOn: z.iso.date().nullable(),
    reason: z.string().nullable().describe('Why it was paid out; null: it is no refund.')
  })
  .meta({ id: 'Payment' })
export type PaymentView = z.infer<typeof PaymentView>

export const PaymentQuery = z.strictObject({
  account: GivenAccount,
  limit: z.coerce.number().int().min(1).max(200).default(50)
})

export function paymentView(payment: Payment): PaymentView {
  const { id, number, account, accountNumber, currency, method, reason, reference, allocations } = payment
  const { unallocated, reversedOn } = payment
  return {
    id,
    number,
    kind: payment.amount < 0n ? 'refund' : 'payment',
    account,
    accountNumber,
    receivedOn: payment.receivedOn.toString(),
    amount: formatDecimal(payment.amount),
    currency,
    method,
    reference,
    allocations: allocations.map(({ invoice, amount }) => ({ invoice, amount: formatDecimal(amount) })),
    unallocated: formatDecimal(unallocated),
    reversedOn: reversedOn?.toString() ?? null,
    reason
  }
}
