// The shapes of disputes over HTTP.
import { formatDecimal, parseDecimal } from '@farthing/billing-core/values'
import { z } from 'zod'
import { GivenAccount, GivenAmount, GivenNumber } from '../http/index.ts'
import type { Dispute } from './dispute-book.ts'

const Status = z.enum(['open', 'credited', 'rejected'])
const By = z.string().trim().min(1).max(100).describe('Who says so.')

export const DisputeBody = z
  .strictObject({
    line: GivenNumber.optional().describe('Of the invoice; the invoice as a whole when left out.'),
    amount: GivenAmount.refine(text => parseDecimal(text) > 0n, 'more than zero, such as 40.00').describe(
      'That is disputed, taxes included.'
    ),
    reason: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,40}$/, 'lower case letters, digits and hyphens: not-used, wrong-price')
      .describe('A code: not-used, wrong-price.'),
    remark: z.string().trim().max(500).default('').describe('In the words of the customer.'),
    by: By
  })
  .meta({ id: 'NewDispute' })

export const DisputeRejectionBody = z
  .strictObject({ by: By, why: z.string().trim().min(1).max(500) })
  .meta({ id: 'DisputeRejection' })

export const DisputeQuery = z.strictObject({
  account: GivenAccount.optional(),
  invoice: z.string().min(1).max(100).optional().describe('Number or id.'),
  status: Status.optional(),
  before: z.uuid().optional().describe('`id` of the last one of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50)
})

export const DisputeView = z
  .object({
    id: z.string(),
    account: z.string(),
    accountNumber: z.string(),
    invoice: z.string().describe('Its number.'),
    line: z.int().nullable().describe('Null: the invoice as a whole.'),
    amount: z.string().describe('Taxes included.'),
    currency: z.string(),
    reason: z.string(),
    remark: z.string(),
    status: Status,
    openedBy: z.string(),
    openedAt: z.string(),
    creditNote: z.string().nullable().describe('That ended it; while it is open: that waits for approval.'),
    decidedBy: z.string().nullable(),
    decidedAt: z.string().nullable(),
    decision: z.string().nullable().describe('Why it was rejected.')
  })
  .meta({ id: 'Dispute' })
export type DisputeView = z.infer<typeof DisputeView>

export function disputeView({ amount, decidedAt, invoiceNumber, openedAt, ...dispute }: Dispute): DisputeView {
  return {
    ...dispute,
    invoice: invoiceNumber,
    amount: formatDecimal(amount),
    openedAt: openedAt.toString(),
    decidedAt: decidedAt?.toString() ?? null
  }
}
