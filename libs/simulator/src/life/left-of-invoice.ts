// What is left of an issued invoice of a life: its lines and taxes, less what notes and later corrections took.
import {
  type BilledCharge,
  creditKey,
  type LeftToCredit,
  lineShares,
  negatedLine,
  type NotedCredits,
  type NoteLine,
  sumOfGross,
  withCredit,
  without,
  withoutAmounts
} from '@farthing/billing-core'
import { minorUnit } from '@farthing/billing-core/values'
import type { IssuedInvoice, LifeNote, LifeState } from './life-state.ts'

/** For a credit note. */
export function leftToCredit(state: LifeState, issued: IssuedInvoice): LeftToCredit {
  const left = leftOfNotes(state, issued)
  const lines = withoutAmounts(left.lines, correctedAmounts(state, issued), minorUnit(left.currency))
  return { ...left, lines }
}

/** Less notes alone: of an invoice that is cancelled, later bills took back what its charges, billed again, will be. */
export function leftOfNotes(state: LifeState, { invoice, number }: IssuedInvoice): LeftToCredit {
  const { currency, lines, taxes, total } = invoice
  const credited = notesOf(state, number).flatMap(note => note.lines.filter(({ line }) => line !== 0).map(signed(note)))
  const left = without(lineShares(lines, taxes, minorUnit(currency)), credited)
  return { currency, lines: left, total: total - sumOfGross(credited) }
}

export function notesOf({ notes }: LifeState, number: string): LifeNote[] {
  return notes.filter(({ invoice }) => invoice === number)
}

/** Micro that notes took of an invoice, or added to it: below zero. What was written off is asked for all the same. */
export function notedOf({ allocations }: LifeState, number: string): bigint {
  const noted = allocations.filter(({ by, invoice }) => by === 'note' && invoice === number)
  return noted.reduce((sum, { amount }) => sum + amount, 0n)
}

/** What standing invoices say was billed, with what notes took of it. */
export function billedSoFar({ billed, notes }: LifeState): readonly BilledCharge[] {
  if (notes.length === 0) return billed
  const credits: NotedCredits = new Map()
  for (const note of notes) {
    for (const { amount, line } of note.lines.filter(each => each.line !== 0).map(signed(note))) {
      const key = creditKey({ invoice: note.invoice, line })
      credits.set(key, (credits.get(key) ?? 0n) + amount)
    }
  }
  return billed.map(charge => withCredit(charge, credits))
}

/** By line: what later bills took back of it, as priced. */
function correctedAmounts({ invoices }: LifeState, { number }: IssuedInvoice): ReadonlyMap<number, bigint> {
  const amounts = new Map<number, bigint>()
  const parts = invoices.filter(({ cancelledBy }) => cancelledBy === null).flatMap(partsOf)
  for (const { amount, corrects } of parts) {
    if (corrects?.invoice !== number || amount >= 0n) continue
    amounts.set(corrects.line, (amounts.get(corrects.line) ?? 0n) - amount)
  }
  return amounts
}

function partsOf({ invoice }: IssuedInvoice) {
  return invoice.lines.flatMap(({ parts }) => parts)
}

function signed({ kind }: LifeNote): (line: NoteLine) => NoteLine {
  return kind === 'debit-note' ? negatedLine : line => line
}
