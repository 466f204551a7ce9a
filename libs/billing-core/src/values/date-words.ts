// Days as people write them: '1 Nov 2026', '16 Oct – 14 Nov 2026'.
import { compareDates } from './calendar-date.ts'

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December'
] as const

/** `1 November 2026` */
export function longDate(date: Temporal.PlainDate): string {
  return `${date.day} ${MONTHS[date.month - 1]} ${date.year}`
}

/** `1 Nov 2026` */
export function shortDate(date: Temporal.PlainDate): string {
  return `${date.day} ${shortMonth(date)} ${date.year}`
}

/** The days of a half-open period: `1 – 30 Nov 2026`, `16 Oct – 14 Nov 2026`, or the one day. */
export function daysInWords(from: Temporal.PlainDate, until: Temporal.PlainDate): string {
  const last = until.subtract({ days: 1 })
  if (compareDates(from, last) >= 0) return shortDate(from)
  if (from.year !== last.year) return `${shortDate(from)} – ${shortDate(last)}`
  if (from.month !== last.month) return `${from.day} ${shortMonth(from)} – ${shortDate(last)}`
  return `${from.day} – ${shortDate(last)}`
}

function shortMonth(date: Temporal.PlainDate): string {
  return MONTHS[date.month - 1]?.slice(0, 3) ?? ''
}
