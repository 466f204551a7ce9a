// Invoices of a life and what corrected them, as a person reads them.
import type { InvoiceLine, InvoiceTax, NoteLine } from '@farthing/billing-core'
import { formatAmount, formatDecimal } from '@farthing/billing-core/values'
import { writtenOff } from './adjust-invoice.ts'
import type { LifeInvoice, LifeLine, LifeNoteWritten, LifeTax } from './life-result.ts'
import type { IssuedInvoice, LifeNote, LifeState } from './life-state.ts'

export function renderInvoice(state: LifeState, issued: IssuedInvoice, today: Temporal.PlainDate): LifeInvoice {
  const { cancelledBy, creditUsed, group, invoice, number, outstanding, settled } = issued
  const amount = (micro: bigint): string => formatAmount(micro, invoice.currency)
  return {
    number,
    group,
    date: invoice.billDate.toString(),
    from: invoice.from.toString(),
    until: invoice.billDate.toString(),
    due: invoice.dueDate.toString(),
    currency: invoice.currency,
    lines: invoice.lines.map(line => renderLine(line, invoice.currency)),
    taxes: invoice.taxes.map(tax => renderTax(tax, amount)),
    net: amount(invoice.net),
    total: amount(invoice.total),
    creditUsed: amount(creditUsed),
    toPay: amount(toPayOf(issued)),
    outstanding: amount(outstanding),
    state: stateOf(state, issued, today),
    cancelledBy,
    settled: settled?.toString() ?? null
  }
}

function renderTax(
  { amount, code, included, percent, reason, tax, taxable, title }: InvoiceTax,
  money: (micro: bigint) => string
): LifeTax {
  return { tax, title, percent, code, included, taxable: money(taxable), amount: money(amount), reason }
}

function renderLine(line: InvoiceLine, currency: string): LifeLine {
  return {
    line: line.line,
    charge: line.type,
    subscription: line.subscription,
    description: line.description,
    from: line.from.toString(),
    until: line.until.toString(),
    quantity: line.quantity,
    amount: formatAmount(line.amount, currency),
    net: formatAmount(line.net, currency),
    exact: formatDecimal(line.exact, 6),
    corrects: line.corrects === null ? null : `${line.corrects.invoice}:${line.corrects.line}`,
    explanation: line.explanation
  }
}

function toPayOf({ creditUsed, invoice }: IssuedInvoice): bigint {
  return invoice.total > creditUsed ? invoice.total - creditUsed : 0n
}

function stateOf(state: LifeState, issued: IssuedInvoice, today: Temporal.PlainDate): LifeInvoice['state'] {
  const { cancelledBy, invoice, number, outstanding } = issued
  if (cancelledBy !== null) return 'cancelled'
  if (outstanding === 0n) return writtenOff(state, number) > 0n ? 'written off' : 'paid'
  if (Temporal.PlainDate.compare(invoice.dueDate, today) < 0) return 'overdue'
  return outstanding < toPayOf(issued) ? 'part paid' : 'open'
}

export function renderNote(note: LifeNote, currency: string): LifeNoteWritten {
  const { cancels, invoice, kind, lines, net, number, on, reason, taxes, total } = note
  const amount = (micro: bigint): string => formatAmount(micro, currency)
  return {
    ...{ number, kind, invoice, date: on.toString(), reason, cancels },
    lines: lines.map(line => renderNoteLine(line, amount)),
    taxes: taxes.map(tax => renderTax(tax, amount)),
    ...{ net: amount(net), total: amount(total) }
  }
}

function renderNoteLine(
  { amount, description, line, net }: NoteLine,
  money: (micro: bigint) => string
): LifeNoteWritten['lines'][number] {
  return { line: line === 0 ? null : line, description, amount: money(amount), net: money(net) }
}
