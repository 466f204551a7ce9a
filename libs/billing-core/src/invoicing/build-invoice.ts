// Puts line deltas in reading order, reckons their taxes, and adds them up.
import { addDays, compareDates } from '../values/index.ts'
import { FEATURE_SERIES, type LineDelta } from '../charging/index.ts'
import { reckonTaxes } from '../taxes/index.ts'
import type { CreditUse, Invoice, InvoiceInput, InvoiceLine } from './invoice.ts'

/** Lines in order of subscription (as given in `subscriptions`, account-level last), start, credits first, a plan before its features. */
export function buildInvoice(
  input: InvoiceInput,
  deltas: readonly LineDelta[],
  subscriptions: readonly string[] = []
): Invoice {
  const rank = new Map(subscriptions.map((id, index) => [id, index]))
  const ordered = deltas.toSorted((a, b) => compareLines(a, b, rank))
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

function compareLines(a: LineDelta, b: LineDelta, rank: ReadonlyMap<string, number>): number {
  const [x, y] = [a.parts[0], b.parts[0]]
  return (
    placeOf(x.subscription, rank) - placeOf(y.subscription, rank) ||
    Number(x.type === 'usage') - Number(y.type === 'usage') ||
    compareDates(a.from, b.from) ||
    Number(a.amount > 0n) - Number(b.amount > 0n) ||
    compareDates(a.until, b.until) ||
    Number(isFeature(x)) - Number(isFeature(y)) ||
    (x.key < y.key ? -1 : x.key > y.key ? 1 : 0)
  )
}

function isFeature({ series }: { readonly series: string }): boolean {
  return series.startsWith(FEATURE_SERIES)
}

function placeOf(subscription: string | null, rank: ReadonlyMap<string, number>): number {
  return subscription === null ? Number.MAX_SAFE_INTEGER : (rank.get(subscription) ?? rank.size)
}
