// A note takes its part of what an invoice of a life asks for, or adds to it.
import { type LedgerTransaction, recoveryPostings } from '@farthing/billing-core'
import { takeBackSettlement } from './bill-account.ts'
import type { LifeAllocation, LifeNote, LifeState } from './life-state.ts'
import { issuedAs, paidOf, releaseUpTo, settleInvoice } from './settle-invoices.ts'

type Adjusting = Pick<LifeNote, 'invoice' | 'number' | 'on' | 'total'>

interface TakenOff {
  /** The part that was open, or written off: the rest was paid, and is the account's credit again. Micro. */
  readonly owedNoMore: bigint
  /** To be posted before the note. */
  readonly recovered: readonly LedgerTransaction[]
}

export function takeOffInvoice(state: LifeState, { invoice, number: id, on, total: amount }: Adjusting): TakenOff {
  const { outstanding } = issuedAs(state, invoice)
  const recovery = recoverWrittenOff(state, { invoice, amount: amount - outstanding, on, id })
  const owed = outstanding + recovery.amount
  if (amount > owed) {
    const paid = paidOf(state, invoice)
    const { freed } = releaseUpTo(state, paid, amount - owed)
    if (freed !== amount - owed) throw new Error(`${id} is more than its invoice asks for`)
    state.credit += freed
  }
  const settles = owed > 0n && amount >= owed && writtenOff(state, invoice) === 0n
  settleInvoice(state, { by: 'note', id, invoice, amount, on, settles })
  return { owedNoMore: amount < owed ? amount : owed, recovered: recovery.recovered }
}

/** An invoice that was paid is open again. */
export function addToInvoice(state: LifeState, { invoice, number: id, on, total }: Adjusting): void {
  settleInvoice(state, { by: 'note', id, invoice, amount: -total, on, settles: false })
  takeBackSettlement(state, issuedAs(state, invoice), on)
}

/** What is given up settles nothing: it may yet be paid. */
export function giveUpInvoice(state: LifeState, { invoice, number: id, on, total: amount }: Adjusting): void {
  settleInvoice(state, { by: 'write-off', id, invoice, amount, on, settles: false })
}

/** What was given up of an invoice, micro. */
export function writtenOff(state: LifeState, invoice: string): bigint {
  return allocationsOf(state, invoice, 'write-off').reduce((sum, { amount }) => sum + amount, 0n)
}

export interface Recovery {
  readonly invoice: string
  /** Micro; at most what is written off is taken back. */
  readonly amount: bigint
  readonly on: Temporal.PlainDate
  /** Of the occasion. */
  readonly id: string
}

/** Owed again, the newest write-off first. */
export function recoverWrittenOff(
  state: LifeState,
  { amount: most, id, invoice, on: date }: Recovery
): { readonly amount: bigint; readonly recovered: readonly LedgerTransaction[] } {
  const given = allocationsOf(state, invoice, 'write-off').toReversed()
  const { freed: amount } = releaseUpTo(state, given, most > 0n ? most : 0n)
  if (amount === 0n) return { amount, recovered: [] }
  const { currency, id: account } = state.account
  return { amount, recovered: [recoveryPostings({ id: `${id}:${invoice}`, invoice, account, date, currency, amount })] }
}

function allocationsOf({ allocations }: LifeState, invoice: string, by: LifeAllocation['by']): LifeAllocation[] {
  return allocations.filter(each => each.invoice === invoice && each.by === by)
}
