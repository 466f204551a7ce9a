// Hours on days: which minutes of a real day they are.
import { dateOfEpochDay, dateText } from '@farthing/billing-core/values'
import type { DayTimes } from '../signature/application.ts'
import type { DaySet, DaySpan, TimeRange } from '../signature/slot-value.ts'

export const DAY_MINUTES = 1440
const DAY_MS = 86_400_000
const WHOLE_DAY: readonly TimeRange[] = [{ from: 0, until: DAY_MINUTES }]
const NEVER: readonly TimeRange[] = []
/** The name of the operator's own calendar. */
export const OWN_CALENDAR = ''

/** `day`: since 1970-01-01. A range that passes midnight is the morning and the evening of the same day. */
export function minutesOn(times: DayTimes, day: number): readonly TimeRange[] {
  const { hours, except } = times
  if (except !== null && isInSet(except, day, times)) return NEVER
  if (hours === null) return WHOLE_DAY
  return hours.parts.flatMap(part => (isInSet(part.days, day, times) ? withinDay(part.times) : []))
}

/** At a moment of the wall clock: epoch milliseconds + offset. */
export function holdsAt(times: DayTimes, localMs: number): boolean {
  if (times.hours === null && times.except === null) return true
  const day = Math.floor(localMs / DAY_MS)
  const minute = Math.floor((localMs - day * DAY_MS) / 60_000)
  return minutesOn(times, day).some(({ from, until }) => from <= minute && minute < until)
}

export function daySetsOf({ hours, except }: Pick<DayTimes, 'hours' | 'except'>): DaySet[] {
  const days = hours?.parts.map(part => part.days) ?? []
  return except === null ? days : [...days, except]
}

export function calendarNames(sets: readonly DaySet[]): string[] {
  return sets.flatMap(({ calendars, holidays }) => (holidays ? [OWN_CALENDAR, ...calendars] : calendars))
}

/** 1 is Monday; 1970-01-01 was a Thursday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

function withinDay({ from, until }: TimeRange): TimeRange[] {
  if (from < until) return [{ from, until }]
  return [
    { from: 0, until },
    { from, until: DAY_MINUTES }
  ]
}

function isInSet(set: DaySet, day: number, { calendars }: DayTimes): boolean {
  if (set.days.includes(weekdayOf(day))) return true
  if (calendarNames([set]).some(name => calendars[name]?.includes(day) === true)) return true
  if (set.dates.length === 0) return false
  const text = dateText(dateOfEpochDay(day))
  return set.dates.some(span => isInSpan(span, text))
}

/** Spans are texts that compare. One of every year has no year, and may pass new year. */
function isInSpan({ from, until }: DaySpan, day: string): boolean {
  const text = day.slice(-from.length)
  return from < until ? from <= text && text < until : from <= text || text < until
}
