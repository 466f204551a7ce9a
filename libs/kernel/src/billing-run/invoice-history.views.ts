// The shapes of what became of an invoice over HTTP.
import { formatDecimal } from '@farthing/billing-core/values'
import { z } from 'zod'
import type { InvoiceHistory } from './invoice-history.ts'

const Day = z.iso.date()

export const InvoiceHistoryView = z.object({
  payments: z
    .array(
      z.object({
        on: Day,
        amount: z.string(),
        payment: z.string().nullable().describe("Number of the payment; null: out of the account's credit."),
        method: z.string().nullable(),
        reference: z.string().nullable(),
        releasedOn: Day.nullable().describe('When it was taken back; null: it stands.')
      })
    )
    .describe('What pays it, and what did for a time.'),
  notes: z
    .array(
      z.object({
        kind: z.enum(['credit-note', 'debit-note', 'write-off']),
        number: z.string().nullable(),
        status: z.enum(['proposed', 'approved', 'rejected']),
        reason: z.string(),
        remark: z.string(),
        total: z.string(),
        proposedBy: z.string(),
        proposedAt: z.string(),
        date: Day.nullable().describe('Of the books; null until it is approved.')
      })
    )
    .describe('Credit notes, debit notes and write-offs.'),
  disputes: z
    .array(
      z.object({
        id: z.string(),
        line: z.int().nullable().describe('Null: the invoice as a whole.'),
        amount: z.string(),
        reason: z.string(),
        remark: z.string(),
        status: z.enum(['open', 'credited', 'rejected']),
        openedBy: z.string(),
        openedAt: z.string(),
        decidedBy: z.string().nullable(),
        decidedAt: z.string().nullable()
      })
    )
    .describe('What the customer says is wrong with it.'),
  messages: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        channel: z.string().nullable(),
        text: z.string().nullable(),
        reason: z.string(),
        queuedAt: z.string()
      })
    )
    .describe('What the customer was told from its issue until that of the next one.'),
  history: z
    .array(
      z.object({
        day: Day.describe('Where the account is.'),
        at: z.string().describe('The instant; of payments and notes, which the books know by their day, that day.'),
        what: z.enum(['drafted', 'issued', 'paid', 'released', 'noted', 'disputed', 'dispute-ended', 'cancelled']),
        number: z.string().nullable().describe('Of the invoice, payment or note; id of the dispute.'),
        amount: z.string().nullable()
      })
    )
    .describe('What happened to it, oldest first.')
})
type InvoiceHistoryView = z.infer<typeof InvoiceHistoryView>

export function invoiceHistoryView({
  disputes,
  history,
  messages,
  notes,
  payments
}: InvoiceHistory): InvoiceHistoryView {
  return {
    payments: payments.map(({ amount, ...rest }) => ({ ...rest, amount: formatDecimal(amount) })),
    disputes: disputes.map(({ amount, ...rest }) => ({ ...rest, amount: formatDecimal(amount) })),
    messages: messages.map(each => ({ ...each })),
    notes: notes.map(({ total, ...rest }) => ({ ...rest, total: formatDecimal(total) })),
    history: history.map(({ amount, ...rest }) => ({ ...rest, amount: amount === null ? null : formatDecimal(amount) }))
  }
}
