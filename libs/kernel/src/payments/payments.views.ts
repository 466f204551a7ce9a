// The shapes of payments over HTTP.
import { formatDecimal, parseDecimal } from '@farthing/billing-core/values'
import { z } from 'zod'
import { GivenAccount, GivenAmount, GivenDay } from '../http/index.ts'
import type { Payment } from './payment-queries.ts'

const Amount = GivenAmount.refine(text => parseDecimal(text) > 0n, 'more than zero, such as 40.00')

export const NewPaymentBody = z
  .strictObject({
    account: GivenAccount,
    amount: Amount,
    currency: z.string().optional().describe("The account's: another one is refused. Left out: not looked at."),
    method: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/, 'lower case letters, digits and hyphens: bank, card, cash'),
    reference: z.string().max(200).optional(),
    receivedOn: GivenDay.optional().describe("Today in the account's zone when left out; no later day."),
    invoices: z
      .array(z.string())
      .max(1000)
      .optional()
      .describe('Numbers of invoices to settle, in this order; the oldest first when left out.')
  })
  .meta({ id: 'NewPayment' })

export const ReversalBody = z
  .strictObject({ reason: z.string().min(1).max(500), on: GivenDay.optional() })
  .meta({ id: 'Reversal' })

export const CreditBody = z
  .strictObject({ account: GivenAccount, invoices: z.array(z.string()).max(1000).optional() })
  .meta({ id: 'CreditUse' })

export const CreditUsedView = z.object({ used: z.string() }).meta({ id: 'CreditUsed' })
export type CreditUsedView = z.infer<typeof CreditUsedView>

export const PaymentView = z
  .object({
    id: z.string(),
    number: z.string(),
    account: z.string(),
    accountNumber: z.string(),
    receivedOn: z.iso.date(),
    amount: z.string(),
    currency: z.string(),
    method: z.string(),
    reference: z.string(),
    allocations: z.array(z.object({ invoice: z.string(), amount: z.string() })),
    unallocated: z.string().describe('Held as credit when it was recorded.'),
    reversedOn: z.iso.date().nullable()
  })
  .meta({ id: 'Payment' })
export type PaymentView = z.infer<typeof PaymentView>

export const PaymentQuery = z.strictObject({
  account: GivenAccount,
  limit: z.coerce.number().int().min(1).max(200).default(50)
})

export function paymentView(payment: Payment): PaymentView {
  const { id, number, account, accountNumber, currency, method, reference, allocations, unallocated, reversedOn } =
    payment
  return {
    id,
    number,
    account,
    accountNumber,
    receivedOn: payment.receivedOn.toString(),
    amount: formatDecimal(payment.amount),
    currency,
    method,
    reference,
    allocations: allocations.map(({ invoice, amount }) => ({ invoice, amount: formatDecimal(amount) })),
    unallocated: formatDecimal(unallocated),
    reversedOn: reversedOn?.toString() ?? null
  }
}
