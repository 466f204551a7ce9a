// A bond is drawn on for debt by hand: of what was topped up, or of what the plan of a subscription holds.
import { deedFields, defineDeed, defineStatement, exampleSlots } from '@farthing/plugin-sdk'
import type { AskedDeed, DeedRefusal } from '@farthing/plugin-sdk'
import { bondFields, unfit } from './bond-deeds.ts'
import { DRAW, leastHeld, leftWords } from './held-by-hand.ts'
import { moreThanPlanHolds } from './plan-bond-held.ts'

type Asked = AskedDeed<typeof bondFields>

export const drawBond = defineDeed({
  name: DRAW,
  to: 'either',
  fields: bondFields,
  doc: "This much of a bond is held no longer, and pays what the customer owes: of a subscription's plan, or of what was topped up.",
  example: { amount: '40.00' },
  judge: asked =>
    unfit(asked) ??
    (asked.subscription === null ? tooMuchByHand(asked) : moreThanPlanHolds(asked, asked.subscription, 'can be drawn'))
})

function tooMuchByHand({ day, history, values }: Asked): DeedRefusal | null {
  const held = leastHeld(history, day)
  if (values.amount <= held) return null
  const left = leftWords(held, history)
  const reason = `${left} of what was topped up is held from ${day} on: no more can be drawn (what a plan holds is drawn from its subscription)`
  return { reason, field: 'amount', rule: null }
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
