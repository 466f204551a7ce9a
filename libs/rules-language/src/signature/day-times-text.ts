// Hours on days as an operator writes them: 'saturday, sunday, holidays', 'weekdays 20:00..24:00 except holidays'.
import { monthWords } from '../slots/day-spans.ts'
import type { DayTimes } from './application.ts'
import type { DaySet, DaySpan, TimeRange } from './slot-value.ts'

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const DAY_MINUTES = 1440

export function dayTimesText({ hours, except }: Pick<DayTimes, 'hours' | 'except'>): string {
  const when = hours === null ? 'at all times' : hours.parts.map(partText).join(', ')
  return except === null ? when : `${when} except ${daySetText(except)}`
}

function partText({ days, times }: { readonly days: DaySet; readonly times: TimeRange }): string {
  const [set, range] = [daySetText(days), timesText(times)]
  return range === '' ? set : `${set} ${range}`
}

function daySetText({ days, holidays, calendars, dates }: DaySet): string {
  const words = [
    ...(days.length === 0 ? [] : [weekdaysText(days)]),
    ...(holidays ? ['holidays'] : []),
    ...calendars.map(name => `holidays of ${name}`),
    ...dates.map(spanText)
  ]
  return words.join(', ')
}

function weekdaysText(days: readonly number[]): string {
  if (days.length === 7) return 'daily'
  if (days.length === 5 && days.every(day => day <= 5)) return 'weekdays'
  return days.map(day => DAYS[day - 1] ?? '').join(', ')
}

function spanText({ from, until }: DaySpan): string {
  return `${dateText(from)}..${dateText(until)}`
}

function dateText(text: string): string {
  if (text.length > 'MM-DD'.length) return text
  const [month = 1, day = 1] = text.split('-').map(Number)
  return `${day} ${monthWords[month - 1] ?? ''}`
}

function timesText({ from, until }: TimeRange): string {
  return from === 0 && until === DAY_MINUTES ? '' : `${clockText(from)}..${clockText(until)}`
}

function clockText(minute: number): string {
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}
