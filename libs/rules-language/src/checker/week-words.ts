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

/** `slots` ascend. Stretches end with their day. */
export function stretchesText(slots: readonly number[]): string {
  const stretches: { from: number; until: number }[] = []
  for (const slot of slots) {
    const last = stretches.at(-1)
    if (last !== undefined && last.until === slot && slot % DAY_MINUTES !== 0) last.until = slot + 1
    else stretches.push({ from: slot, until: slot + 1 })
  }
  const texts = stretches.slice(0, MOST_STRETCHES).map(({ from, until }) => {
    const day = DAYS[Math.floor((from % WEEK_MINUTES) / DAY_MINUTES)] ?? ''
    const days = from < WEEK_MINUTES ? `${day}s` : `holidays on a ${day}`
    const start = from % DAY_MINUTES
    return `${days} ${timeText(start)}..${timeText(start + until - from)}`
  })
  const rest = stretches.length - texts.length
  return rest > 0 ? `${texts.join(', ')} and ${rest} more times of the week` : texts.join(', ')
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
