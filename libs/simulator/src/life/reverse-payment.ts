// A payment that came is taken back: by the bank, or by the customer's card.
import { allocationPostings, reversalPostings } from '@farthing/billing-core'
import { formatAmount } from '@farthing/billing-core/values'
import { takeBackSettlement } from './bill-account.ts'
import type { LifeFact } from './life.ts'
import type { LifePayment, LifeState } from './life-state.ts'

/** The newest one that stands, unless one is named. Credit that it left and that invoices used is owed again, the newest use first. */
export function reverse(state: LifeState, fact: LifeFact<'reverse'>): void {
  const payment = paymentOf(state, fact)
  if (payment === undefined) return
  payment.reversed = true
  const { account } = state
  for (const { amount, invoice } of payment.allocations) owe(state, invoice, { amount, on: fact.on })
  const allocated = payment.allocations.reduce((sum, { amount }) => sum + amount, 0n)
  state.credit -= payment.amount - allocated
  const { amount, id, method, reference } = payment
  const posted = { id, account: account.id, date: payment.on, currency: account.currency, method, amount, reference }
  state.journal.push(reversalPostings({ ...posted, allocated }, fact.on))
  takeBackCredit(state, fact.on)
  const text = `Payment of ${formatAmount(amount, account.currency)} ${account.currency} was reversed`
  state.messages.push({ on: fact.on, kind: 'payment-failed', text })
}

function paymentOf(state: LifeState, { number, reference }: LifeFact<'reverse'>): LifePayment | undefined {
  const standing = state.payments.filter(({ reversed }) => !reversed)
  const found = standing.findLast(payment => reference === undefined || payment.reference === reference)
  if (found !== undefined) return found
  const names = standing.map(payment => `"${payment.reference}"`)
  const hint = names.length === 0 ? 'none stands then' : `there are: ${names.slice(-20).join(', ')}`
  const which = reference === undefined ? 'no payment' : `no payment with the reference "${reference}"`
  state.problems.push({ fact: number, field: 'reference', problem: `there is ${which} to reverse; ${hint}` })
  return undefined
}

function takeBackCredit(state: LifeState, on: Temporal.PlainDate): void {
  if (state.credit >= 0n) return
  const missing = -state.credit
  for (const issued of state.invoices.toReversed()) {
    const amount = issued.creditUsed < -state.credit ? issued.creditUsed : -state.credit
    if (amount === 0n) continue
    issued.creditUsed -= amount
    state.credit += amount
    owe(state, issued.number, { amount, on })
  }
  const freed = missing + state.credit
  if (freed === 0n) return
  const { currency, id: account } = state.account
  const id = `back-${state.journal.length + 1}`
  const posted = allocationPostings({ id, account, date: on, currency, amount: -freed })
  state.journal.push({ ...posted, description: 'Credit of a reversed payment taken back from invoices' })
}

function owe(
  state: LifeState,
  number: string,
  { amount, on }: { readonly amount: bigint; readonly on: Temporal.PlainDate }
): void {
  const issued = state.invoices.find(invoice => invoice.number === number)
  if (issued === undefined) throw new Error(`no invoice ${number}`)
  issued.outstanding += amount
  takeBackSettlement(state, issued, on)
}
