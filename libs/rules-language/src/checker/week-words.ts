// Minutes of the week in words: 'sundays 22:00..24:00', 'on a holiday that is a wednesday, at 08:00'.
import { WEEK_MINUTES } from '../compiler/band-week.ts'
import { monthWords } from '../slots/day-spans.ts'
import type { DaySpan } from '../signature/slot-value.ts'
import type { DayKind, DayKinds } from './day-kinds.ts'
import type { TariffWeek } from './tariff-week.ts'

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const DAY_MINUTES = 1440
/** Stretches spelled out before the rest is only counted. */
const MOST_STRETCHES = 3

export function momentText(slot: number, days: DayKinds): string {
  const day = DAYS[Math.floor((slot % WEEK_MINUTES) / DAY_MINUTES)] ?? ''
  const time = timeText(slot % DAY_MINUTES)
  const kind = days.kinds[Math.floor(slot / WEEK_MINUTES)]
  if (kind === undefined || (kind.calendars.length === 0 && kind.spans.length === 0)) return `on ${day}s at ${time}`
  const dates = spansText(kind)
  if (kind.calendars.length === 0) return `on a ${day}${dates}, at ${time}`
  return `on a ${holidayText('holiday', kind, days)} that is a ${day}${dates}, at ${time}`
}

function holidayText(noun: string, { calendars }: DayKind, { ownCalendar }: DayKinds): string {
  const others = calendars.filter(name => name !== ownCalendar)
  return others.length === 0 ? noun : `${noun} of ${calendars.join(' and ')}`
}

function spansText({ spans }: DayKind): string {
  return spans.map(span => ` ${spanText(span)}`).join(' and')
}

/** 'from 24 december until 27 december', 'from 2026-12-24 until 2026-12-27'. */
export function spanText({ from, until }: DaySpan): string {
  return `from ${dateText(from)} until ${dateText(until)}`
}

function dateText(text: string): string {
  if (text.length > 5) return text
  const [month = 1, day = 1] = text.split('-').map(Number)
  return `${day} ${monthWords[month - 1] ?? ''}`
}

/** `slots` ascend. 'weekdays 22:00..24:00, saturdays 00:00..24:00'. */
export function stretchesText(slots: readonly number[], days: DayKinds): string {
  const texts = [...daysByTime(slots)].map(([key, weekdays]) => {
    const [index, times = ''] = key.split(' ')
    return `${daysText(weekdays)}${kindText(days.kinds[Number(index)], days)} ${times}`
  })
  const rest = texts.length - MOST_STRETCHES
  return rest > 0 ? `${texts.slice(0, MOST_STRETCHES).join(', ')} and ${rest} more times of the week` : texts.join(', ')
}

function kindText(kind: DayKind | undefined, days: DayKinds): string {
  if (kind === undefined) return ''
  const holidays = kind.calendars.length === 0 ? '' : ` that are ${holidayText('holidays', kind, days)}`
  return holidays + spansText(kind)
}

/** Days (0 is monday) by 'kind 22:00..24:00'. Stretches end with their day. */
function daysByTime(slots: readonly number[]): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  for (let i = 0; i < slots.length; ) {
    const from = slots[i] ?? 0
    let length = 1
    while (slots[i + length] === from + length && (from + length) % DAY_MINUTES !== 0) length++
    i += length
    const start = from % DAY_MINUTES
    const key = `${Math.floor(from / WEEK_MINUTES)} ${timeText(start)}..${timeText(start + length)}`
    const days = groups.get(key) ?? []
    groups.set(key, days)
    days.push(Math.floor((from % WEEK_MINUTES) / DAY_MINUTES))
  }
  return groups
}

function daysText(days: readonly number[]): string {
  if (days.length === 7) return 'all days'
  if (days.length === 5 && !days.includes(5) && !days.includes(6)) return 'weekdays'
  return days.map(day => `${DAYS[day] ?? ''}s`).join(', ')
}

/** When a band holds while the tariff does: its stretches of the ordinary week, or of the first kind of days that has any. */
export function bandTimesText({ bandAt, days }: TariffWeek, band: number): string {
  for (const [index, { held }] of days.kinds.entries()) {
    const slots: number[] = []
    for (let slot = 0; slot < WEEK_MINUTES; slot++) {
      const weekday = Math.floor(slot / DAY_MINUTES) + 1
      if ((held & (1 << weekday)) === 0) continue
      if (bandAt[index * WEEK_MINUTES + slot] === band) slots.push(index * WEEK_MINUTES + slot)
    }
    if (slots.length > 0) return stretchesText(slots, days)
  }
  return ''
}

/** 1200 -> '20:00'. */
export function timeText(minute: number): string {
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}
