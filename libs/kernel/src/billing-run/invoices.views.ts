// The shapes of invoices over HTTP.
import { type InvoiceTax, lineSentence } from '@farthing/billing-core'
import { type Explanation, formatDecimal } from '@farthing/billing-core/values'
import type { UseShare } from '@farthing/simulator'
import { z } from 'zod'
import { type InvoiceHead, type InvoiceLineShown, invoiceNet } from './invoice-queries.ts'
import { InvoiceHistoryView, invoiceHistoryView } from './invoice-history.views.ts'
import type { ExplainedEvent, ExplainedLine, WholeInvoice } from './invoices.service.ts'

const Day = z.iso.date()
export const InvoiceStatusView = z.enum(['draft', 'accepted', 'issued', 'cancelled'])

export const TaxView = z
  .object({
    tax: z.string(),
    title: z.string(),
    percent: z.string(),
    code: z.string().describe('Category of EN 16931: S, Z, E, AE, K, G or O.'),
    included: z.boolean().describe('Whether prices include it.'),
    taxable: z.string(),
    amount: z.string(),
    reason: z.string().nullable().describe('Why nothing is due.'),
    certificate: z.string().nullable()
  })
  .meta({ id: 'InvoiceTax' })
export type TaxView = z.infer<typeof TaxView>

export const InvoiceView = z
  .object({
    id: z.string(),
    number: z.string().nullable().describe('Null until it is issued.'),
    status: InvoiceStatusView,
    payment: z.enum(['open', 'part-paid', 'paid']).nullable().describe('Null unless issued and something was to pay.'),
    account: z.string(),
    accountNumber: z.string().describe('Of the account that owes it.'),
    billOf: z
      .string()
      .nullable()
      .describe('Number of the account whose bill it is, where another one owes it; else null.'),
    group: z
      .string()
      .nullable()
      .describe('The invoice group whose lines it holds; null: the main invoice of the bill, or the only one.'),
    run: z.string(),
    from: Day,
    billDate: Day,
    due: Day.describe('Until it is issued: as if that were on its bill date.'),
    currency: z.string(),
    net: z.string().describe('The lines without tax.'),
    taxes: z.array(TaxView).describe('By tax and rate; empty where nothing is taxed.'),
    total: z.string().describe('Net and taxes.'),
    creditUsed: z.string(),
    paid: z.string(),
    adjusted: z.string().describe('Taken off by credit notes and write-offs, less what debit notes added.'),
    outstanding: z.string(),
    disputed: z.string().describe('In disputes that are open.'),
    undisputed: z.string().describe('What is outstanding without them.'),
    sentAt: z.string().nullable().describe('When it was sent last; null: it was not.'),
    timesSent: z.int(),
    creditNote: z.string().nullable(),
    hash: z.string().describe('Of rules and inputs: a preview of the same bill carries the same.')
  })
  .meta({ id: 'Invoice' })
export type InvoiceView = z.infer<typeof InvoiceView>

export const RuleView = z
  .object({ rule: z.string(), file: z.string(), line: z.int(), column: z.int() })
  .meta({ id: 'Rule' })

export const ExplanationView = z
  .object({
    rule: RuleView,
    version: z.string(),
    inputs: z.record(z.string(), z.string()),
    steps: z.array(z.object({ step: z.string(), detail: z.string(), result: z.string() })),
    amount: z.string(),
    currency: z.string()
  })
  .meta({ id: 'Explanation' })
export type ExplanationView = z.infer<typeof ExplanationView>

/** What one rule gave an event on a bill. */
export const UseShareView = z
  .object({
    kind: z.enum(['allowance', 'tier', 'pack', 'offer', 'minimum', 'cap']),
    rule: RuleView,
    ticks: z.number().describe('That it covered.'),
    amount: z.string().describe('Negative is taken off; positive is the price of packs.'),
    text: z.string()
  })
  .meta({ id: 'UseShare' })
export type UseShareView = z.infer<typeof UseShareView>

export const InvoiceLineView = z
  .object({
    line: z.int(),
    account: z.string().describe('Number of the account whose line it is.'),
    charge: z.string(),
    subscription: z.string().nullable(),
    label: z.string().nullable(),
    category: z.string(),
    description: z.string(),
    sentence: z.string().describe('The whole line: what, when, why, how much.'),
    from: Day,
    until: Day,
    quantity: z.string(),
    amount: z.string().describe('As priced: with the taxes that prices include.'),
    net: z.string().describe('Without any tax.'),
    exact: z.string().describe('With six decimals, before rounding.'),
    corrects: z.object({ invoice: z.string(), line: z.int() }).nullable(),
    explanation: ExplanationView
  })
  .meta({ id: 'InvoiceLine' })
export type InvoiceLineView = z.infer<typeof InvoiceLineView>

export const FullInvoiceView = InvoiceView.extend({
  lines: z.array(InvoiceLineView),
  ...InvoiceHistoryView.shape
}).meta({ id: 'FullInvoice' })
export type FullInvoiceView = z.infer<typeof FullInvoiceView>

export const InvoiceEventView = z
  .object({
    event: z.string(),
    startedAt: z.string(),
    service: z.string(),
    zone: z.string(),
    bands: z.string(),
    called: z.string(),
    caller: z.string().describe("Calling number, where it is not the subscription's own; else empty."),
    quantity: z.number().describe('Ticks: thousandths of a second, or single bytes, messages, events.'),
    billed: z.number(),
    covered: z.number().describe('By allowances.'),
    amount: z.string(),
    shares: z
      .array(UseShareView)
      .nullable()
      .describe('What allowances, packs, offers and caps did; null when that cannot be computed again.')
  })
  .meta({ id: 'InvoiceEvent' })
export type InvoiceEventView = z.infer<typeof InvoiceEventView>

export const ExplainedLineView = z
  .object({ invoice: InvoiceView, line: InvoiceLineView, events: z.array(InvoiceEventView) })
  .meta({ id: 'ExplainedLine' })
export type ExplainedLineView = z.infer<typeof ExplainedLineView>

/** What is still to pay, micro. */
export function invoiceLeft({ adjusted, paid, status, total }: InvoiceHead): bigint {
  const left = total - adjusted - paid
  return status === 'issued' && left > 0n ? left : 0n
}

export function invoiceView(invoice: InvoiceHead): InvoiceView {
  const { id, number, status, account, accountNumber, billOf, group, run, currency, creditNote, hash, total, paid } =
    invoice
  const toPay = total - invoice.adjusted
  const left = invoiceLeft(invoice)
  const payment = status !== 'issued' || toPay <= 0n ? null : left === 0n ? 'paid' : paid === 0n ? 'open' : 'part-paid'
  return {
    id,
    number,
    status,
    payment,
    account,
    accountNumber,
    billOf,
    group,
    run,
    from: invoice.from.toString(),
    billDate: invoice.billDate.toString(),
    due: invoice.due.toString(),
    currency,
    net: formatDecimal(invoiceNet(invoice)),
    taxes: invoice.taxes.map(taxView),
    total: formatDecimal(total),
    creditUsed: formatDecimal(invoice.creditUsed),
    paid: formatDecimal(paid),
    adjusted: formatDecimal(invoice.adjusted),
    outstanding: formatDecimal(left),
    disputed: formatDecimal(invoice.disputed),
    undisputed: formatDecimal(left > invoice.disputed ? left - invoice.disputed : 0n),
    sentAt: invoice.sentAt?.toString() ?? null,
    timesSent: invoice.timesSent,
    creditNote,
    hash
  }
}

export function taxView({ amount, taxable, ...rest }: InvoiceTax): TaxView {
  const { certificate, code, included, percent, reason, tax, title } = rest
  const sums = { taxable: formatDecimal(taxable), amount: formatDecimal(amount) }
  return { tax, title, percent, code, included, ...sums, reason, certificate }
}

export function invoiceLineView(shown: InvoiceLineShown): InvoiceLineView {
  const { line, type: charge, subscription, label, category, description, quantity, corrects } = shown
  return {
    line,
    account: shown.accountNumber,
    charge,
    subscription,
    label,
    category,
    description,
    sentence: lineSentence(shown),
    from: shown.from.toString(),
    until: shown.until.toString(),
    quantity,
    amount: formatDecimal(shown.amount),
    net: formatDecimal(shown.net),
    exact: formatDecimal(shown.exact, 6),
    corrects,
    explanation: explanationView(shown.explanation)
  }
}

export function explanationView({ inputs, rule, steps, ...rest }: Explanation): ExplanationView {
  return { ...rest, rule: { ...rule }, inputs: { ...inputs }, steps: steps.map(step => ({ ...step })) }
}

export function useShareView({ amount, rule, ...rest }: UseShare): UseShareView {
  return { ...rest, rule: { ...rule }, amount: formatDecimal(BigInt(amount), 6) }
}

export function fullInvoiceView({ history, invoice, lines }: WholeInvoice): FullInvoiceView {
  return { ...invoiceView(invoice), lines: lines.map(invoiceLineView), ...invoiceHistoryView(history) }
}

export function explainedLineView({ invoice, line, events }: ExplainedLine): ExplainedLineView {
  return { invoice: invoiceView(invoice), line: invoiceLineView(line), events: events.map(eventView) }
}

function eventView({ startedAt, amount, shares, ...event }: ExplainedEvent): InvoiceEventView {
  return {
    ...event,
    startedAt: startedAt.toString(),
    amount: formatDecimal(amount, 6),
    shares: shares?.map(useShareView) ?? null
  }
}
