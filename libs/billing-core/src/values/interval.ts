// Half-open stretches of local days: `from` belongs to it, `until` does not.
import { compareDates, epochDay } from './calendar-date.ts'

export interface Interval {
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate
}

/** An interval that may never end. */
export interface OpenInterval {
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate | null
}

/** The end of what never ends: later than any bill. */
export const END_OF_TIME = Temporal.PlainDate.from('9999-12-31')

const DATE = /^\d{4}-\d{2}-\d{2}$/

/** '2026-03-01' -> PlainDate. Throws RangeError, naming the text, for anything else, 2026-02-30 included. */
export function date(text: string): Temporal.PlainDate {
  if (!DATE.test(text)) throw new RangeError(`'${text.slice(0, 40)}' is not a date like 2026-03-01`)
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' })
  } catch {
    throw new RangeError(`'${text}' is not a day of the calendar`)
  }
}

/** interval('2026-03-01', '2026-04-01'). Throws RangeError when it ends before it begins. */
export function interval(from: Temporal.PlainDate | string, until: Temporal.PlainDate | string): Interval {
  const made = {
    from: typeof from === 'string' ? date(from) : from,
    until: typeof until === 'string' ? date(until) : until
  }
  if (compareDates(made.from, made.until) > 0) {
    throw new RangeError(
      `an interval cannot end on ${made.until.toString()} before it begins on ${made.from.toString()}`
    )
  }
  return made
}

export function laterDate(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return compareDates(a, b) >= 0 ? a : b
}

export function earlierDate(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return compareDates(a, b) <= 0 ? a : b
}

/** The days that both share, or null when there are none. With a closed interval the result is closed too. */
export function intersect(a: Interval, b: OpenInterval): Interval | null
export function intersect(a: OpenInterval, b: Interval): Interval | null
export function intersect(a: OpenInterval, b: OpenInterval): OpenInterval | null
export function intersect(a: OpenInterval, b: OpenInterval): OpenInterval | null {
  const from = laterDate(a.from, b.from)
  const until = a.until === null ? b.until : b.until === null ? a.until : earlierDate(a.until, b.until)
  return until !== null && compareDates(from, until) >= 0 ? null : { from, until }
}

/** The number of days in it; zero when it is empty. */
export function daysIn(stretch: Interval): number {
  return daysBetween(stretch.from, stretch.until)
}

/** Days from `a` to `b`, negative when `b` is earlier. */
export function daysBetween(a: Temporal.PlainDate, b: Temporal.PlainDate): number {
  return epochDay(b) - epochDay(a)
}

/** Days of which either end may be open. */
interface Days {
  readonly from: Temporal.PlainDate | null
  readonly until: Temporal.PlainDate | null
}

export function containsDate({ from, until }: Days, day: Temporal.PlainDate): boolean {
  return (from === null || compareDates(from, day) <= 0) && (until === null || compareDates(day, until) < 0)
}

export function isEmpty(stretch: Interval): boolean {
  return compareDates(stretch.from, stretch.until) >= 0
}
