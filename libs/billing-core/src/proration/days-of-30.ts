// 30/360: every month counts 30 days, so a period of n months counts n x 30 whatever the calendar says.
import { type Interval, daysIn } from '../values/index.ts'

/**
 * Days of the piece and of the full period in months of 30 days. The 30th and 31st are one day; the last day of a short
 * month stands for the period's own day when that was clamped (31 January, 28 February), so whole months count 30.
 * A full period that is no number of whole months is counted in calendar days.
 */
export function daysOf30(piece: Interval, full: Interval): { days: number; of: number } {
  const nominal = Math.min(30, Math.max(full.from.day, full.until.day))
  const of = position(full.until, nominal) - position(full.from, nominal)
  if (of <= 0 || of % 30 !== 0) return { days: daysIn(piece), of: daysIn(full) }
  return { days: position(piece.until, nominal) - position(piece.from, nominal), of }
}

function position(day: Temporal.PlainDate, nominal: number): number {
  const counted = day.day === day.daysInMonth ? Math.max(day.day, nominal) : day.day
  return (day.year * 12 + day.month) * 30 + Math.min(30, counted)
}
