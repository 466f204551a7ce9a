// What is held of what was topped up: without what was given back, and what was drawn.
import { compareDates, daysLeft, formatAmount, parseDecimal } from '@farthing/plugin-sdk'
import type { AccountHistory, DeedDone } from '@farthing/plugin-sdk'

export const [TOP_UP, REFUND, DRAW] = ['top-up-bond', 'refund-bond', 'draw-bond'] as const

/** Micro by which a deed changes what was topped up; null: it is about something else, such as the bond of a plan. */
export function changeByHand({ deed, fields, subscription }: DeedDone): bigint | null {
  if (subscription !== null || (deed !== TOP_UP && deed !== REFUND && deed !== DRAW)) return null
  const amount = parseDecimal(String(fields['amount']))
  return deed === TOP_UP ? amount : -amount
}

export interface Release {
  readonly on: Temporal.PlainDate
  /** Micro, positive. */
  readonly amount: bigint
}

type Held = Pick<AccountHistory, 'deeds' | 'subscriptions'>

/** What is still held on a day on which the account's last subscription ended goes back by itself. */
export function releasesOf(history: Held): Release[] {
  let released = 0n
  return daysLeft(history).flatMap((on): Release[] => {
    const amount = sumUntil(history, on) - released
    if (amount <= 0n) return []
    released += amount
    return [{ on, amount }]
  })
}

function sumUntil({ deeds }: Held, day: Temporal.PlainDate): bigint {
  return deeds.reduce((sum, done) => {
    return compareDates(done.effective, day) <= 0 ? sum + (changeByHand(done) ?? 0n) : sum
  }, 0n)
}

/** On a day on which it goes back by itself, before that. */
function heldOn(history: Held, day: Temporal.PlainDate): bigint {
  const gone = releasesOf(history).filter(({ on }) => compareDates(on, day) < 0)
  return gone.reduce((sum, { amount }) => sum - amount, sumUntil(history, day))
}

/** The least on the day itself and on every day since, until the account is left. */
export function leastHeld(history: Held, day: Temporal.PlainDate): bigint {
  const left = daysLeft(history).find(on => compareDates(on, day) >= 0)
  const since = history.deeds.filter(
    ({ effective: on }) => compareDates(on, day) > 0 && (left === undefined || compareDates(on, left) <= 0)
  )
  return least([day, ...since.map(({ effective }) => effective)].map(on => heldOn(history, on)))
}

/** The least on any day before. */
export function leastBefore(history: Held, day: Temporal.PlainDate): bigint {
  const deeds = history.deeds.filter(({ effective }) => compareDates(effective, day) < 0)
  return least([0n, ...deeds.map(({ effective }) => heldOn({ ...history, deeds }, effective))])
}

function least(amounts: readonly bigint[]): bigint {
  return amounts.reduce((a, b) => (a < b ? a : b))
}

/** What a refusal says is left; never less than nothing. */
export function leftWords(held: bigint, { currency }: Pick<AccountHistory, 'currency'>): string {
  return formatAmount(held < 0n ? 0n : held, currency)
}
