// Minutes of the week in words: 'sundays 22:00..24:00', 'on a holiday that is a wednesday at 08:00'.
import { WEEK_MINUTES } from '../compiler/band-week.ts'

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']
const DAY_MINUTES = 1440
/** Stretches spelled out before the rest is only counted. */
const MOST_STRETCHES = 3

export function momentText(slot: number): string {
  const day = DAYS[Math.floor((slot % WEEK_MINUTES) / DAY_MINUTES)] ?? ''
  const time = timeText(slot % DAY_MINUTES)
  return slot < WEEK_MINUTES ? `on ${day}s at ${time}` : `on a holiday that is a ${day}, at ${time}`
}

/** `slots` ascend. 'weekdays 22:00..24:00, saturdays 00:00..24:00'. */
export function stretchesText(slots: readonly number[]): string {
  const texts = [...daysByTime(slots)].map(([key, days]) => {
    const [holiday, times] = key.split(' ')
    return `${daysText(days)}${holiday === 'holiday' ? ' that are holidays' : ''} ${times}`
  })
  const rest = texts.length - MOST_STRETCHES
  return rest > 0 ? `${texts.slice(0, MOST_STRETCHES).join(', ')} and ${rest} more times of the week` : texts.join(', ')
}

/** Days (0 is monday) by 'holiday 22:00..24:00'. Stretches end with their day. */
function daysByTime(slots: readonly number[]): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  for (let i = 0; i < slots.length; ) {
    const from = slots[i] ?? 0
    let length = 1
    while (slots[i + length] === from + length && (from + length) % DAY_MINUTES !== 0) length++
    i += length
    const start = from % DAY_MINUTES
    const key = `${from < WEEK_MINUTES ? 'ordinary' : 'holiday'} ${timeText(start)}..${timeText(start + length)}`
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

/** When a band holds: its stretches of the ordinary week, or of holidays if it has no others. */
export function bandTimesText(bandAt: Uint8Array, band: number): string {
  const slots = (from: number): number[] => {
    const found: number[] = []
    for (let slot = from; slot < from + WEEK_MINUTES; slot++) if (bandAt[slot] === band) found.push(slot)
    return found
  }
  const ordinary = slots(0)
  return stretchesText(ordinary.length > 0 ? ordinary : slots(WEEK_MINUTES))
}

function timeText(minute: number): string {
  const two = (part: number): string => String(part).padStart(2, '0')
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}
