// The charges of one key, as one line of the invoice: what discounts take off, one after the other.
import {
  compareDates,
  containsDate,
  type CycleCharge,
  cycleCharges,
  daysIn,
  divide,
  intersect,
  laterDate,
  sameDate
} from '@farthing/plugin-sdk'
import type { AccountChargeInput, OpenInterval, TargetCharge } from '@farthing/plugin-sdk'

export interface DiscountedCharge extends CycleCharge {
  readonly taxPoint: Temporal.PlainDate
  /** What discounts have left of it so far, micro, rounded. */
  left: bigint
  /** One that stands alone was taken off: no other is. */
  closed: boolean
}

/** What is charged of cycles that the bill sees whole, bonds and credits aside. */
export function discountedCharges(
  input: Pick<AccountChargeInput, 'alignments' | 'charged' | 'rounding' | 'since'>
): DiscountedCharge[] {
  return cycleCharges(input)
    .filter(({ amount, cycle }) => amount > 0n && compareDates(cycle.until, input.since) > 0)
    .map(charge => ({ ...charge, taxPoint: taxPointOf(charge), left: charge.amount, closed: false }))
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

function taxPointOf({ days, parts }: CycleCharge): Temporal.PlainDate {
  const told = parts.flatMap(({ taxPoint }) => taxPoint ?? [])
  return told.length === 0 ? days.from : told.reduce(laterDate)
}
