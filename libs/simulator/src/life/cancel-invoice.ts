// An issued invoice of a life that does not stand: credited with all that is left of it, and billed anew with the next bill, or at once.
import {
  balances,
  type BondRefusal,
  creditNotePostings,
  notedLines,
  type PostedLine,
  postedLines,
  refusedBond,
  sumOfGross,
  sumsLeft
} from '@farthing/billing-core'
import { compareDates, sameDate } from '@farthing/billing-core/values'
import { cancellingReason, unknownReason } from '../adjustments/index.ts'
import { recoverWrittenOff, writtenOff } from './adjust-invoice.ts'
import { billAccount, takeBackSettlement } from './bill-account.ts'
import { leftOfNotes, notesOf } from './left-of-invoice.ts'
import type { IssuedInvoice, LifeState } from './life-state.ts'
import type { LifeFact, NoteFact } from './life.ts'
import { namedInvoice } from './named-invoice.ts'
import { takeBackCredit } from './settle-invoices.ts'
import { numbered, operatorNow, shownLines } from './write-note.ts'

export function cancelInvoice(state: LifeState, fact: LifeFact<'cancel-invoice'>): void {
  const issued = namedInvoice(state, fact)
  if (issued === null) return
  const refused = bondRefusal(state, issued)
  if (refused !== undefined) {
    state.refused.push({ fact: fact.number, reason: refused.reason, detail: refused.detail })
    return
  }
  creditAll(state, issued, fact)
  takeBackGiven(state, issued, fact)
}

/** The old one is credited whole, and what it billed is billed anew by what is known today. */
export function rebill(state: LifeState, fact: LifeFact<'rebill'>): void {
  const issued = namedInvoice(state, fact)
  if (issued === null) return
  const unknown = unknownReason(fact.reason, operatorNow(state))
  if (unknown !== null) {
    state.refused.push({ fact: fact.number, reason: 'unknown-reason', detail: unknown })
    return
  }
  const since = billedSince(state, issued)
  if (since !== null) {
    state.refused.push({ fact: fact.number, reason: 'billed-since', detail: since })
    return
  }
  const { billDate } = issued.invoice
  creditAll(state, issued, fact)
  const beside = state.invoices.filter(each => each.cancelledBy === null && !each.atOnce)
  const standing = beside.filter(({ invoice }) => sameDate(invoice.billDate, billDate)).map(({ group }) => group)
  billAccount(state, billDate, { asked: 'by hand', today: fact.on, standing: new Set(standing) })
  takeBackGiven(state, issued, fact)
}

function billedSince({ lastBill }: LifeState, { atOnce, invoice, number }: IssuedInvoice): string | null {
  if (atOnce) return `It charged a change at once: cancel ${number}, and the next bill brings what it charged.`
  if (lastBill === null || compareDates(lastBill, invoice.billDate) <= 0) return null
  return `The account was billed since, on ${lastBill}: cancel ${number}, and the next bill brings what it billed.`
}

function bondRefusal(state: LifeState, issued: IssuedInvoice): BondRefusal | undefined {
  const { currency, id } = state.account
  const held = -(balances(state.journal).get(`bond:${id}`)?.get(currency) ?? 0n)
  return refusedBond(booked(state, issued), { currency, held, invoice: issued.number })
}

/** What of it is in the books yet. */
function booked(state: LifeState, { invoice, number }: IssuedInvoice): PostedLine[] {
  const notes = notesOf(state, number).flatMap(note =>
    note.kind === 'write-off' ? [] : [{ kind: note.kind, lines: postedLines(note) }]
  )
  return sumsLeft(postedLines(invoice), notes)
}

/** What was paid of it becomes the account's credit. */
function creditAll(
  state: LifeState,
  issued: IssuedInvoice,
  { on, reason: why }: Pick<NoteFact, 'on' | 'reason'>
): void {
  const { number } = issued
  const before = booked(state, issued)
  const notes = notesOf(state, number)
  const left = notedLines(leftOfNotes(state, issued).lines, shownLines(issued))
  const beside = notes.flatMap(({ lines }) => lines.filter(({ line }) => line === 0))
  const lines = [...left, ...beside]
  const said = { invoice: number, on, reason: cancellingReason(why, operatorNow(state)), cancels: true }
  const note = numbered(state, { kind: 'credit-note', ...said, lines, total: sumOfGross(lines) })
  const id = note.number
  const { recovered } = recoverWrittenOff(state, { invoice: number, amount: writtenOff(state, number), on, id })
  const owedNoMore = issued.outstanding
  const { currency, id: account } = state.account
  const written = { id, number: id, invoice: number, account, date: on, currency, owedNoMore }
  const posted = creditNotePostings({ ...written, lines: before })
  state.journal.push(...recovered, ...(posted === null ? [] : [posted]))
  state.credit += note.total - owedNoMore
  close(state, issued, { on, by: id })
}

/** Its lines are billed no more, and the account is looked at again from the beginning. */
function close(
  state: LifeState,
  issued: IssuedInvoice,
  { by, on }: { readonly by: string; readonly on: Temporal.PlainDate }
): void {
  const { atOnce, invoice, number } = issued
  takeBackSettlement(state, issued, on)
  for (const allocation of state.allocations) if (allocation.invoice === number) allocation.amount = 0n
  issued.outstanding = 0n
  issued.cancelledBy = by
  state.billed = state.billed.filter(charge => charge.invoice !== number)
  state.seen = null
  if (atOnce || state.lastBill === null || !sameDate(state.lastBill, invoice.billDate)) return
  state.lastBill = sameDate(invoice.from, invoice.billDate) ? null : invoice.from
}

/** Credit that the invoice gave is gone with it, also where it paid others. */
function takeBackGiven(state: LifeState, { invoice }: IssuedInvoice, fact: NoteFact): void {
  if (invoice.total < 0n) takeBackCredit(state, fact, 'a cancelled invoice')
}
