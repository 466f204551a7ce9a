// What is held of what was topped up: without what was given back, and what was drawn.
import { compareDates, formatAmount, parseDecimal } from '@farthing/plugin-sdk'
import type { AccountHistory, DeedDone } from '@farthing/plugin-sdk'

export const [TOP_UP, REFUND, DRAW] = ['top-up-bond', 'refund-bond', 'draw-bond'] as const

/** Micro by which a deed changes what was topped up; null: it is about something else, such as the bond of a plan. */
export function changeByHand({ deed, fields, subscription }: DeedDone): bigint | null {
  if (subscription !== null || (deed !== TOP_UP && deed !== REFUND && deed !== DRAW)) return null
  const amount = parseDecimal(String(fields['amount']))
  return deed === TOP_UP ? amount : -amount
}

/** The least on the day itself and on every day since. */
export function leastHeld(history: Pick<AccountHistory, 'deeds'>, day: Temporal.PlainDate): bigint {
  const changes = history.deeds.flatMap(done => {
    const amount = changeByHand(done)
    return amount === null ? [] : [{ effective: done.effective, amount }]
  })
  const heldOn = (on: Temporal.PlainDate): bigint =>
    changes.reduce((sum, { amount, effective }) => (compareDates(effective, on) <= 0 ? sum + amount : sum), 0n)
  const later = changes.filter(({ effective }) => compareDates(effective, day) > 0)
  return [heldOn(day), ...later.map(({ effective }) => heldOn(effective))].reduce((a, b) => (a < b ? a : b))
}

/** What a refusal says is left; never less than nothing. */
export function leftWords(held: bigint, { currency }: Pick<AccountHistory, 'currency'>): string {
  return formatAmount(held < 0n ? 0n : held, currency)
}
