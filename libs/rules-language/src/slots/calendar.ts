// Dates, times of day, days of the week, calendar periods.
import type { IToken } from 'chevrotain'
import { nearest } from '../diagnostics/nearest.ts'
import { replaceBy } from '../diagnostics/problem.ts'
import { quoted } from '../diagnostics/wording.ts'
import { limits } from '../limits.ts'
import type { CalendarPeriod, DateRange, TimeRange } from '../signature/slot-value.ts'
import { bad, good, type Judged } from './judged.ts'
import { spanOf, type WrittenPeriod, type WrittenRange } from './written.ts'

export function dateOf(token: IToken): Judged<Temporal.PlainDate> {
  const text = token.image
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return misspelledDate(token)
  try {
    return good(Temporal.PlainDate.from(text))
  } catch {
    return bad('R0035', spanOf(token), `there is no ${quoted(text)}: ${whyNoDate(text)}`)
  }
}

function whyNoDate(text: string): string {
  const [year, month, day] = text.split('-').map(Number) as [number, number, number]
  if (month < 1 || month > 12) return 'months are 01 to 12'
  if (day < 1) return 'days begin at 01'
  return `${text.slice(0, 7)} has ${Temporal.PlainYearMonth.from({ year, month }).daysInMonth} days`
}

export function misspelledDate(token: IToken): ReturnType<typeof bad> {
  const parts = /^(\d+)-(\d+)-(\d+)(?:T(\d+:\d+))?/.exec(token.image)
  const [, first = '', month = '', last = '', time] = parts ?? []
  const two = (text: string): string => text.padStart(2, '0')
  const iso =
    first.length === 4 ? [first, two(month), two(last)] : last.length === 4 ? [last, two(month), two(first)] : null
  const written = time ? 'a date and time is written 2026-03-02 10:00' : 'dates are written 2026-03-01'
  const message = `${quoted(token.image)} is not a date; ${written}`
  if (!iso || (first.length !== 4 && Number(month) > 12)) return bad('R0035', spanOf(token), message)
  const mended = iso.join('-') + (time ? ` ${time.padStart(5, '0')}` : '')
  // 03-04-2026 may be either month, so it gets no fix
  const fix = first.length === 4 ? { fix: replaceBy(`write ${mended}`, spanOf(token), mended) } : {}
  return bad('R0035', spanOf(token), message, fix)
}

export function datesOf({ from, until }: WrittenRange): Judged<DateRange> {
  const first = dateOf(from)
  if (!first.ok) return first
  const last = dateOf(until)
  if (!last.ok) return last
  if (Temporal.PlainDate.compare(first.value, last.value) < 0) return good({ from: first.value, until: last.value })
  return bad(
    'R0045',
    spanOf(from, until),
    `${from.image}..${until.image} is empty: the end is not included, so it must be later than the beginning`
  )
}

interface Clock {
  readonly hour: number
  readonly minute: number
  readonly second: number
}

function clockOf(token: IToken, end: boolean): Judged<Clock> {
  const [hour = 0, minute = 0, second = 0] = token.image.split(':').map(Number)
  const fits = (hour < 24 || (end && hour === 24 && minute === 0 && second === 0)) && minute < 60 && second < 60
  if (fits && token.image.indexOf(':') === 2) return good({ hour, minute, second })
  if (!fits)
    return bad(
      'R0036',
      spanOf(token),
      `there is no time ${quoted(token.image)}; the day ends at ${end ? '24:00' : '23:59'}`
    )
  const mended = `0${token.image}`
  return bad('R0036', spanOf(token), `hours have two digits: ${mended}`, {
    fix: replaceBy(`write ${mended}`, spanOf(token), mended)
  })
}

export function timeOf(token: IToken): Judged<Temporal.PlainTime> {
  const clock = clockOf(token, false)
  return clock.ok ? good(Temporal.PlainTime.from({ ...clock.value })) : clock
}

export function dateTimeOf({ date, time }: { date: IToken; time: IToken }): Judged<Temporal.PlainDateTime> {
  const day = dateOf(date)
  if (!day.ok) return day
  const clock = timeOf(time)
  return clock.ok ? good(day.value.toPlainDateTime(clock.value)) : clock
}

export function timesOf({ from, until }: WrittenRange): Judged<TimeRange> {
  const first = clockOf(from, false)
  if (!first.ok) return first
  const last = clockOf(until, true)
  if (!last.ok) return last
  const odd = [from, until].find(token => token.image.length > 5 && !token.image.endsWith(':00'))
  if (odd) return bad('R0036', spanOf(odd), `${quoted(odd.image)}: bands change on whole minutes`)
  const range = { from: first.value.hour * 60 + first.value.minute, until: last.value.hour * 60 + last.value.minute }
  if (range.from !== range.until) return good(range)
  return bad('R0045', spanOf(from, until), `${from.image}..${until.image} is empty; the whole day is 00:00..24:00`)
}

const PERIODS: ReadonlyMap<string, CalendarPeriod> = new Map([
  ['day', { unit: 'day', count: 1 }],
  ['week', { unit: 'week', count: 1 }],
  ['month', { unit: 'month', count: 1 }],
  ['quarter', { unit: 'month', count: 3 }],
  ['year', { unit: 'month', count: 12 }]
])

/** All spellings: day, days, week ... */
export const PERIOD_WORDS: readonly string[] = [...PERIODS.keys()].flatMap(word => [word, `${word}s`])

const MOST_PERIODS = limits.periods.most

export function periodOf({ count, unit }: WrittenPeriod): Judged<CalendarPeriod> {
  const single = count === null || count.image === '1'
  const period = PERIODS.get(unit.image) ?? (!single ? PERIODS.get(unit.image.replace(/s$/, '')) : undefined)
  if (!period || (!single && !unit.image.endsWith('s'))) return unknownPeriod({ count, unit }, single)
  if (!count) return good(period)
  const number = Number(count.image)
  if (!Number.isInteger(number) || number < 1 || number > MOST_PERIODS) {
    return bad('R0037', spanOf(count), `${quoted(count.image)}: write a whole number from 1 to ${MOST_PERIODS}`)
  }
  return good({ unit: period.unit, count: period.count * number })
}

function unknownPeriod({ count, unit }: WrittenPeriod, single: boolean): ReturnType<typeof bad> {
  const known = unit.image.replace(/s$/, '')
  const words = [...PERIODS.keys()].map(word => (single ? word : `${word}s`))
  const close = PERIODS.has(known) ? (single ? known : `${known}s`) : nearest(unit.image, words)
  const fix = close === undefined ? {} : { nearest: close, fix: replaceBy(`write ${close}`, spanOf(unit), close) }
  if (PERIODS.has(known)) return bad('R0032', spanOf(unit), `write ${count ? `${count.image} ` : ''}${close}`, fix)
  const wanted = count
    ? `write ${count.image} ${single ? 'month' : 'months'}, for instance`
    : 'write month, quarter, year, week or 14 days'
  return bad('R0032', spanOf(unit), `${quoted(unit.image)} is not a period; ${wanted}`, { expected: words, ...fix })
}
