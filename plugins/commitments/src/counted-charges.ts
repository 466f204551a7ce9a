// What counts towards a commitment: charges by the billing cycle that they are of, and the discounts on them.
import { addDays, compareDates, CYCLE, cutPeriod, type CycleCharge, discountedKey } from '@farthing/plugin-sdk'
import type { Interval } from '@farthing/plugin-sdk'
import type { CommittedPeriod } from './committed-periods.ts'
import type { CommitmentInput } from './held-commitments.ts'

export interface Counted {
  /** Micro, rounded as on invoices. */
  readonly amount: bigint
  /** The day from which on all cycles of the period have ended. */
  readonly over: Temporal.PlainDate
}

export interface CountedPeriod {
  readonly period: CommittedPeriod
  /** The one after it of the same commitment, agreed to again perhaps. */
  readonly next: CommittedPeriod | undefined
}

/** `charged`: those of the subscriptions' own commitments included, where it is the account's. */
export function countedIn(
  { next, period }: CountedPeriod,
  charged: readonly CycleCharge[],
  input: CommitmentInput
): Counted {
  const days = countedDays(period, next, input)
  const terms = period.parts.at(-1)?.piece.value
  const own = charged.filter(({ cycle, first }) => {
    if (period.subscription !== null && period.subscription.id !== first.subscription) return false
    const last = addDays(cycle.until, -1)
    return compareDates(days.from, last) <= 0 && compareDates(last, days.until) < 0
  })
  const counting = own.filter(charge => {
    const { category, type } = charge.first
    const isOne = terms?.of === null || terms?.of.includes(category) === true || terms?.of.includes(type) === true
    return isOne && charge.amount > 0n && discountedKey(charge.first) === null
  })
  const keys = new Set(counting.map(({ first }) => first.key))
  const discounts = own.filter(({ first }) => keys.has(discountedKey(first) ?? ''))
  const sum = [...counting, ...(terms?.beforeDiscounts === true ? [] : discounts)].reduce(
    (all, { amount }) => all + amount,
    0n
  )
  return { amount: sum, over: days.until }
}

/** A cycle counts by its last day; the one in which a commitment ends early counts too, unless the one after it holds on that day: it counts once. */
function countedDays(
  { parts, period }: CommittedPeriod,
  next: CommittedPeriod | undefined,
  { alignments }: CommitmentInput
): Interval {
  const from = parts[0]?.days.from ?? period.from
  const end = parts.at(-1)?.days.until ?? period.until
  const cycle = cutPeriod(alignments, CYCLE, addDays(end, -1)).days
  if (compareDates(cycle.until, period.until) >= 0) return { from, until: period.until }
  const again = next?.parts[0]?.days.from
  const countsThere = again !== undefined && compareDates(again, cycle.until) < 0
  return { from, until: countsThere ? end : cycle.until }
}
