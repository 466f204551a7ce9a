// Charges as lines of the invoice, each in the billing cycle that it counts in: what sums over cycles go by.
import { cutPeriod, type TargetCharge } from '@farthing/billing-core'
import {
  addDays,
  compareDates,
  END_OF_TIME,
  epochDay,
  type Interval,
  laterDate,
  roundTo,
  sameDate
} from '@farthing/billing-core/values'
import type { AccountChargeInput } from './charge-type.ts'

/** A billing cycle of the account. */
export const CYCLE = { unit: 'month', count: 1 } as const

/** All charges of one key. */
export interface CycleCharge {
  readonly first: TargetCharge
  readonly parts: readonly TargetCharge[]
  /** From the first to the last day charged. */
  readonly days: Interval
  /** That of the last day of the key's period, one object for all charges of it: by its end all that the cycle is charged is known, and the same in every calculation. */
  readonly cycle: Interval
  /** Micro, rounded as on the invoice. */
  readonly amount: bigint
}

/** In order of keys as they first appear; bonds are no charges here, for they are held and not earned. */
export function cycleCharges({
  alignments,
  charged,
  roundingOf
}: Pick<AccountChargeInput, 'alignments' | 'charged' | 'roundingOf'>): CycleCharge[] {
  const earned = charged.filter(({ ledger }) => ledger === 'revenue')
  const cycleOf = cyclesByLastDay(alignments)
  return [...Map.groupBy(earned, ({ key }) => key).values()].flatMap(parts => {
    const [first] = parts
    if (first === undefined) return []
    const cycle = cycleOf(lastDay(parts))
    const exact = parts.reduce((sum, part) => sum + part.exact, 0n)
    return [{ first, parts, days: hull(parts), cycle, amount: roundTo(exact, roundingOf(first.version)) }]
  })
}

/** Most charges of a bill end on one of few days. One cycle is one object. */
function cyclesByLastDay(alignments: AccountChargeInput['alignments']): (last: Temporal.PlainDate) => Interval {
  const known = new Map<number, Interval>()
  return last => {
    const day = epochDay(last)
    const found = known.get(day)
    if (found !== undefined) return found
    const cut = cutPeriod(alignments, CYCLE, last).days
    const cycle = [...known.values()].find(each => sameDate(cut.from, each.from) && sameDate(cut.until, each.until))
    known.set(day, cycle ?? cut)
    return cycle ?? cut
  }
}

/** Of the period that the key stands for. */
function lastDay(parts: readonly TargetCharge[]): Temporal.PlainDate {
  return parts
    .map(({ from, periodUntil, until }) => {
      const end = periodUntil === undefined || sameDate(periodUntil, END_OF_TIME) ? until : periodUntil
      return laterDate(from, addDays(end, -1))
    })
    .reduce(laterDate)
}

function hull(parts: readonly TargetCharge[]): Interval {
  const [from] = parts.map(part => part.from).sort(compareDates)
  const until = parts.map(part => part.until).reduce(laterDate)
  return { from: from ?? until, until }
}
