// The charges of one key, as one line of the invoice: what discounts take off, one after the other.
import {
  compareDates,
  containsDate,
  cutPeriod,
  daysIn,
  divide,
  END_OF_TIME,
  intersect,
  laterDate,
  roundTo,
  sameDate
} from '@farthing/plugin-sdk'
import type { AccountChargeInput, Interval, OpenInterval, TargetCharge } from '@farthing/plugin-sdk'
import { CYCLE } from './held-discounts.ts'

export interface DiscountedCharge {
  readonly first: TargetCharge
  readonly parts: readonly TargetCharge[]
  readonly days: Interval
  readonly taxPoint: Temporal.PlainDate
  /** That of the last day for which it is charged: by then all that the cycle is charged is known. */
  readonly cycle: Interval
  /** Micro, rounded as on the invoice. */
  readonly amount: bigint
  /** What discounts have left of it so far, micro, rounded. */
  left: bigint
  /** One that stands alone was taken off: no other is. */
  closed: boolean
}

/** What is charged of cycles that the bill sees whole, bonds and credits aside. */
export function discountedCharges(
  input: Pick<AccountChargeInput, 'alignments' | 'charged' | 'rounding' | 'since'>
): DiscountedCharge[] {
  const charged = input.charged.filter(({ ledger }) => ledger === 'revenue')
  return [...Map.groupBy(charged, ({ key }) => key).values()].flatMap(parts => {
    const [first] = parts
    if (first === undefined) return []
    const last = lastDay(parts)
    const cycle = cutPeriod(input.alignments, CYCLE, last).days
    const amount = roundTo(
      parts.reduce((sum, { exact }) => sum + exact, 0n),
      input.rounding
    )
    if (amount <= 0n || compareDates(cycle.until, input.since) <= 0) return []
    return [
      { first, parts, days: hull(parts), taxPoint: taxPointOf(parts), cycle, amount, left: amount, closed: false }
    ]
  })
}

/** How much of what is left falls on days of the discount; micro, not rounded. */
export function leftOn({ left, parts }: DiscountedCharge, days: OpenInterval): bigint {
  const [held, all] = parts.reduce(
    ([some, sum], part) => [
      some + (part.exact * BigInt(shared(part, days)) * 1_000_000n) / BigInt(length(part)),
      sum + part.exact * 1_000_000n
    ],
    [0n, 0n]
  )
  return all <= 0n || held <= 0n ? 0n : divide(left * held, all, 'down')
}

/** Of one without days, its first day decides. */
function shared({ from, until }: TargetCharge, days: OpenInterval): number {
  if (sameDate(from, until)) return containsDate(days, from) ? 1 : 0
  const both = intersect({ from, until }, days)
  return both === null ? 0 : daysIn(both)
}

function length(days: TargetCharge): number {
  return Math.max(daysIn(days), 1)
}

/** Of the period that the key stands for, which is the same in every calculation. */
function lastDay(parts: readonly TargetCharge[]): Temporal.PlainDate {
  return parts
    .map(({ from, periodUntil, until }) => {
      const end = periodUntil === undefined || sameDate(periodUntil, END_OF_TIME) ? until : periodUntil
      return laterDate(from, end.subtract({ days: 1 }))
    })
    .reduce(laterDate)
}

function hull(parts: readonly TargetCharge[]): Interval {
  const [from] = parts.map(part => part.from).sort(compareDates)
  const until = parts.map(part => part.until).reduce(laterDate)
  return { from: from ?? until, until }
}

function taxPointOf(parts: readonly TargetCharge[]): Temporal.PlainDate {
  const told = parts.flatMap(({ taxPoint }) => taxPoint ?? [])
  return told.length === 0 ? hull(parts).from : told.reduce(laterDate)
}
