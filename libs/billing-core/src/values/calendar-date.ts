// What bills ask of days a million times: Temporal answers through its getters ten times as fast as through its methods.

/** The days that anybody enters lie between these: years far off are slips of the pen, and PostgreSQL has no year 0. */
export const [FIRST_ENTERED, LAST_ENTERED] = ['1900-01-01', '2199-12-31'] as const

/** Negative when `a` is the earlier, zero when they are one day. Both in the ISO calendar, as all days here. */
export function compareDates(a: Temporal.PlainDate, b: Temporal.PlainDate): number {
  if (a === b) return 0
  return a.year - b.year || a.month - b.month || a.day - b.day
}

/** Null and undefined are no day. */
export function sameDate(a: Temporal.PlainDate | null | undefined, b: Temporal.PlainDate): boolean {
  if (a === null || a === undefined) return false
  return a === b || (a.day === b.day && a.month === b.month && a.year === b.year)
}

/** '2026-03-01'. */
export function dateText(day: Temporal.PlainDate): string {
  const { year, month, day: dayOfMonth } = day
  if (year < 1000 || year > 9999) return day.toString()
  return `${year}-${month < 10 ? '0' : ''}${month}-${dayOfMonth < 10 ? '0' : ''}${dayOfMonth}`
}

/** Days since 1970-01-01, negative before it. */
export function epochDay(day: Temporal.PlainDate): number {
  return epochDayOf(day.year, day.month, day.day)
}

/**
 * Counts in eras of 400 years (146,097 days) that begin on 1 March, so that the leap day is the last of its year
 * (Howard Hinnant, chrono-compatible date algorithms).
 */
function epochDayOf(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1
  const era = Math.floor(marchYear / 400)
  const yearOfEra = marchYear - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

const EPOCH = Temporal.PlainDate.from('1970-01-01')
const KEPT_DAYS = 20_000
const days = new Map<number, Temporal.PlainDate>()

/** The day that `epochDay` numbers. Bills speak of few days over and over: the same one is mostly the same object. */
export function dateOfEpochDay(number: number): Temporal.PlainDate {
  const known = days.get(number)
  if (known !== undefined) return known
  const made = EPOCH.add({ days: number })
  if (days.size >= KEPT_DAYS) days.clear()
  days.set(number, made)
  return made
}

/** A day of the calendar from its parts, which must exist. */
export function calendarDate(year: number, month: number, day: number): Temporal.PlainDate {
  return dateOfEpochDay(epochDayOf(year, month, day))
}

/** `addDays(day, -1)` is the day before. */
export function addDays(day: Temporal.PlainDate, count: number): Temporal.PlainDate {
  return dateOfEpochDay(epochDay(day) + count)
}
