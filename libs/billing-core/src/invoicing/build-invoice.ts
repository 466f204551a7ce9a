// Puts line deltas in reading order, reckons their taxes, and adds them up.
import type { LineDelta } from '../charging/index.ts'
import { reckonTaxes } from '../taxes/index.ts'
import { addDays } from '../values/index.ts'
import type { CreditUse, Invoice, InvoiceInput, InvoiceLine } from './invoice.ts'
import { inReadingOrder } from './reading-order.ts'
import { nothingLast } from './told-lines.ts'

/** Lines in reading order, those of nothing last; `subscriptions` in theirs. */
export function buildInvoice(
  input: InvoiceInput,
  deltas: readonly LineDelta[],
  subscriptions: readonly string[] = []
): Invoice {
  const ordered = nothingLast(inReadingOrder(deltas, subscriptions))
  const priced = ordered.map(({ amount, parts: [{ tax }] }) => ({ amount, tax }))
  const { nets, taxes } = reckonTaxes(priced, input.taxRounding)
  const lines = ordered.map((delta, index) => lineOf(delta, { line: index + 1, net: nets[index] ?? delta.amount }))
  return finished(input, lines, taxes)
}

/** Lines of one or several accounts on one invoice: numbered through in the order given, and taxed together. */
export function invoiceOf(input: InvoiceInput, lines: readonly InvoiceLine[]): Invoice {
  const { nets, taxes } = reckonTaxes(lines, input.taxRounding)
  const own = lines.map((line, index) => ({ ...line, line: index + 1, net: nets[index] ?? line.amount }))
  return finished(input, own, taxes)
}

function finished(input: InvoiceInput, lines: readonly InvoiceLine[], taxes: Invoice['taxes']): Invoice {
  const net = lines.reduce((sum, line) => sum + line.net, 0n)
  return {
    account: input.account,
    currency: input.currency,
    billDate: input.billDate,
    from: input.from,
    dueDate: addDays(input.billDate, input.dueDays),
    lines,
    taxes,
    net,
    total: taxes.reduce((sum, { amount }) => sum + amount, net)
  }
}

/** Credit carried over: a positive total uses up what the account holds, a negative one adds to it. Amounts in micro. */
export function useCredit(opening: bigint, total: bigint): CreditUse {
  if (total <= 0n) return { opening, used: 0n, added: -total, closing: opening - total, toPay: 0n }
  const used = opening < 0n ? 0n : opening < total ? opening : total
  return { opening, used, added: 0n, closing: opening - used, toPay: total - used }
}

function lineOf(delta: LineDelta, { line, net }: Pick<InvoiceLine, 'line' | 'net'>): InvoiceLine {
  const first = delta.parts[0]
  return {
    line,
    type: first.type,
    subscription: first.subscription,
    series: first.series,
    ledger: first.ledger,
    category: first.category,
    from: delta.from,
    until: delta.until,
    quantity: first.quantity,
    amount: delta.amount,
    net,
    tax: first.tax,
    exact: delta.parts.reduce((sum, part) => sum + part.exact, 0n),
    description: first.description,
    explanation: first.explanation,
    version: first.version,
    corrects: first.corrects,
    parts: delta.parts
  }
}
