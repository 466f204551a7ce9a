// Days that times tell apart: two of one weekday, within the same dates and holidays, are alike, and the first stands for both.
import { calendarNames, daySetsOf, weekdayOf } from '../compiler/day-times.ts'
import type { DayTimes } from '../signature/application.ts'
import type { DaySpan } from '../signature/slot-value.ts'
import { type Days, daysOfSpan, isYearly } from './days-of-span.ts'

/** Between 1901 and 2099 weekdays and days of the year come together again after 28 years. */
const DAYS_UNTIL_REPEATED = 28 * 365 + 7

/** In order: the first of each kind. */
export function* differingDays(times: readonly DayTimes[], days: Days): Generator<number> {
  const { changes, end } = changesWithin(times, days)
  const active = new Set<number>()
  const seen = new Map<string, number>()
  let at = days.from
  for (const { day: next, begins, feature } of [...changes, AFTER_ALL]) {
    const until = Math.min(next, end)
    if (at < until) {
      const kind = [...active].sort((a, b) => a - b).join()
      let weekdays = seen.get(kind) ?? 0
      for (let day = at; day < until && day < at + 7; day++) {
        const bit = 1 << weekdayOf(day)
        if ((weekdays & bit) === 0) yield day
        weekdays |= bit
      }
      seen.set(kind, weekdays)
      at = until
    }
    if (begins) active.add(feature)
    else active.delete(feature)
  }
}

/** From this day on it is one of the dates, or a holiday of one of the calendars; or no longer. */
interface Change {
  readonly day: number
  readonly begins: boolean
  /** Which dates, or which calendar. */
  readonly feature: number
}

const AFTER_ALL: Change = { day: Infinity, begins: false, feature: -1 }

/** In order; what ends on a day comes before what begins on it. `end`: later days are like earlier ones. */
function changesWithin(times: readonly DayTimes[], days: Days): { changes: Change[]; end: number } {
  const spans = [...new Map(times.flatMap(datesOf).map(span => [`${span.from}..${span.until}`, span])).values()]
  const [yearly, dated] = [spans.filter(isYearly), spans.filter(span => !isYearly(span))]
  const calendars = new Set(times.flatMap(calendarsOf))
  const once = [
    ...dated.map(span => daysOfSpan(span, days)),
    ...Array.from(calendars, holidays => holidays.map(day => ({ from: day, until: day + 1 })))
  ]
  const last = once.flat().reduce((latest, { until }) => Math.max(latest, until), days.from)
  const end = Math.min(days.until, last + DAYS_UNTIL_REPEATED)
  const all = [...once, ...yearly.map(span => daysOfSpan(span, { from: days.from, until: end }))]
  const changes = all.flatMap((stretches, feature) =>
    stretches.flatMap(({ from, until }) => [
      { day: from, begins: true, feature },
      { day: until, begins: false, feature }
    ])
  )
  return { changes: changes.sort((a, b) => a.day - b.day || Number(a.begins) - Number(b.begins)), end }
}

function datesOf(times: DayTimes): DaySpan[] {
  return daySetsOf(times).flatMap(({ dates }) => dates)
}

function calendarsOf(times: DayTimes): (readonly number[])[] {
  return calendarNames(daySetsOf(times)).map(name => times.calendars[name] ?? [])
}
