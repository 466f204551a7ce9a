// What a person corrects of an issued invoice: by the functions of every note, numbered and posted at once.
import {
  type CreditAsked,
  creditNotePostings,
  debitNotePostings,
  documentNumber,
  drawCredit,
  drawDebit,
  type LedgerTransaction,
  NOTE_SERIES,
  notedLines,
  type NoteLine,
  postedLines,
  refusedWriteOff,
  sumOfGross,
  taxesOfShares,
  writeOffPostings
} from '@farthing/billing-core'
import { debitTaxes, unknownReason } from '../adjustments/index.ts'
import { addToInvoice, giveUpInvoice, takeOffInvoice } from './adjust-invoice.ts'
import { leftToCredit } from './left-of-invoice.ts'
import { lifeHistory } from './life-history.ts'
import type { IssuedInvoice, LifeNote, LifeState } from './life-state.ts'
import type { LifeFact } from './life.ts'
import { namedInvoice } from './named-invoice.ts'

type WrittenNote = LifeFact<'credit-note' | 'debit-note' | 'write-off'>

type Drawn =
  | { readonly ok: true; readonly lines: readonly NoteLine[]; readonly total: bigint }
  | { readonly ok: false; readonly reason: string; readonly detail: string }

/** What is above the operator's limit counts as approved: a life knows nobody who could ask or approve. */
export function writeNote(state: LifeState, fact: WrittenNote): void {
  const issued = namedInvoice(state, fact)
  if (issued === null) return
  const unknown = unknownReason(fact.reason, operatorNow(state))
  const drawn =
    unknown === null ? draw(state, issued, fact) : ({ ok: false, reason: 'unknown-reason', detail: unknown } as const)
  if (!drawn.ok) {
    state.refused.push({ fact: fact.number, reason: drawn.reason, detail: drawn.detail })
    return
  }
  const { do: kind, on, reason } = fact
  const note = numbered(state, { kind, invoice: issued.number, on, reason, ...drawn, cancels: false })
  state.journal.push(...posted(state, note))
}

/** The newest rules hold, whatever the invoice was made by. */
export function operatorNow({ ruleBook }: LifeState) {
  return ruleBook.versions.at(-1)?.rules.operator
}

/** The next of its series. */
export function numbered(
  state: LifeState,
  { invoice, kind, lines, total, ...said }: Omit<LifeNote, 'number' | 'net' | 'taxes'>
): LifeNote {
  const before = state.notes.filter(note => note.kind === kind).length
  const net = lines.length === 0 ? total : lines.reduce((sum, each) => sum + each.net, 0n)
  const number = documentNumber(NOTE_SERIES[kind], before + 1)
  const note = { number, kind, invoice, ...said, lines, net, taxes: taxesOfShares(lines), total }
  state.notes.push(note)
  return note
}

function draw(state: LifeState, issued: IssuedInvoice, fact: WrittenNote): Drawn {
  switch (fact.do) {
    case 'credit-note': {
      const left = leftToCredit(state, issued)
      const drawn = drawCredit(askedOf(fact), left)
      return drawn.ok ? taken(notedLines(drawn.value, shownLines(issued))) : drawn
    }
    case 'debit-note': {
      const drawn = debited(state, issued, fact)
      return drawn.ok ? taken(drawn.value) : drawn
    }
    case 'write-off': {
      const { currency } = state.account
      const open = issued.outstanding
      const total = fact.amount ?? open
      return refusedWriteOff(total, { currency, open }) ?? { ok: true, lines: [], total }
    }
  }
}

function taken(lines: readonly NoteLine[]): Drawn {
  return { ok: true, lines, total: sumOfGross(lines) }
}

function askedOf({ amount, lines }: LifeFact<'credit-note'>): CreditAsked {
  if (amount !== undefined) return { kind: 'amount', amount }
  if (lines === undefined) return { kind: 'whole' }
  return { kind: 'lines', lines: lines.map(each => ({ line: each.line ?? 0, amount: each.amount ?? null })) }
}

function debited(state: LifeState, issued: IssuedInvoice, fact: LifeFact<'debit-note'>) {
  const { registry, ruleBook } = state
  const { billDate, currency, total } = issued.invoice
  const asked = fact.lines.map(({ amount = 0n, category = 'item', description = null, line = null }) => {
    return { line, amount, description, category }
  })
  const taxing = debitTaxes({ history: lifeHistory(state), ruleBook, registry, billDate })
  const debited = { number: issued.number, currency, total, lines: shownLines(issued) }
  return drawDebit(asked, debited, { on: fact.on, ...taxing })
}

/** Of a subscription its name says which it is. */
export function shownLines({ invoice }: IssuedInvoice) {
  return invoice.lines.map(({ category, description, from, ledger, line, subscription: label, tax, until }) => {
    return { category, description, from, label, ledger, line, tax, until }
  })
}

function posted(state: LifeState, note: LifeNote): LedgerTransaction[] {
  const { invoice, kind, number, on: date, total: amount } = note
  const { currency, id: account } = state.account
  const named = { id: number, number, invoice, account, date, currency }
  switch (kind) {
    case 'credit-note': {
      const { owedNoMore, recovered } = takeOffInvoice(state, note)
      const written = creditNotePostings({ ...named, lines: postedLines(note), owedNoMore })
      return [...recovered, ...(written === null ? [] : [written])]
    }
    case 'debit-note': {
      addToInvoice(state, note)
      const written = debitNotePostings({ ...named, lines: postedLines(note) })
      return written === null ? [] : [written]
    }
    case 'write-off':
      giveUpInvoice(state, note)
      return [writeOffPostings({ ...named, amount })]
  }
}
