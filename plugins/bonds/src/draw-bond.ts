// A bond is drawn on for debt by hand: of what was topped up, or of what the plan of a subscription holds.
import { compareDates, deedFields, defineDeed, defineStatement, exampleSlots } from '@farthing/plugin-sdk'
import type { AskedDeed, DeedRefusal, HeldStatement, SubscriptionHistory } from '@farthing/plugin-sdk'
import { bondFields, unfit } from './bond-deeds.ts'
import { type Bond, bondStatement } from './bond-statement.ts'
import { bondsHeld } from './held-bonds.ts'
import { DRAW, leastHeld, leftWords } from './held-by-hand.ts'
import { heldForDraws } from './share-draws.ts'

type Asked = AskedDeed<typeof bondFields>

export const drawBond = defineDeed({
  name: DRAW,
  to: 'either',
  fields: bondFields,
  doc: "This much of a bond is held no longer, and pays what the customer owes: of a subscription's plan, or of what was topped up.",
  example: { amount: '40.00' },
  judge: asked =>
    unfit(asked) ?? (asked.subscription === null ? tooMuchByHand(asked) : tooMuch(asked, asked.subscription))
})

function tooMuchByHand({ day, history, values }: Asked): DeedRefusal | null {
  const held = leastHeld(history, day)
  if (values.amount <= held) return null
  const left = leftWords(held, history)
  const reason = `${left} of what was topped up is held from ${day} on: no more can be drawn (what a plan holds is drawn from its subscription)`
  return { reason, field: 'amount', rule: null }
}

function tooMuch({ day, heldOn, history, values }: Asked, subscription: SubscriptionHistory): DeedRefusal | null {
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
    reason: `${leftWords(held, history)} of the bond is held on ${day}: no more can be drawn`,
    field: 'amount',
    rule: last.at
  }
}

function bondsOf({ at, kind, signature, value }: HeldStatement) {
  return kind === 'plan' && signature === bondStatement.id ? [{ at, value: value as Bond }] : []
}

export const drawStatement = defineStatement({
  id: 'bonds.example-draw',
  in: ['example'],
  pattern: 'on <on> draw <amount> of bond [for <of>] [, known on <known>]',
  slots: { ...exampleSlots, amount: { kind: 'money', doc: 'how much of it pays what is owed' } },
  doc: 'A bond that the plan of a subscription holds is drawn on for what the customer owes.',
  example: 'on 2026-03-20 draw 60.00 of bond',
  tells: {
    deed: DRAW,
    to: 'subscription',
    fields: ({ slots: { amount } }) => deedFields(drawBond, { amount: amount.micro })
  }
})
