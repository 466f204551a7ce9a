// The days on which a feature was on, and those on which it was turned on, by cycle of the account.
import {
  addDays,
  compareDates,
  containsDate,
  cutPeriod,
  daysIn,
  earlierDate,
  laterDate,
  sameDate,
  wholeLife
} from '@farthing/plugin-sdk'
import type { ChargeInput, Interval, RulePiece } from '@farthing/plugin-sdk'
import type { FeatureCharge } from './feature-statement.ts'

const CYCLE = { unit: 'month', count: 1 } as const

/** What a cycle has of one piece. */
export interface FeatureUse {
  readonly piece: RulePiece<FeatureCharge>
  readonly cycle: Interval
  /** From the first day that counts to the end of the last. */
  readonly days: Interval
  readonly count: number
}

/** In order of pieces, then of cycles; of cycles that have not ended before `since`, what has come about by `through`. */
export function* featureUses(input: ChargeInput<FeatureCharge>): Generator<FeatureUse> {
  const first = cycleOf(input, addDays(input.since, -1)).from
  for (const piece of input.pieces) {
    let from = laterDate(piece.from, first)
    while (compareDates(from, input.through) <= 0 && (piece.until === null || compareDates(from, piece.until) < 0)) {
      const cycle = cycleOf(input, from)
      const until = piece.until === null ? cycle.until : earlierDate(piece.until, cycle.until)
      const counted = countIn(piece, { from, until }, input)
      if (counted !== null) yield { piece, cycle, ...counted }
      from = cycle.until
    }
  }
}

function cycleOf({ alignments }: ChargeInput, day: Temporal.PlainDate): Interval {
  return cutPeriod(alignments, CYCLE, day).days
}

type Counted = Pick<FeatureUse, 'count' | 'days'>

/** A day counts once it is over, a time on its day. */
function countIn({ name, value }: RulePiece<FeatureCharge>, days: Interval, input: ChargeInput): Counted | null {
  if (value.counts === 'days') {
    const until = earlierDate(days.until, input.through)
    const count = daysIn({ from: days.from, until })
    return count < 1 ? null : { days: { from: days.from, until }, count }
  }
  const times = wholeLife(input.subscription).features.filter(
    ({ feature, from }) => feature === name && containsDate(days, from) && compareDates(from, input.through) <= 0
  )
  const [time] = times
  // pieces of a feature are cut where it is turned on, so that there is one time in each at most
  return time === undefined || !sameDate(time.from, days.from)
    ? null
    : { days: { from: time.from, until: addDays(time.from, 1) }, count: 1 }
}
