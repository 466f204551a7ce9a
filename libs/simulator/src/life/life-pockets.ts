// What the account of a life holds in advance: filled by top-ups and grants, lapsed at its end.
import {
  type ChargeStep,
  counterpart,
  filledPostings,
  owedTopUp,
  paymentPostings,
  type Pocket,
  takeBackFilling,
  takenBackPostings,
  takenPostings,
  type TaxTreatment
} from '@farthing/billing-core'
import { formatAmount, toTicks } from '@farthing/billing-core/values'
import type { LifeFact } from './life.ts'
import type { LifePayment, LifeState } from './life-state.ts'

export interface LifePocket extends Pocket {
  readonly reason: string
  /** Whose use alone it pays; null: shared by all of the account. */
  readonly subscription: string | null
  /** What ended in it as breakage. */
  readonly lapsed?: bigint
}

/** A top-up is a payment that becomes a pocket; a grant is given away. */
export function fillPocket(state: LifeState, fact: LifeFact<'top-up' | 'grant'>): void {
  const { account, journal, pockets } = state
  const { on, priority = 100, services = null, until } = fact
  const number = pockets.length + 1
  const isPaid = fact.do === 'top-up'
  const { amount, unit } = filling(state, fact)
  const pocket = {
    ...{ id: `pocket-${number}`, number, unit, services, priority, shared: false, openedAt: fact.at },
    expiresAt: until === undefined ? null : until.toZonedDateTime(account.zone).toInstant(),
    ...{ subscription: null, balance: amount, reserved: 0n, reason: isPaid ? 'top-up' : fact.reason }
  }
  pockets.push(pocket)
  if (fact.do === 'top-up') receive(state, fact, pocket)
  const against = isPaid ? `unallocated:${account.id}` : counterpart('issued', unit)
  const move = { key: `pocket-${number}`, date: on, description: `Pocket ${number}: ${pocket.reason}`, against }
  journal.push(
    filledPostings({ ...move, account: owner(state), pockets: [pocket], pieces: [{ pocket: pocket.id, amount }] })
  )
}

function receive(state: LifeState, fact: LifeFact<'top-up'>, { id: pocket, number }: LifePocket): void {
  const { account, journal, messages, payments } = state
  const { currency } = account
  const { amount, method = 'bank', number: told, on } = fact
  const id = `top-up-${told}`
  const { reference = id } = fact
  const paid = { id, method, amount, reference }
  journal.push(paymentPostings({ ...paid, account: account.id, date: on, currency, allocated: 0n }))
  payments.push({ ...paid, on, reversed: false, pocket })
  const text = `Received ${formatAmount(amount, currency)} ${currency}, held in pocket ${number}`
  messages.push({ on, kind: 'payment-received', text })
}

/** Of a top-up that is reversed: what was used of it is an item of the next bill. */
export function takeBackPocket(
  state: LifeState,
  { amount, id, pocket: filled, reference }: LifePayment,
  { known, on }: LifeFact<'reverse'>
): void {
  const { facts, journal, pockets } = state
  const index = pockets.findIndex(each => each.id === filled)
  const pocket = pockets[index]
  if (pocket === undefined) return
  const given = { pocket, paid: amount, lapsed: pocket.lapsed ?? 0n }
  const back = takeBackFilling(given)
  journal.push(takenBackPostings({ ...back, id, date: on, account: owner(state), pocket }))
  pockets[index] = { ...pocket, balance: pocket.balance - back.left, lapsed: given.lapsed - back.lapsed }
  state.credit += amount
  if (back.owed === 0n) return
  const told = { id: `owed ${id}`, effective: on, known, supersedes: null }
  facts.push({ ...told, ...owedTopUp(back.owed, given, reference) })
}

function filling({ account }: LifeState, fact: LifeFact<'top-up' | 'grant'>): { amount: bigint; unit: string } {
  const { amount = 0n } = fact
  const quantity = fact.do === 'grant' ? fact.quantity : undefined
  if (quantity === undefined) return { amount, unit: account.currency }
  return { amount: BigInt(toTicks(quantity)), unit: quantity.unit }
}

/** What is left of those whose end has come is the operator's: breakage. */
export function lapsePockets(state: LifeState, now: Temporal.Instant): void {
  const { account, journal, pockets } = state
  for (const [index, pocket] of pockets.entries()) {
    const { balance, expiresAt, id, number, unit } = pocket
    if (balance === 0n || expiresAt === null || Temporal.Instant.compare(expiresAt, now) > 0) continue
    const date = expiresAt.toZonedDateTimeISO(account.zone).toPlainDate()
    const move = { key: `pocket-${number}-end`, date, description: `Pocket ${number} has ended` }
    const pieces = [{ pocket: id, amount: balance }]
    const against = counterpart('breakage', unit)
    journal.push(takenPostings({ ...move, account: owner(state), pockets: [pocket], pieces, against }))
    pockets[index] = { ...pocket, balance: 0n, lapsed: balance }
  }
}

interface Taxed {
  readonly tax: TaxTreatment
}

/** Money and what was used in its own unit are posted beside each other. */
export function takePieces(
  state: LifeState,
  fact: LifeFact<'use'>,
  { pockets: after, tax, taken, takenTicks }: Pick<ChargeStep, 'pockets' | 'taken' | 'takenTicks'> & Taxed
): void {
  const { journal, pockets } = state
  const description = fact.to === undefined ? fact.service : `${fact.service} to ${fact.to}`
  const move = { date: fact.on, description, account: owner(state), pockets }
  for (const [key, pieces, taxes] of [
    [`use-${fact.number}`, taken, tax],
    [`use-${fact.number}:units`, takenTicks, null]
  ] as const) {
    const unit = pockets.find(({ id }) => id === pieces[0]?.pocket)?.unit
    if (unit !== undefined)
      journal.push(
        takenPostings({ ...move, key, pieces, tax: taxes, against: counterpart('used', unit, fact.service) })
      )
  }
  for (const [index, pocket] of pockets.entries()) {
    const { balance } = after.find(({ id }) => id === pocket.id) ?? pocket
    pockets[index] = { ...pocket, balance }
  }
}

function owner({ account }: LifeState): { readonly id: string; readonly number: string } {
  return { id: account.id, number: account.id }
}
