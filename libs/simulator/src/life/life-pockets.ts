// What the account of a life holds in advance: filled by top-ups and grants, lapsed at its end.
import {
  counterpart,
  filledPostings,
  paymentPostings,
  type Piece,
  type Pocket,
  takenPostings
} from '@farthing/billing-core'
import { formatAmount } from '@farthing/billing-core/values'
import type { LifeFact } from './life.ts'
import type { LifeState } from './life-state.ts'

export interface LifePocket extends Pocket {
  readonly reason: string
}

/** A top-up is a payment that becomes a pocket; a grant is given away. */
export function fillPocket(state: LifeState, fact: LifeFact<'top-up' | 'grant'>): void {
  const { account, journal, messages, pockets } = state
  const { amount, on, priority = 100, until } = fact
  const number = pockets.length + 1
  const isPaid = fact.do === 'top-up'
  const pocket = {
    ...{ id: `pocket-${number}`, number, unit: account.currency, priority, shared: false, openedAt: fact.at },
    expiresAt: until === undefined ? null : until.toZonedDateTime(account.zone).toInstant(),
    ...{ balance: amount, reserved: 0n, reason: isPaid ? 'top-up' : fact.reason }
  }
  pockets.push(pocket)
  if (isPaid) {
    const { method = 'bank', number: told, reference = `top-up-${told}` } = fact
    const paid = { id: `top-up-${told}`, account: account.id, date: on, currency: account.currency, amount }
    journal.push(paymentPostings({ ...paid, method, allocated: 0n, reference }))
    const text = `Received ${formatAmount(amount, account.currency)} ${account.currency}, held in pocket ${number}`
    messages.push({ on, kind: 'payment-received', text })
  }
  const against = isPaid ? `unallocated:${account.id}` : counterpart('issued', account.currency)
  const move = { key: `pocket-${number}`, date: on, description: `Pocket ${number}: ${pocket.reason}`, against }
  journal.push(
    filledPostings({ ...move, account: owner(state), pockets: [pocket], pieces: [{ pocket: pocket.id, amount }] })
  )
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
    pockets[index] = { ...pocket, balance: 0n }
  }
}

/** `after`: the pockets as they are then. */
export function takePieces(
  state: LifeState,
  fact: LifeFact<'use'>,
  { after, pieces }: { readonly after: readonly Pocket[]; readonly pieces: readonly Piece[] }
): void {
  if (pieces.length === 0) return
  const { account, journal, pockets } = state
  const description = fact.to === undefined ? fact.service : `${fact.service} to ${fact.to}`
  const move = {
    key: `use-${fact.number}`,
    date: fact.on,
    description,
    against: counterpart('used', account.currency, 'usage')
  }
  journal.push(takenPostings({ ...move, account: owner(state), pockets, pieces }))
  for (const [index, pocket] of pockets.entries()) {
    const { balance } = after.find(({ id }) => id === pocket.id) ?? pocket
    pockets[index] = { ...pocket, balance }
  }
}

function owner({ account }: LifeState): { readonly id: string; readonly number: string } {
  return { id: account.id, number: account.id }
}
