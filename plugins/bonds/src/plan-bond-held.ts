// How much of what the plans of a subscription hold is still there on a day, for whoever takes of it by hand.
import { compareDates } from '@farthing/plugin-sdk'
import type { AskedDeed, DeedRefusal, HeldStatement, SubscriptionHistory } from '@farthing/plugin-sdk'
import type { bondFields } from './bond-deeds.ts'
import { type Bond, bondStatement } from './bond-statement.ts'
import { bondsHeld } from './held-bonds.ts'
import { leftWords } from './held-by-hand.ts'
import { heldForDraws } from './share-draws.ts'

/** `words`: what cannot be done with more than is held. */
export function moreThanPlanHolds(
  { day, heldOn, history, values }: AskedDeed<typeof bondFields>,
  subscription: SubscriptionHistory,
  words: 'can be drawn' | 'can go back'
): DeedRefusal | null {
  const { started } = subscription
  if (compareDates(day, started) < 0) return { reason: `the subscription began on ${started}`, rule: null }
  const { settlements } = history
  const bonds = bondsHeld({ settlements, subscription }, ({ from, plan }) =>
    heldOn(from).flatMap(held => (held.name === plan ? bondsOf(held) : []))
  ).filter(({ from }) => compareDates(from, day) <= 0)
  const last = bonds.at(-1)
  if (last === undefined) return { reason: `no plan of the subscription holds a bond on ${day}`, rule: null }
  const deeds = history.deeds.filter(done => done.subscription === subscription.id)
  const held = heldForDraws(bonds, { day, deeds })
  if (values.amount <= held) return null
  return {
    reason: `${leftWords(held, history)} of the bond is held on ${day}: no more ${words}`,
    field: 'amount',
    rule: last.at
  }
}

function bondsOf({ at, kind, signature, value }: HeldStatement) {
  return kind === 'plan' && signature === bondStatement.id ? [{ at, value: value as Bond }] : []
}
