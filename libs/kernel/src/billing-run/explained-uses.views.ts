// The shapes of explained usage over HTTP.
import { formatDecimal } from '@farthing/billing-core/values'
import { z } from 'zod'
import { UsageView, usageView } from '../usage/index.ts'
import type { ExplainedUse, NamedInvoice, UseOnBill, WhyNotUsed } from './explained-uses.service.ts'
import { ExplanationView, explanationView, RuleView, UseShareView, useShareView } from './invoices.views.ts'

const NamedInvoiceView = z
  .object({ id: z.string(), number: z.string().nullable(), status: z.string(), billDate: z.iso.date() })
  .nullable()

const UseOnBillView = z
  .object({
    invoice: NamedInvoiceView.describe(
      'The one that brought the event, or a later one that corrected it; null when no bill did, and when that came to nothing.'
    ),
    corrects: NamedInvoiceView.describe('The one that brought the event, when a later one corrected it.'),
    billDate: z.iso
      .date()
      .nullable()
      .describe('Of the invoice, or of the bill that came to nothing; null: the bill is what it would be by now.'),
    plan: z.string().nullable(),
    covered: z.number().describe('Ticks that allowances and packs covered.'),
    amount: z.string(),
    shares: z.array(UseShareView),
    explanation: ExplanationView
  })
  .meta({ id: 'UseOnBill' })
type UseOnBillView = z.infer<typeof UseOnBillView>

export const ExplainedUseView = z
  .object({
    usage: UsageView,
    explanation: ExplanationView.describe('As rated on arrival, before allowances.'),
    bill: UseOnBillView.nullable(),
    parked: z.string().nullable().describe('Why no bill can be made; else null.')
  })
  .meta({ id: 'ExplainedUse' })
export type ExplainedUseView = z.infer<typeof ExplainedUseView>

export const WhyNotUsedView = z
  .object({
    usage: UsageView,
    bill: UseOnBillView,
    verdicts: z
      .array(
        z.object({
          kind: z.enum(['rate', 'tariff', 'allowance', 'pack', 'offer', 'minimum', 'cap']),
          rule: RuleView,
          applied: z.boolean(),
          condition: z.string().describe('The condition that failed; of a rule that applied, what it did.')
        })
      )
      .describe('In the order of computation, at most `limit` of each kind.'),
    more: z.record(z.string(), z.int()).describe('How many of each kind are left out.')
  })
  .meta({ id: 'WhyNotUsed' })
export type WhyNotUsedView = z.infer<typeof WhyNotUsedView>

export function explainedUseView({ usage, explanation, bill, parked }: ExplainedUse): ExplainedUseView {
  return {
    usage: usageView(usage),
    explanation: explanationView(explanation),
    bill: bill === null ? null : useOnBillView(bill),
    parked
  }
}

export function whyNotUsedView({ bill, more, usage, verdicts }: WhyNotUsed): WhyNotUsedView {
  return { usage: usageView(usage), bill: useOnBillView(bill), verdicts: verdicts.map(each => ({ ...each })), more }
}

function useOnBillView(bill: UseOnBill): UseOnBillView {
  const { amount, billDate, corrects, covered, explanation, invoice, plan, shares } = bill
  return {
    invoice: namedInvoiceView(invoice),
    corrects: namedInvoiceView(corrects),
    billDate: billDate && billDate.toString(),
    plan,
    covered,
    amount: formatDecimal(BigInt(amount), 6),
    shares: shares.map(useShareView),
    explanation: explanationView(explanation)
  }
}

function namedInvoiceView(invoice: NamedInvoice | null): z.infer<typeof NamedInvoiceView> {
  return invoice && { ...invoice, billDate: invoice.billDate.toString() }
}
