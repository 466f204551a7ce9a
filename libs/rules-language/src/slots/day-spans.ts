// Days by their dates, of one year or of every year: `2026-12-24..2026-12-27`, `25 december`, `24 december..2 january`.
import type { IToken } from 'chevrotain'
import { nearest } from '../diagnostics/nearest.ts'
import { replaceBy } from '../diagnostics/problem.ts'
import { quoted } from '../diagnostics/wording.ts'
import type { DaySpan } from '../signature/slot-value.ts'
import { dateOf } from './calendar.ts'
import { bad, good, type Judged } from './judged.ts'
import { spanOf, type WrittenDays, type WrittenYearly } from './written.ts'

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december'
]

export const monthWords: readonly string[] = MONTHS

/** Has a 29 February. */
const LEAP_YEAR = 2024

export function daySpanOf(written: Extract<WrittenDays, { kind: 'dates' | 'yearly' }>): Judged<DaySpan> {
  return written.kind === 'dates' ? datedSpan(written) : yearlySpan(written)
}

function datedSpan({ first, last }: { readonly first: IToken; readonly last: IToken | null }): Judged<DaySpan> {
  const from = dateOf(first)
  if (!from.ok) return from
  const until = last === null ? good(from.value.add({ days: 1 })) : dateOf(last)
  if (!until.ok) return until
  if (Temporal.PlainDate.compare(from.value, until.value) < 0) {
    return good({ from: from.value.toString(), until: until.value.toString() })
  }
  return isEmpty(first, last ?? first)
}

function yearlySpan({ first, month, end }: WrittenYearly): Judged<DaySpan> {
  const from = yearlyDay(first, month)
  if (!from.ok) return from
  const until = end === null ? good(from.value.add({ days: 1 })) : yearlyDay(end.day, end.month)
  if (!until.ok) return until
  if (from.value.equals(until.value)) return isEmpty(first, end?.month ?? month)
  return good({ from: from.value.toString().slice(5), until: until.value.toString().slice(5) })
}

function isEmpty(first: IToken, last: IToken): ReturnType<typeof bad> {
  const message = 'these dates are empty: the end is not included, so it must be later than the beginning'
  return bad('R0045', spanOf(first, last), message)
}

/** The day in a leap year. */
function yearlyDay(day: IToken, month: IToken): Judged<Temporal.PlainDate> {
  const index = MONTHS.indexOf(month.image)
  if (index < 0) return unknownMonth(month)
  const first = Temporal.PlainDate.from({ year: LEAP_YEAR, month: index + 1, day: 1 })
  const number = Number(day.image)
  if (Number.isInteger(number) && number >= 1 && number <= first.daysInMonth) return good(first.with({ day: number }))
  const message = `there is no ${quoted(`${day.image} ${month.image}`)}: ${month.image} has ${first.daysInMonth} days`
  return bad('R0035', spanOf(day, month), message)
}

function unknownMonth(month: IToken): ReturnType<typeof bad> {
  const start = month.image.toLowerCase().slice(0, 3)
  const close = MONTHS.find(word => word.startsWith(start)) ?? nearest(month.image, MONTHS)
  const fix = close === undefined ? {} : { nearest: close, fix: replaceBy(`write ${close}`, spanOf(month), close) }
  return bad('R0032', spanOf(month), `${quoted(month.image)} is not a month`, { expected: MONTHS, ...fix })
}
