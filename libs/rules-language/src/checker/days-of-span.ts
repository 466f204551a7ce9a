// The days of dates, of one year or of every one, as rating numbers them.
import { calendarDate, epochDay } from '@farthing/billing-core/values'
import type { DaySpan } from '../signature/slot-value.ts'

/** Days since 1970-01-01, half-open. */
export interface Days {
  readonly from: number
  readonly until: number
}

/** Rating knows the years from 1970 until 2100. */
const [FIRST_YEAR, END_YEAR] = [1970, 2100]
export const ALL_DAYS: Days = { from: 0, until: epochDay(calendarDate(END_YEAR, 1, 1)) }

/** Without a year. */
export function isYearly({ from }: DaySpan): boolean {
  return from.length === 5
}

/** Of one of every year the stretches that some day of `days` may be in. */
export function daysOfSpan(span: DaySpan, days: Days): Days[] {
  return isYearly(span) ? everyYear(span, days) : [{ from: dayOf(span.from), until: dayOf(span.until) }]
}

function dayOf(date: string): number {
  return epochDay(Temporal.PlainDate.from(date))
}

function everyYear({ from, until }: DaySpan, days: Days): Days[] {
  const [begins, ends] = [ofEveryYear(from), ofEveryYear(until)]
  const later = from < until ? 0 : 1
  const stretches: Days[] = []
  for (let index = 0; index + later < ends.length; index++) {
    const stretch = { from: begins[index] ?? 0, until: ends[index + later] ?? 0 }
    // a year without a 29 February has no stretch of that day
    if (stretch.from === stretch.until) continue
    if (stretch.until > days.from && stretch.from < days.until) stretches.push(stretch)
  }
  return stretches
}

const knownDays = new Map<string, readonly number[]>()

/** From 1969 until 2101: the day, or 1 March where a year has no 29 February, so that spans begin and end where they should. */
function ofEveryYear(monthDay: string): readonly number[] {
  return knownDays.getOrInsertComputed(monthDay, () => {
    const [month = 1, day = 1] = monthDay.split('-').map(Number)
    const years = END_YEAR - FIRST_YEAR + 2
    return Array.from(
      { length: years },
      (_, index) => epochDay(calendarDate(FIRST_YEAR - 1 + index, month, 1)) + day - 1
    )
  })
}
