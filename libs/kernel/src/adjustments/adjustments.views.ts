// The shapes of adjustments over HTTP.
import { type CreditAsked, type DebitAsked, grossOf, type NoteLine } from '@farthing/billing-core'
import { formatDecimal, parseDecimal } from '@farthing/billing-core/values'
import { z } from 'zod'
import { InvoiceView, invoiceView, TaxView, taxView } from '../billing-run/index.ts'
import { GivenAccount, GivenAmount, GivenNumber } from '../http/index.ts'
import type { Adjustment, AdjustmentWithLines } from './adjustment.ts'
import type { Decision } from './approvals.ts'
import type { Cancelled } from './cancellations.service.ts'
import type { Occasion } from './made-note.ts'

const Day = z.iso.date()
const Status = z.enum(['proposed', 'approved', 'rejected'])
const MOST_LINES = 10_000

const Amount = GivenAmount.refine(text => parseDecimal(text) > 0n, 'more than zero, such as 40.00')
const By = z.string().trim().min(1).max(100).describe('Who says so.')

const occasion = {
  reason: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,40}$/, 'lower case letters, digits and hyphens: billing-error, goodwill')
    .describe('A code: billing-error, goodwill, outage.'),
  remark: z.string().trim().max(500).default('').describe('For the customer: it is printed.'),
  by: By.default('')
}

export const CreditNoteBody = z
  .strictObject({
    amount: Amount.optional().describe('Taxes included: spread over what is left of lines and their taxes.'),
    lines: z
      .array(
        z.strictObject({
          line: GivenNumber,
          amount: Amount.optional().describe('As the line is priced; all that is left of it when left out.')
        })
      )
      .min(1)
      .max(MOST_LINES)
      .optional(),
    ...occasion
  })
  .refine(({ amount, lines }) => amount === undefined || lines === undefined, {
    error: 'an amount, or lines: not both',
    path: ['amount']
  })
  .describe('All that is left of the invoice, unless it has an amount or lines.')
  .meta({ id: 'NewCreditNote' })
export type CreditNoteBody = z.output<typeof CreditNoteBody>

export const DebitNoteBody = z
  .strictObject({
    lines: z
      .array(
        z
          .strictObject({
            line: GivenNumber.optional().describe('More of this line of the invoice, taxed as that is.'),
            amount: Amount.describe('As priced: with the taxes that prices include.'),
            description: z.string().trim().min(1).max(200).optional().describe('What is charged, where it is no line.'),
            category: z
              .string()
              .regex(/^[a-z][a-z0-9-]{0,40}$/, 'lower case letters, digits and hyphens: item')
              .optional()
              .describe('What rates of tax and revenue go by, where it is no line; item when left out.')
          })
          .refine(({ description, line }) => line !== undefined || description !== undefined, {
            error: 'a line of the invoice, or a description',
            path: ['description']
          })
          .refine(({ category, line }) => line === undefined || category === undefined, {
            error: 'a line has its category',
            path: ['category']
          })
      )
      .min(1)
      .max(MOST_LINES),
    ...occasion
  })
  .meta({ id: 'NewDebitNote' })
export type DebitNoteBody = z.output<typeof DebitNoteBody>

export const WriteOffBody = z
  .strictObject({ amount: Amount.optional().describe('All that is open when left out.'), ...occasion })
  .meta({ id: 'NewWriteOff' })

export const ApprovalBody = z
  .strictObject({ by: By, remark: z.string().trim().max(500).optional() })
  .meta({ id: 'Approval' })
export const RejectionBody = z
  .strictObject({ by: By, remark: z.string().trim().min(1).max(500).describe('Why.') })
  .meta({ id: 'Rejection' })

const Why = z
  .string()
  .min(1)
  .max(500)
  .describe('A reason of the rules, which the note prints; or, but for a rebill, words.')
export const CancellationBody = z.strictObject({ reason: Why, by: By.default('') }).meta({ id: 'Cancellation' })

export const RebilledView = z
  .object({
    cancelled: InvoiceView,
    invoice: InvoiceView.nullable().describe(
      'Of the same invoice group; null when there is nothing to bill on it any more.'
    ),
    further: z.array(InvoiceView).describe('Of other invoice groups, where there are.')
  })
  .meta({ id: 'RebilledInvoice' })
export type RebilledView = z.infer<typeof RebilledView>

export const AdjustmentQuery = z.strictObject({
  account: GivenAccount.optional(),
  invoice: z.string().min(1).max(100).optional().describe('Number or id.'),
  status: Status.optional(),
  before: z.uuid().optional().describe('`id` of the last one of the page before.'),
  limit: z.coerce.number().int().min(1).max(200).default(50)
})

export const AdjustmentView = z
  .object({
    id: z.string(),
    kind: z.enum(['credit-note', 'debit-note', 'write-off']),
    status: Status,
    number: z.string().nullable().describe('Null until it is approved.'),
    account: z.string(),
    accountNumber: z.string(),
    invoice: z.string().describe('Number of the invoice that it corrects.'),
    reason: z.string(),
    remark: z.string(),
    currency: z.string(),
    net: z.string(),
    taxes: z.array(TaxView),
    total: z.string(),
    proposedBy: z.string(),
    proposedAt: z.string(),
    decidedBy: z.string().nullable(),
    decidedAt: z.string().nullable(),
    decision: z.string().nullable(),
    cancels: z.boolean().describe('Approved, it cancels its invoice.'),
    date: Day.nullable().describe('Day of the books.')
  })
  .meta({ id: 'Adjustment' })
export const CancelledView = InvoiceView.extend({
  waits: z
    .string()
    .nullable()
    .describe(
      "Above the operator's limit: the adjustment that somebody else has to approve. Until then the invoice stands."
    ),
  reopened: z
    .array(z.object({ invoice: z.string(), amount: z.string() }))
    .describe('Numbers of invoices that its credit had paid, and what they ask for again without it, the newest first.')
}).meta({ id: 'CancelledInvoice' })
export type CancelledView = z.infer<typeof CancelledView>

export function cancelledView({ invoice, reopened, waits }: Cancelled): CancelledView {
  const again = reopened.map(each => ({ invoice: each.invoice, amount: formatDecimal(each.amount) }))
  return { ...invoiceView(invoice), waits, reopened: again }
}

export type AdjustmentView = z.infer<typeof AdjustmentView>

const AdjustmentLineView = z
  .object({
    line: z.int().nullable().describe('Of the invoice; null for another charge.'),
    description: z.string(),
    label: z.string().nullable(),
    from: Day.nullable(),
    until: Day.nullable(),
    amount: z.string().describe('As priced: with the taxes that prices include.'),
    net: z.string(),
    total: z.string().describe('With all taxes.')
  })
  .meta({ id: 'AdjustmentLine' })
type AdjustmentLineView = z.infer<typeof AdjustmentLineView>

export const FullAdjustmentView = AdjustmentView.extend({ lines: z.array(AdjustmentLineView) }).meta({
  id: 'FullAdjustment'
})
export type FullAdjustmentView = z.infer<typeof FullAdjustmentView>

export function creditAsked({ amount, lines }: CreditNoteBody): CreditAsked {
  if (amount !== undefined) return { kind: 'amount', amount: parseDecimal(amount) }
  if (lines === undefined) return { kind: 'whole' }
  const asked = lines.map(each => ({
    line: each.line,
    amount: each.amount === undefined ? null : parseDecimal(each.amount)
  }))
  return { kind: 'lines', lines: asked }
}

export function debitAsked({ lines }: DebitNoteBody): DebitAsked[] {
  return lines.map(({ amount, category = 'item', description = null, line = null }) => ({
    ...{ category, description, line },
    amount: parseDecimal(amount)
  }))
}

export function decisionOf({ by, remark }: { by: string; remark?: string | undefined }): Decision {
  return { by, decision: remark ?? null }
}

export function occasionOf({ by, reason, remark }: Occasion): Occasion {
  return { by, reason, remark }
}

export function adjustmentView(adjustment: Adjustment): AdjustmentView {
  const { account, accountNumber, cancels, currency, decidedBy, decision, id, kind, number, reason, remark, status } =
    adjustment
  return {
    ...{
      id,
      kind,
      status,
      number,
      account,
      accountNumber,
      invoice: adjustment.invoiceNumber,
      reason,
      remark,
      currency
    },
    net: formatDecimal(adjustment.net),
    taxes: adjustment.taxes.map(taxView),
    total: formatDecimal(adjustment.total),
    proposedBy: adjustment.proposedBy,
    proposedAt: adjustment.proposedAt.toString(),
    ...{ cancels, decidedBy, decision },
    decidedAt: adjustment.decidedAt?.toString() ?? null,
    date: adjustment.date?.toString() ?? null
  }
}

export function fullAdjustmentView(adjustment: AdjustmentWithLines): FullAdjustmentView {
  return { ...adjustmentView(adjustment), lines: adjustment.lines.map(lineView) }
}

function lineView(of: NoteLine): AdjustmentLineView {
  const { amount, description, from, label, line, net, until } = of
  return {
    ...{ line: line === 0 ? null : line, description, label },
    ...{ from: from?.toString() ?? null, until: until?.toString() ?? null },
    ...{ amount: formatDecimal(amount), net: formatDecimal(net), total: formatDecimal(grossOf(of)) }
  }
}
