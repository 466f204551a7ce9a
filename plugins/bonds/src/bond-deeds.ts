// A bond is topped up by hand, and given back by hand: of what was topped up, or of what the plan of a subscription holds. Never more than is held.
import { compareDates, deedFields, defineDeed, defineStatement, exampleSlots } from '@farthing/plugin-sdk'
import type { AskedDeed, DeedRefusal } from '@farthing/plugin-sdk'
import { leastBefore, leastHeld, leftWords, REFUND, TOP_UP } from './held-by-hand.ts'
import { moreThanPlanHolds } from './plan-bond-held.ts'

export const bondFields = { amount: { kind: 'money', doc: 'how much, above zero' } } as const

export const topUpBond = defineDeed({
  name: TOP_UP,
  to: 'account',
  fields: bondFields,
  doc: 'More is held for the customer: it is on the next invoice, and no revenue.',
  example: { amount: '50.00' },
  judge: asked => unfit(asked) ?? tooLittle(asked)
})

export const refundBond = defineDeed({
  name: REFUND,
  to: 'either',
  fields: bondFields,
  doc: "This much of a bond goes back to the customer with the next invoice: of a subscription's plan, or of what was topped up.",
  example: { amount: '20.00' },
  judge: asked =>
    unfit(asked) ??
    (asked.subscription === null ? tooMuch(asked) : moreThanPlanHolds(asked, asked.subscription, 'can go back'))
})

export const returnStatement = defineStatement({
  id: 'bonds.example-return',
  in: ['example'],
  pattern: 'on <on> return <amount> of bond [for <of>] [, known on <known>]',
  slots: { ...exampleSlots, amount: { kind: 'money', doc: 'how much of it goes back' } },
  doc: 'A bond that the plan of a subscription holds is given back by hand, before its own rule gives it back.',
  example: 'on 2026-03-20 return 60.00 of bond',
  tells: {
    deed: REFUND,
    to: 'subscription',
    fields: ({ slots: { amount } }) => deedFields(refundBond, { amount: amount.micro })
  }
})

export function unfit({ day, history, values }: AskedDeed<typeof bondFields>): DeedRefusal | null {
  if (values.amount <= 0n)
    return { reason: 'an amount above zero is held, given back or drawn', field: 'amount', rule: null }
  return compareDates(day, history.opened) < 0
    ? { reason: `the account was opened on ${history.opened}`, rule: null }
    : null
}

/** Dated back, it must leave enough for what was given back or drawn on the days since. */
function tooMuch({ day, history, values }: AskedDeed<typeof bondFields>): DeedRefusal | null {
  const held = leastHeld(history, day)
  if (values.amount <= held) return null
  const left = leftWords(held, history)
  return {
    reason: `${left} of what was topped up is held from ${day} on: no more can go back (what a plan holds goes back by its subscription)`,
    field: 'amount',
    rule: null
  }
}

/** One that replaces a larger or an earlier one leaves enough for what was given back or drawn. */
function tooLittle({ day, history, values }: AskedDeed<typeof bondFields>): DeedRefusal | null {
  const isEnough = leastHeld(history, day) + values.amount >= 0n && leastBefore(history, day) >= 0n
  return isEnough ? null : { reason: 'more than that was given back or drawn already', field: 'amount', rule: null }
}
