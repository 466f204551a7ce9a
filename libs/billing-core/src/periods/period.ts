// Cutting time into the periods of a charge: counted from one anchor, so that they tile and nothing drifts.
import { type Interval, addDays, compareDates, daysBetween } from '../values/index.ts'
import { dayInMonth, monthOf } from './bill-day.ts'

/** How long a period is; a quarter is 3 months, a year 12. */
export interface PeriodLength {
  readonly unit: 'month' | 'week' | 'day'
  readonly count: number
}

/**
 * Where periods are cut. Months begin on `billDay` (a wish, 1..31, clamped in shorter months), or on the anchor's own
 * day when it is null, and the anchor's month begins one. Weeks and days count from the anchor.
 */
export interface Alignment {
  readonly anchor: Temporal.PlainDate
  readonly billDay: number | null
}

const LONGEST: Readonly<Record<PeriodLength['unit'], number>> = { month: 1200, week: 5200, day: 36_500 }

/** The one period that contains the day. Throws RangeError for a length that is no whole number of 1..100 years. */
export function periodContaining(alignment: Alignment, length: PeriodLength, day: Temporal.PlainDate): Interval {
  const index = indexOf(alignment, length, day)
  return { from: boundary(alignment, length, index), until: boundary(alignment, length, index + 1) }
}

/** The first day after so long, of which `from` is the first; months end on the last day of a shorter one. */
export function endAfter(from: Temporal.PlainDate, length: PeriodLength): Temporal.PlainDate {
  return boundary({ anchor: from, billDay: null }, length, 1)
}

/** The periods from the one that contains `from`, each beginning where the last ended; without end. */
export function* periodsFrom(
  alignment: Alignment,
  length: PeriodLength,
  from: Temporal.PlainDate
): Generator<Interval, never> {
  let index = indexOf(alignment, length, from)
  let start = boundary(alignment, length, index)
  for (;;) {
    index += 1
    const until = boundary(alignment, length, index)
    yield { from: start, until }
    start = until
  }
}

function indexOf(alignment: Alignment, length: PeriodLength, day: Temporal.PlainDate): number {
  checkLength(length)
  if (length.unit !== 'month') return Math.floor(daysBetween(alignment.anchor, day) / daysOf(length))
  const index = Math.floor((monthOf(day) - monthOf(alignment.anchor)) / length.count)
  return compareDates(day, boundary(alignment, length, index)) < 0 ? index - 1 : index
}

function boundary(alignment: Alignment, length: PeriodLength, index: number): Temporal.PlainDate {
  const { anchor } = alignment
  if (length.unit !== 'month') return addDays(anchor, index * daysOf(length))
  return dayInMonth(monthOf(anchor) + index * length.count, alignment.billDay ?? anchor.day)
}

function daysOf(length: PeriodLength): number {
  return length.unit === 'week' ? length.count * 7 : length.count
}

function checkLength(length: PeriodLength): void {
  if (!Number.isInteger(length.count) || length.count < 1 || length.count > LONGEST[length.unit]) {
    throw new RangeError(
      `a period of ${length.count} ${length.unit}s is not a whole number of 1..${LONGEST[length.unit]}`
    )
  }
}

/** 'month', 'quarter', 'year', '2 weeks', '10 days'. */
export function formatPeriodLength(length: PeriodLength): string {
  if (length.unit === 'month' && length.count === 3) return 'quarter'
  if (length.unit === 'month' && length.count === 12) return 'year'
  return length.count === 1 ? length.unit : `${length.count} ${length.unit}s`
}
