// `expect invoice`, `expect total`, `expect no invoice`.
import { formatAmount } from '@farthing/billing-core/values'
import type { ExpectedInvoice } from '@farthing/rules-language'
import type { IssuedInvoice, LifeState } from '../life/life-state.ts'
import { compareInvoice } from './compare-invoice.ts'
import { type DifferenceRow, pairRow, type Unmet, unmet } from './example-report.ts'
import type { FactBefore } from './fact-before.ts'

export function invoiceDifference(expected: ExpectedInvoice, state: LifeState, before: FactBefore): Unmet | null {
  const issued = lastInvoice(state, before)
  const { currency } = state.account
  const lines = compareInvoice(expected.lines, issued?.invoice ?? null, currency)
  const table = [...lines, ...taxRows(expected, issued, currency), ...headRows(expected, issued, currency)]
  if (table.every(({ status }) => status === 'same')) return null
  const name = issued === null ? 'the bill, on which there is nothing,' : nameOf(issued)
  const inLines = lines.some(({ status }) => status !== 'same')
  const what = inLines ? 'other lines' : otherThan(table)
  return unmet(issued === null && inLines ? 'there is nothing on the bill' : `${name} has ${what}`, table)
}

export function totalDifference(expected: bigint, state: LifeState, before: FactBefore): Unmet | null {
  const issued = lastInvoice(state, before)
  const { currency } = state.account
  const want = formatAmount(expected, currency)
  if (issued === null) return unmet(`expected the total of the last invoice to be ${want}, and there is no invoice`)
  if (issued.invoice.total === expected) return null
  const have = formatAmount(issued.invoice.total, currency)
  const message = `expected the total of the last invoice to be ${want}, and that of ${nameOf(issued)} is ${have}`
  return unmet(message, [...invoiceRows(issued, currency), pairRow(['total', '', '', want], ['total', '', '', have])])
}

export function anyInvoice(state: LifeState, before: FactBefore): Unmet | null {
  const issued = before.isBill ? lastInvoice(state, before) : (state.invoices[before.invoices] ?? null)
  if (issued === null) return null
  return unmet(`expected no invoice, and there is ${nameOf(issued)}`, invoiceRows(issued, state.account.currency))
}

/** After a line that bills, what came of that bill, which may be nothing; else the last invoice there is. */
function lastInvoice(state: LifeState, before: FactBefore): IssuedInvoice | null {
  const last = state.invoices.at(-1) ?? null
  return before.isBill && !isOf(last, state.lastBill) ? null : last
}

function isOf(issued: IssuedInvoice | null, day: Temporal.PlainDate | null): boolean {
  return issued !== null && day !== null && issued.invoice.billDate.equals(day)
}

function nameOf({ invoice, number }: IssuedInvoice): string {
  return `invoice ${number} of ${invoice.billDate.toString()}`
}

const OTHERS: Readonly<Record<string, string>> = {
  number: 'another number',
  due: 'another due date',
  tax: 'other taxes',
  net: 'another net amount'
}

/** By the first row below the lines that differs. */
function otherThan(table: readonly DifferenceRow[]): string {
  const row = table.find(({ status }) => status !== 'same')
  return OTHERS[(row?.expected ?? row?.got ?? [])[0] ?? ''] ?? 'another total'
}

/** None when the example says nothing of taxes; else all of the invoice, and those that it lacks. */
function taxRows({ taxes }: ExpectedInvoice, issued: IssuedInvoice | null, currency: string): DifferenceRow[] {
  if (taxes.length === 0) return []
  const cells = (title: string, amount: bigint): string[] => ['tax', title, '', formatAmount(amount, currency)]
  const open = [...taxes]
  const rows = (issued?.invoice.taxes ?? []).map(({ amount, percent, title }): DifferenceRow => {
    const named = `${title} ${percent}%`
    const found = open.findIndex(each => each.title === named)
    const [expected] = found < 0 ? [] : open.splice(found, 1)
    const got = cells(named, amount)
    return expected === undefined
      ? { status: 'unexpected', expected: null, got }
      : pairRow(cells(expected.title, expected.amount), got)
  })
  const missing = open.map(({ amount, title }): DifferenceRow => {
    return { status: 'missing', expected: cells(title, amount), got: null }
  })
  return [...rows, ...missing]
}

/** Number, net, total and due date, as far as the example says them. */
function headRows(expected: ExpectedInvoice, issued: IssuedInvoice | null, currency: string): DifferenceRow[] {
  const rows: DifferenceRow[] = []
  const add = (name: string, wanted: string, got: string): void => {
    rows.push(pairRow([name, '', '', wanted], [name, '', '', got]))
  }
  if (expected.number !== null) add('number', expected.number, issued?.number ?? '')
  if (expected.net !== null) {
    add('net', formatAmount(expected.net, currency), formatAmount(issued?.invoice.net ?? 0n, currency))
  }
  if (expected.total !== null) {
    add('total', formatAmount(expected.total, currency), formatAmount(issued?.invoice.total ?? 0n, currency))
  }
  if (expected.due !== null) add('due', expected.due.toString(), issued?.invoice.dueDate.toString() ?? '')
  return rows
}

/** The lines as they are, for a reader who asks where a total comes from. */
function invoiceRows({ invoice }: IssuedInvoice, currency: string): DifferenceRow[] {
  return compareInvoice([], invoice, currency).map(({ got }) => {
    const cells = got ?? []
    return { status: 'same', expected: cells, got: cells }
  })
}
