// Money that comes in, or fails to: oldest invoice first unless one is named; the rest is held for the account.
import { paymentPostings, shareOut } from '@farthing/billing-core'
import { formatAmount } from '@farthing/billing-core/values'
import { recoverWrittenOff, writtenOff } from './adjust-invoice.ts'
import type { LifeFact } from './life.ts'
import type { LifeState } from './life-state.ts'
import { settleInvoice } from './settle-invoices.ts'

/** `pay` without an amount pays what is owed (on the named invoice, or in all); when nothing is, nothing happens. */
export function pay(state: LifeState, fact: LifeFact<'pay'>): void {
  if (namesNoInvoice(state, fact)) return
  const open = openInvoices(state, fact.invoice)
  const owed = open.reduce((sum, invoice) => sum + invoice.outstanding, 0n)
  const amount = fact.amount ?? owed
  if (amount === 0n) return
  const { account } = state
  const id = `payment-${fact.number}`
  const named = fact.invoice === undefined ? undefined : [fact.invoice]
  const { allocations, recovered, rest } = shareOut(amount, { open, givenUp: writtenOffInvoices(state), named })
  for (const part of recovered) state.journal.push(...recoverWrittenOff(state, { ...part, on: fact.on, id }).recovered)
  for (const allocation of allocations) settleInvoice(state, { by: 'payment', id, ...allocation, on: fact.on })
  state.credit += rest
  const { method = 'bank', on, reference = id } = fact
  state.payments.push({ id, on, method, reference, amount, reversed: false })
  const posted = { id, account: account.id, date: on, currency: account.currency, method, amount, reference }
  state.journal.push(paymentPostings({ ...posted, allocated: amount - rest }))
  const held = rest > 0n ? `, ${formatAmount(rest, account.currency)} of it held as credit` : ''
  state.messages.push({
    on: fact.on,
    kind: 'payment-received',
    text: `Received ${formatAmount(amount, account.currency)} ${account.currency}${held}`
  })
}

/** A payment that was tried and failed moves no money. */
export function fail(state: LifeState, fact: LifeFact<'fail'>): void {
  if (namesNoInvoice(state, fact)) return
  const owed = openInvoices(state, fact.invoice).reduce((sum, invoice) => sum + invoice.outstanding, 0n)
  const { currency } = state.account
  const reason = fact.reason === undefined ? '' : `: ${fact.reason}`
  state.messages.push({
    on: fact.on,
    kind: 'payment-failed',
    text: `Payment of ${formatAmount(fact.amount ?? owed, currency)} ${currency} failed${reason}`
  })
}

/** An invoice that does not exist when it is named makes the life one that cannot be played. */
function namesNoInvoice(state: LifeState, { invoice, number }: LifeFact<'pay' | 'fail'>): boolean {
  const numbers = state.invoices.map(issued => issued.number)
  if (invoice === undefined || numbers.includes(invoice)) return false
  const hint = numbers.length === 0 ? 'there is none yet' : `there are: ${numbers.slice(-20).join(', ')}`
  state.problems.push({ fact: number, field: 'invoice', problem: `there is no invoice "${invoice}" then; ${hint}` })
  return true
}

function openInvoices(state: LifeState, named: string | undefined) {
  return state.invoices
    .filter(({ number, outstanding }) => outstanding > 0n && (named === undefined || number === named))
    .map(({ number, invoice, outstanding }) => ({ invoice: number, due: invoice.dueDate, outstanding }))
}

function writtenOffInvoices(state: LifeState) {
  return state.invoices
    .map(({ invoice, number }) => ({ invoice: number, due: invoice.dueDate, outstanding: writtenOff(state, number) }))
    .filter(({ outstanding }) => outstanding > 0n)
}
