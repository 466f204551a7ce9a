// What deeds of a life do to its pockets: taken at once, exactly or not at all, and given into a new one.
import { available, counterpart, filledPostings, paysForUse, spend, takenPostings } from '@farthing/billing-core'
import { movesOfDeed } from '../change-rules/index.ts'
import { takeFrom } from './earn-points.ts'
import { factWorld } from './fact-world.ts'
import { subscriptionOfDeed } from './history-facts.ts'
import type { LifePocket } from './life-pockets.ts'
import type { LifeFact } from './life.ts'
import type { LifeState } from './life-state.ts'

/** Of one unit, at the moment of the deed. */
export function freeIn({ pockets }: LifeState, { at }: LifeFact<'deed'>): (unit: string) => bigint {
  return unit => available(ofUnit(pockets, unit), at)
}

/** Of a deed that was judged. */
export function movePockets(state: LifeState, fact: LifeFact<'deed'>): void {
  const { account, journal, pockets } = state
  const world = factWorld(state, subscriptionOfDeed(fact, state) ?? '', fact.on)
  const moves = movesOfDeed(fact, { ...world, free: freeIn(state, fact) })
  if (moves === null) return
  const { gives, reason, takes } = moves
  const spent = spend(ofUnit(pockets, takes.unit), takes.parts, fact.at)
  if (!spent.ok) throw new Error(`fact ${fact.number} was allowed to take what is not there`)
  const move = { date: fact.on, description: reason, account: { id: account.id, number: account.id } }
  const used = { ...move, key: `deed-${fact.number}`, pockets, pieces: spent.pieces }
  journal.push(takenPostings({ ...used, against: counterpart('used', takes.unit, 'usage') }))
  takeFrom(pockets, spent.pieces)
  if (gives === null) return
  const number = pockets.length + 1
  const pocket: LifePocket = {
    ...{ id: `pocket-${number}`, number, unit: gives.unit, priority: 100, shared: false, reserved: 0n, reason },
    ...{ openedAt: fact.at, subscription: null, services: gives.services ?? null, balance: gives.parts },
    expiresAt: gives.until?.toZonedDateTime(account.zone).toInstant() ?? null
  }
  pockets.push(pocket)
  const filled = { ...move, key: `deed-${fact.number}-given`, pockets: [pocket] }
  const pieces = [{ pocket: pocket.id, amount: gives.parts }]
  journal.push(filledPostings({ ...filled, pieces, against: counterpart('issued', gives.unit) }))
}

function ofUnit(pockets: readonly LifePocket[], unit: string): LifePocket[] {
  return pockets.filter(pocket => pocket.unit === unit && pocket.subscription === null && paysForUse(pocket, null))
}
