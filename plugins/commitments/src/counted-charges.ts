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

/** `charged`: those of the subscriptions' own commitments included, where it is the account's. */
export function countedIn(period: CommittedPeriod, charged: readonly CycleCharge[], input: CommitmentInput): Counted {
  const days = countedDays(period, input)
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

/** A cycle counts by its last day; the one in which a commitment ends counts too, for no other period of it does. */
function countedDays({ parts, period }: CommittedPeriod, { alignments }: CommitmentInput): Interval {
  const from = parts[0]?.days.from ?? period.from
  const end = parts.at(-1)?.days.until ?? period.until
  const cycle = cutPeriod(alignments, CYCLE, addDays(end, -1)).days
  return { from, until: compareDates(cycle.until, period.until) < 0 ? cycle.until : period.until }
}
