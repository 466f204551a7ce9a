// Days of the week and the hours on them.
import type { IToken } from 'chevrotain'
import { nearest } from '../diagnostics/nearest.ts'
import { replaceBy } from '../diagnostics/problem.ts'
import { quoted } from '../diagnostics/wording.ts'
import { limits } from '../limits.ts'
import type { DaySet, DaySpan, WeekHours } from '../signature/slot-value.ts'
import { timesOf } from './calendar.ts'
import { daySpanOf } from './day-spans.ts'
import { bad, good, type Judged } from './judged.ts'
import { nameOf } from './plain-values.ts'
import { spanOf, spanOfHours, type WrittenDays, type WrittenHours } from './written.ts'

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

/** ISO weekdays by word; 0 stands for holidays. */
const DAY_WORDS: ReadonlyMap<string, readonly number[]> = new Map<string, readonly number[]>([
  ['weekdays', [1, 2, 3, 4, 5]],
  ['weekends', [6, 7]],
  ['daily', [1, 2, 3, 4, 5, 6, 7]],
  ['holidays', [0]],
  ...WEEK.map((word, index) => [word, [index + 1]] as const)
])

export const dayWords: readonly string[] = [...DAY_WORDS.keys()]

export function daySetOf(items: readonly WrittenDays[]): Judged<DaySet> {
  const days = new Set<number>()
  const calendars: string[] = []
  const dates: DaySpan[] = []
  for (const item of items) {
    const twice = takeItem(item, { days, calendars, dates })
    if (!twice.ok) return twice
    if (twice.value) return bad('R0047', spanOf(item.first), `${quoted(item.first.image)} is in this list already`)
  }
  return good({ days: [...days].filter(day => day > 0).sort(), holidays: days.has(0), calendars, dates })
}

interface Taken {
  /** 0 stands for holidays. */
  readonly days: Set<number>
  readonly calendars: string[]
  readonly dates: DaySpan[]
}

/** Adds an item to the set; true when it was there already. */
function takeItem(item: WrittenDays, { days, calendars, dates }: Taken): Judged<boolean> {
  if (item.kind === 'week') {
    const numbers = numbersOf(item)
    if (!numbers.ok) return numbers
    const twice = numbers.value.some(day => days.has(day))
    for (const day of numbers.value) days.add(day)
    return good(twice)
  }
  if (item.kind === 'calendar') {
    const name = nameOf(item.last)
    if (!name.ok) return name
    const twice = calendars.includes(name.value)
    calendars.push(name.value)
    return good(twice)
  }
  const span = daySpanOf(item)
  if (!span.ok) return span
  const { from, until } = span.value
  const twice = dates.some(one => one.from === from && one.until === until)
  dates.push(span.value)
  return good(twice)
}

function numbersOf({ first, last }: Extract<WrittenDays, { kind: 'week' }>): Judged<readonly number[]> {
  const from = numberOf(first)
  if (!from.ok || !last) return from
  const until = numberOf(last)
  if (!until.ok) return until
  const [a, b] = [WEEK.indexOf(first.image), WEEK.indexOf(last.image)]
  if (a === -1 || b === -1)
    return bad('R0032', spanOf(first, last), 'a range of days goes from one day to another: monday..friday')
  const length = ((b - a + 7) % 7) + 1
  return good(Array.from({ length }, (_, index) => ((a + index) % 7) + 1))
}

function numberOf(token: IToken): Judged<readonly number[]> {
  const numbers = DAY_WORDS.get(token.image)
  if (numbers) return good(numbers)
  const range = token.image.split('-')
  if (range.length === 2 && range.every(word => WEEK.includes(word))) {
    const written = range.join('..')
    return bad('R0009', spanOf(token), `a range is written with two dots: ${written}`, {
      fix: replaceBy(`write ${written}`, spanOf(token), written)
    })
  }
  const close =
    dayWords.find(word => word.startsWith(token.image.toLowerCase().slice(0, 3))) ?? nearest(token.image, dayWords)
  const fix = close === undefined ? {} : { nearest: close, fix: replaceBy(`write ${close}`, spanOf(token), close) }
  return bad('R0032', spanOf(token), `${quoted(token.image)} is not a day`, { expected: dayWords, ...fix })
}

const WHOLE_DAY = { from: 0, until: 1440 }
const EVERY_DAY: DaySet = { days: [1, 2, 3, 4, 5, 6, 7], holidays: false, calendars: [], dates: [] }

/** `saturday, sunday 08:00..12:00`: times belong to all the days since the last times. Times alone mean the same days again, or every day. */
export function hoursOf(items: readonly WrittenHours[]): Judged<WeekHours> {
  const surplus = items[limits.hours.most]
  if (surplus !== undefined) {
    const message = `this list has ${items.length} stretches of hours, and may have ${limits.hours.most}`
    return bad('R0084', spanOfHours(surplus), message)
  }
  const parts: { days: DaySet; times: { from: number; until: number } }[] = []
  let waiting: WrittenDays[] = []
  let lastDays = EVERY_DAY
  for (const { days, times } of items) {
    if (days) waiting.push(days)
    if (!times) continue
    const set = waiting.length > 0 ? daySetOf(waiting) : good(lastDays)
    if (!set.ok) return set
    const range = timesOf(times)
    if (!range.ok) return range
    parts.push({ days: set.value, times: range.value })
    lastDays = set.value
    waiting = []
  }
  if (waiting.length === 0) return good({ parts })
  const set = daySetOf(waiting)
  return set.ok ? good({ parts: [...parts, { days: set.value, times: WHOLE_DAY }] }) : set
}
