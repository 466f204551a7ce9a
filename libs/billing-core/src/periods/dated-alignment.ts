// Periods of an account whose bill day moved: each stretch of days is cut by the alignment that held on it.
import { compareDates } from '../values/index.ts'
import { type Interval, earlierDate, laterDate } from '../values/index.ts'
import { type Alignment, type PeriodLength, periodContaining } from './period.ts'

/** Holds from `from` until the next one begins; the first also holds before. */
export interface DatedAlignment {
  readonly from: Temporal.PlainDate
  readonly alignment: Alignment
}

export interface CutPeriod {
  /** The full period, as if the alignment had always held: what a part of it is a fraction of. */
  readonly full: Interval
  /** The part of it on which its alignment holds; these tile. */
  readonly days: Interval
}

/** The part of a period that contains the day. `alignments` in order of `from`, at least one. */
export function cutPeriod(
  alignments: readonly DatedAlignment[],
  length: PeriodLength,
  day: Temporal.PlainDate
): CutPeriod {
  const found = alignments.findLastIndex(each => compareDates(each.from, day) <= 0)
  const index = Math.max(found, 0)
  const [held, next] = [alignments[index], alignments[index + 1]]
  if (held === undefined) throw new RangeError('an account has no alignment')
  const full = periodContaining(held.alignment, length, day)
  return {
    full,
    days: {
      from: index === 0 ? full.from : laterDate(full.from, held.from),
      until: next === undefined ? full.until : earlierDate(full.until, next.from)
    }
  }
}
