// A payment that came is taken back, by the bank or by the customer's card; or a refund that went out comes back.
import { reversalPostings } from '@farthing/billing-core'
import { formatAmount } from '@farthing/billing-core/values'
import type { LifeFact } from './life.ts'
import { takeBackPocket } from './life-pockets.ts'
import type { LifePayment, LifeState } from './life-state.ts'
import { reopen, takeBackCredit } from './settle-invoices.ts'

/** The newest payment that stands, unless one or a refund is named. What is left of a pocket that it filled goes back; credit that it left and that invoices used is owed again, the newest use first. */
export function reverse(state: LifeState, fact: LifeFact<'reverse'>): void {
  const payment = paymentOf(state, fact)
  if (payment === undefined) return
  payment.reversed = true
  const { account } = state
  const made = state.allocations.filter(({ by, id }) => by === 'payment' && id === payment.id)
  const allocated = reopen(state, made, { amount: payment.amount, on: fact.on })
  state.credit -= payment.amount - allocated
  const { amount, id, method, reference } = payment
  const posted = { id, account: account.id, date: payment.on, currency: account.currency, method, amount, reference }
  state.journal.push(reversalPostings({ ...posted, allocated }, fact.on))
  takeBackPocket(state, payment, fact)
  takeBackCredit(state, fact, 'a reversed payment')
  state.messages.push({ on: fact.on, ...told(payment, account.currency) })
}

function told({ amount }: LifePayment, currency: string) {
  const sum = `${formatAmount(amount < 0n ? -amount : amount, currency)} ${currency}`
  if (amount < 0n) return { kind: 'payment-received', text: `Refund of ${sum} came back` } as const
  return { kind: 'payment-failed', text: `Payment of ${sum} was reversed` } as const
}

function paymentOf(state: LifeState, { number, reference }: LifeFact<'reverse'>): LifePayment | undefined {
  const standing = state.payments.filter(({ reversed }) => !reversed)
  const found = standing.findLast(payment => {
    return reference === undefined ? payment.amount > 0n : payment.reference === reference
  })
  if (found !== undefined) return found
  const names = standing.map(payment => `"${payment.reference}"`)
  const hint = names.length === 0 ? 'none stands then' : `there are: ${names.slice(-20).join(', ')}`
  const which = reference === undefined ? 'no payment' : `no payment with the reference "${reference}"`
  state.problems.push({ fact: number, field: 'reference', problem: `there is ${which} to reverse; ${hint}` })
  return undefined
}
