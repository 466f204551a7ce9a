// A bond is topped up by hand, and what was topped up is given back by hand: never more than is held.
import { compareDates, defineDeed } from '@farthing/plugin-sdk'
import type { AskedDeed, DeedRefusal } from '@farthing/plugin-sdk'
import { leastBefore, leastHeld, leftWords, REFUND, TOP_UP } from './held-by-hand.ts'

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
  to: 'account',
  fields: bondFields,
  doc: 'Of what was topped up, this much goes back to the customer with the next invoice.',
  example: { amount: '20.00' },
  judge: asked => unfit(asked) ?? tooMuch(asked)
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
    reason: `${left} of what was topped up is held from ${day} on: no more can go back`,
    field: 'amount',
    rule: null
  }
}

/** One that replaces a larger or an earlier one leaves enough for what was given back or drawn. */
function tooLittle({ day, history, values }: AskedDeed<typeof bondFields>): DeedRefusal | null {
  const isEnough = leastHeld(history, day) + values.amount >= 0n && leastBefore(history, day) >= 0n
  return isEnough ? null : { reason: 'more than that was given back or drawn already', field: 'amount', rule: null }
}
