// The bill day is a wish, 1..31; in a shorter month it falls on the last day. It is never stored clamped.
import { addDays, calendarDate, compareDates } from '../values/index.ts'

/** Throws RangeError unless the bill day is a whole number of 1..31. */
export function checkBillDay(billDay: number): number {
  if (!Number.isInteger(billDay) || billDay < 1 || billDay > 31) {
    throw new RangeError(`a bill day is 1..31, not ${billDay}`)
  }
  return billDay
}

/** The bill day in a month counted from January of year 0: the 31st of February is its last day. */
export function dayInMonth(month: number, billDay: number): Temporal.PlainDate {
  const year = Math.floor(month / 12)
  const monthOfYear = month - year * 12 + 1
  return calendarDate(year, monthOfYear, Math.min(checkBillDay(billDay), daysInMonth(year, monthOfYear)))
}

/** Months from January of year 0 to the day's own. */
export function monthOf(day: Temporal.PlainDate): number {
  return day.year * 12 + day.month - 1
}

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
}

/** The first bill date after the day. */
export function nextBillDate(billDay: number, after: Temporal.PlainDate): Temporal.PlainDate {
  const month = monthOf(after)
  const here = dayInMonth(month, billDay)
  return here.day > after.day ? here : dayInMonth(month + 1, billDay)
}

/** The bill dates on or after `from` and before `until`. */
export function billDates(billDay: number, from: Temporal.PlainDate, until: Temporal.PlainDate): Temporal.PlainDate[] {
  const dates: Temporal.PlainDate[] = []
  let next = nextBillDate(billDay, addDays(from, -1))
  while (compareDates(next, until) < 0) {
    dates.push(next)
    next = nextBillDate(billDay, next)
  }
  return dates
}
