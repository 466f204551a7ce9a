// A bond is topped up by hand, and what was topped up is given back by hand: never more than is held.
import { compareDates, deedValues, defineDeed, formatAmount } from '@farthing/plugin-sdk'
import type { AccountHistory, AskedDeed, DeedRefusal } from '@farthing/plugin-sdk'

const fields = { amount: { kind: 'money', doc: 'how much, above zero' } } as const

export const topUpBond = defineDeed({
  name: 'top-up-bond',
  to: 'account',
  fields,
  doc: 'More is held for the customer: it is on the next invoice, and no revenue.',
  example: { amount: '50.00' },
  judge: asked => unfit(asked) ?? tooLittle(asked)
})

export const refundBond = defineDeed({
  name: 'refund-bond',
  to: 'account',
  fields,
  doc: 'Of what was topped up, this much goes back to the customer with the next invoice.',
  example: { amount: '20.00' },
  judge: asked => unfit(asked) ?? tooMuch(asked)
})

function unfit({ day, history, values }: AskedDeed<typeof fields>): DeedRefusal | null {
  if (values.amount <= 0n) return { reason: 'an amount above zero is held, or given back', rule: null }
  return compareDates(day, history.opened) < 0
    ? { reason: `the account was opened on ${history.opened}`, rule: null }
    : null
}

/** Dated back, it must leave enough for what was given back on the days since. */
function tooMuch({ day, history, values }: AskedDeed<typeof fields>): DeedRefusal | null {
  const held = leastHeld(history, day)
  if (values.amount <= held) return null
  const left = formatAmount(held < 0n ? 0n : held, history.currency)
  return { reason: `${left} of what was topped up is held from ${day} on: no more can go back`, rule: null }
}

/** One that replaces a larger or an earlier one leaves enough for what was given back. */
function tooLittle({ day, history, values }: AskedDeed<typeof fields>): DeedRefusal | null {
  const isEnough = leastHeld(history, day) + values.amount >= 0n && heldBefore(history, day) >= 0n
  return isEnough ? null : { reason: 'more than that was given back already', rule: null }
}

/** The least on any day before. */
function heldBefore(history: AccountHistory, day: Temporal.PlainDate): bigint {
  const before = history.deeds.filter(({ effective }) => compareDates(effective, day) < 0)
  return leastHeld({ ...history, deeds: before }, history.opened)
}

function leastHeld(history: AccountHistory, day: Temporal.PlainDate): bigint {
  const changes = history.deeds.flatMap(({ deed, effective, fields: kept }) => {
    if (deed !== topUpBond.name && deed !== refundBond.name) return []
    const { amount } = deedValues(topUpBond, kept)
    return [{ effective, amount: deed === topUpBond.name ? amount : -amount }]
  })
  const heldOn = (on: Temporal.PlainDate): bigint =>
    changes.reduce((sum, { amount, effective }) => (compareDates(effective, on) <= 0 ? sum + amount : sum), 0n)
  const later = changes.filter(({ effective }) => compareDates(effective, day) > 0)
  return [heldOn(day), ...later.map(({ effective }) => heldOn(effective))].reduce((a, b) => (a < b ? a : b))
}
