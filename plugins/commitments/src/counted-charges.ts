// What counts towards a commitment: charges by the billing cycle that they are of, and the discounts on them.
import {
  addDays,
  compareDates,
  containsDate,
  CYCLE,
  cutPeriod,
  type CycleCharge,
  daysIn,
  discountedKey,
  divide,
  intersect,
  roundTo,
  sameDate
} from '@farthing/plugin-sdk'
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
  const own = charged.filter(({ first }) => {
    return period.subscription === null || period.subscription.id === first.subscription
  })
  const inPeriod = amountsIn(own, { days, run: period.run }, input)
  const counting = inPeriod.filter(({ amount, first }) => {
    const { category, type } = first
    const isOne = terms?.of === null || terms?.of.includes(category) === true || terms?.of.includes(type) === true
    return isOne && amount > 0n && discountedKey(first) === null
  })
  const keys = new Set(counting.map(({ first }) => first.key))
  const discounts = inPeriod.filter(({ first }) => keys.has(discountedKey(first) ?? ''))
  const sum = [...counting, ...(terms?.beforeDiscounts === true ? [] : discounts)].reduce(
    (all, { amount }) => all + amount,
    0n
  )
  return { amount: sum, over: days.until }
}

interface CountedDays {
  /** Cycles count whose last day is one of them. */
  readonly days: Interval
  readonly run: CommittedPeriod['run']
}

/** Each by its cycle; what a commitment that ended before that has counted already is left out. */
function amountsIn(
  own: readonly CycleCharge[],
  { days, run: { before, endedSince } }: CountedDays,
  input: CommitmentInput
): { readonly first: CycleCharge['first']; readonly amount: bigint }[] {
  const ended = endedSince === null ? [] : [{ from: endedSince, until: days.until }]
  const leftOf = ended.length + before.length === 0 ? () => 0n : leftIn(own, input)
  return own.flatMap(charge => {
    const last = addDays(charge.cycle.until, -1)
    if (compareDates(last, days.from) < 0) return []
    const isIn = compareDates(last, days.until) < 0
    const amount = isIn ? charge.amount - leftOf(charge, before) : leftOf(charge, ended)
    return amount === 0n ? [] : [{ first: charge.first, amount }]
  })
}

/** Of a quarter that was left early: what falls on days before its last cycle, where the cycle of the last of them counted; of a discount its share. */
function leftIn(own: readonly CycleCharge[], { alignments, roundingOf }: CommitmentInput) {
  const byKey = new Map(own.map(charge => [charge.first.key, charge]))
  return (charge: CycleCharge, counted: readonly Interval[]): bigint => {
    const { cycle, parts } = byKey.get(discountedKey(charge.first) ?? '') ?? charge
    const left = parts.filter(({ from, until }) => {
      if (compareDates(until, cycle.from) > 0 || sameDate(from, until)) return false
      const last = addDays(cutPeriod(alignments, CYCLE, addDays(until, -1)).days.until, -1)
      return counted.some(days => containsDate(days, last))
    })
    if (left.length === 0 || left.length === parts.length) return left.length === 0 ? 0n : charge.amount
    const [share, all] = [onDaysOf(charge, left), onDaysOf(charge, parts)]
    return all === 0n ? 0n : roundTo(divide(charge.amount * share, all, 'half-up'), roundingOf(charge.first.version))
  }
}

/** What the parts cost on the days of the charge itself, or of the discount on it. */
function onDaysOf({ days }: CycleCharge, parts: CycleCharge['parts']): bigint {
  return parts.reduce((sum, part) => {
    const both = intersect(part, days)
    return both === null ? sum : sum + divide(part.exact * BigInt(daysIn(both)), BigInt(daysIn(part)), 'half-up')
  }, 0n)
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
