// The invoices of a life that stand, with what they ask for by now and what is paid of it.
import type { InvoiceLine, StandingAmounts } from '@farthing/billing-core'
import type { PointsInvoice } from '@farthing/plugin-sdk'
import { writtenOff } from './adjust-invoice.ts'
import { notedOf, notesOf } from './left-of-invoice.ts'
import type { LifeState } from './life-state.ts'

/** What was given up is asked for all the same. */
export interface StandingInvoice extends PointsInvoice, StandingAmounts {
  readonly lines: readonly InvoiceLine[]
}

export function standingInvoices(state: LifeState): StandingInvoice[] {
  const hasNotes = state.notes.length > 0
  return state.invoices
    .filter(({ cancelledBy }) => cancelledBy === null)
    .map(({ invoice, number, outstanding }) => {
      const { billDate, currency, lines, total } = invoice
      const asked = hasNotes ? total - notedOf(state, number) : total
      const paid = asked - outstanding - (hasNotes ? writtenOff(state, number) : 0n)
      const notRevenue = notRevenueOf(lines, hasNotes ? creditedNets(state, number) : new Map())
      return { invoice: number, number, billDate, currency, asked, paid, notRevenue, lines }
    })
}

/** Neither is taxed. */
function notRevenueOf(lines: readonly InvoiceLine[], credited: ReadonlyMap<number, bigint>): bigint {
  const beside = lines.filter(({ ledger }) => ledger !== 'revenue')
  return beside.reduce((sum, { line, net }) => sum + net - (credited.get(line) ?? 0n), 0n)
}

/** By line: what notes took of it, without taxes; below zero where debit notes added more. */
export function creditedNets(state: LifeState, number: string): ReadonlyMap<number, bigint> {
  const nets = new Map<number, bigint>()
  for (const { kind, lines } of state.notes.length === 0 ? [] : notesOf(state, number)) {
    for (const { line, net } of lines) nets.set(line, (nets.get(line) ?? 0n) + (kind === 'debit-note' ? -net : net))
  }
  return nets
}
