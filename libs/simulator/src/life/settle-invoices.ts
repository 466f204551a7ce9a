// What settles the invoices of a life: each part of what one asks for by itself, so that it can be given back.
import { allocationPostings, owedRefund, owedRefundPostings } from '@farthing/billing-core'
import { recordSettlement, takeBackSettlement } from './bill-account.ts'
import type { LifeFact } from './life.ts'
import type { IssuedInvoice, LifeAllocation, LifeState } from './life-state.ts'

interface Settled extends LifeAllocation {
  readonly on: Temporal.PlainDate
  /** All of it is paid. */
  readonly settles: boolean
}

export function settleInvoice(state: LifeState, { on, settles, ...allocation }: Settled): void {
  state.allocations.push({ ...allocation })
  issuedAs(state, allocation.invoice).outstanding -= allocation.amount
  if (!settles) return
  const isPaid = paidOf(state, allocation.invoice).some(({ amount }) => amount > 0n)
  recordSettlement(state, allocation.invoice, on, !isPaid)
}

/** By payments and credit, the newest first. */
export function paidOf({ allocations }: LifeState, invoice: string): LifeAllocation[] {
  return allocations.filter(each => each.invoice === invoice && PAID.includes(each.by)).toReversed()
}

const PAID: readonly LifeAllocation['by'][] = ['credit', 'payment']

/** In the order given, the last one in part; what they settled is open again. `freed` is less where there is no more. */
export function releaseUpTo(
  state: LifeState,
  allocations: readonly LifeAllocation[],
  amount: bigint
): { readonly freed: bigint; readonly invoices: ReadonlySet<IssuedInvoice> } {
  const invoices = new Set<IssuedInvoice>()
  let missing = amount
  for (const allocation of allocations) {
    if (missing === 0n) break
    const part = allocation.amount < missing ? allocation.amount : missing
    const issued = issuedAs(state, allocation.invoice)
    allocation.amount -= part
    issued.outstanding += part
    if (part > 0n) invoices.add(issued)
    missing -= part
  }
  return { freed: amount - missing, invoices }
}

/** As `releaseUpTo`, and none of the invoices is paid in full any more. Returns what was freed. */
export function reopen(
  state: LifeState,
  allocations: readonly LifeAllocation[],
  { amount, on }: { readonly amount: bigint; readonly on: Temporal.PlainDate }
): bigint {
  const { freed, invoices } = releaseUpTo(state, allocations, amount)
  for (const issued of invoices) takeBackSettlement(state, issued, on)
  return freed
}

/** Credit that is gone may have paid invoices, the newest use first: it is owed again. `of`: what brought it. What was paid out of it is an item of the next bill. */
export function takeBackCredit(state: LifeState, { known, on }: Pick<LifeFact, 'known' | 'on'>, of: string): void {
  if (state.credit >= 0n) return
  const used = state.allocations.filter(({ by }) => by === 'credit').toReversed()
  const freed = reopen(state, used, { amount: -state.credit, on })
  if (freed > 0n) giveBack(state, { freed, of, on })
  if (state.credit < 0n) oweRefunded(state, { known, of, on })
}

function giveBack(
  state: LifeState,
  { freed, of, on }: { readonly freed: bigint; readonly of: string; readonly on: Temporal.PlainDate }
): void {
  state.credit += freed
  const { currency, id: account } = state.account
  const id = `back-${state.journal.length + 1}`
  const posted = allocationPostings({ id, account, date: on, currency, amount: -freed })
  state.journal.push({ ...posted, description: `Credit of ${of} taken back from invoices` })
}

function oweRefunded(
  state: LifeState,
  { known, of, on }: Pick<LifeFact, 'known' | 'on'> & { readonly of: string }
): void {
  const { currency, id: account } = state.account
  const owed = { amount: -state.credit, of }
  state.credit = 0n
  const id = String(state.journal.length + 1)
  state.journal.push(owedRefundPostings({ ...owed, id, account, date: on, currency }))
  state.facts.push({ id: `owed ${id}`, effective: on, known, supersedes: null, ...owedRefund(owed) })
}

export function issuedAs({ invoices }: LifeState, number: string): IssuedInvoice {
  const issued = invoices.find(invoice => invoice.number === number)
  if (issued === undefined) throw new Error(`no invoice ${number}`)
  return issued
}
