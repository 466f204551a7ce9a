// Date-times as files write them -> epoch milliseconds, at millions a second and right through clock changes.
import { zoneOffsets } from '@farthing/billing-core/values'

const DAY_MS = 86_400_000
const DIGIT_0 = 48
/** Of Kiribati; no clock is further from UTC. */
const MOST_OFFSET_MINUTES = 14 * 60

/** 'skipped-time': no clock of the zone showed it, for it went forward meanwhile. The zone is probably wrong. */
export type TimeFault = 'not-a-time' | 'skipped-time'

interface WallOffsets {
  /** Offset from UTC of the zone at an instant, milliseconds, east positive. */
  offsetMs(epochMs: number): number
}

/**
 * Reads `2026-03-02 10:00:00`, `2026-03-02T10:00`, with or without a fraction, as wall clock of one zone; with `Z` or
 * `+11:00` behind it, as that instant. Years 1900 to 9999.
 */
export class ZonedTimes {
  /** Why `instant` gave NaN, when it did. */
  fault: TimeFault = 'not-a-time'
  private readonly zone: WallOffsets
  private lastDate = ''
  private lastDay = Number.NaN

  /** `zone`: IANA name; RangeError when there is no such zone. */
  constructor(zone: string) {
    this.zone = zoneOffsets(zone)
  }

  /**
   * Epoch milliseconds, or NaN with `fault` set when the text is no date-time, or one that the clocks skip. A time that they show
   * twice is the first that is not before `from` (epoch milliseconds), the earlier one without it.
   */
  instant(text: string, from: number = Number.NaN): number {
    this.fault = 'not-a-time'
    const day = this.dayOf(text)
    const separator = text.charCodeAt(10)
    if (separator !== 32 && separator !== 84 && separator !== 116) return Number.NaN
    const clock = clockMs(text)
    if (Number.isNaN(day) || !(clock.ms >= 0)) return Number.NaN
    const wall = day + clock.ms
    if (clock.end !== text.length) return wall - statedOffset(text, clock.end)
    const instant = this.fromWall(wall, from)
    if (Number.isNaN(instant)) this.fault = 'skipped-time'
    return instant
  }

  /** Epoch milliseconds of a wall clock given as if it were UTC; NaN when the clocks skip it. */
  private fromWall(wall: number, from: number): number {
    const before = this.zone.offsetMs(wall - DAY_MS)
    const after = this.zone.offsetMs(wall + DAY_MS)
    if (before === after) return wall - before
    const early = wall - Math.max(before, after)
    const late = wall - Math.min(before, after)
    const earlyHolds = this.zone.offsetMs(early) === wall - early
    const lateHolds = this.zone.offsetMs(late) === wall - late
    if (earlyHolds && lateHolds) return early < from ? late : early
    if (earlyHolds) return early
    return lateHolds ? late : Number.NaN
  }

  private dayOf(text: string): number {
    const date = text.slice(0, 10)
    if (date !== this.lastDate) {
      this.lastDate = date
      this.lastDay = dayMs(date)
    }
    return this.lastDay
  }
}

function dayMs(date: string): number {
  if (date.charCodeAt(4) !== 45 || date.charCodeAt(7) !== 45) return Number.NaN
  const year = twoDigits(date, 0) * 100 + twoDigits(date, 2)
  const month = twoDigits(date, 5)
  const day = twoDigits(date, 8)
  if (!(year >= 1900 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return Number.NaN
  return daysFromCivil(year, month, day) * DAY_MS
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Days since 1970-01-01, proleptic Gregorian; years counted from March so that the leap day comes last. */
function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The clock at offset 11 and where it ends; `ms` is NaN when it is none. */
function clockMs(text: string): { ms: number; end: number } {
  const hour = twoDigits(text, 11)
  const minute = twoDigits(text, 14)
  if (text.charCodeAt(13) !== 58 || !(hour < 24 && minute < 60)) return { ms: Number.NaN, end: 0 }
  const whole = (hour * 60 + minute) * 60_000
  if (text.charCodeAt(16) !== 58) return { ms: whole, end: 16 }
  const second = twoDigits(text, 17)
  if (!(second < 60)) return { ms: Number.NaN, end: 0 }
  const dot = text.charCodeAt(19)
  if (dot !== 46 && dot !== 44) return { ms: whole + second * 1000, end: 19 }
  return withFraction(text, whole + second * 1000)
}

/** Digits beyond the millisecond are cut off. */
function withFraction(text: string, ms: number): { ms: number; end: number } {
  let end = 20
  let fraction = 0
  let scale = 100
  for (; digit(text, end) >= 0; end++) {
    fraction += digit(text, end) * scale
    scale = scale > 1 ? scale / 10 : 0
  }
  return end === 20 ? { ms: Number.NaN, end } : { ms: ms + fraction, end }
}

/** Milliseconds of `Z`, `+11:00`, `+1100` or `+11` at `at`; NaN when it is none of them. */
function statedOffset(text: string, at: number): number {
  const sign = text.charCodeAt(at)
  if ((sign === 90 || sign === 122) && text.length === at + 1) return 0
  if (sign !== 43 && sign !== 45) return Number.NaN
  const rest = text.slice(at + 1)
  const match = /^(\d\d)(?::?(\d\d))?$/.exec(rest)
  if (match === null) return Number.NaN
  const [hours, minutes] = [Number(match[1]), Number(match[2] ?? 0)]
  if (minutes >= 60 || hours * 60 + minutes > MOST_OFFSET_MINUTES) return Number.NaN
  const ms = (hours * 60 + minutes) * 60_000
  return sign === 45 ? -ms : ms
}

/** NaN unless both characters are digits. */
function twoDigits(text: string, at: number): number {
  const tens = digit(text, at)
  const units = digit(text, at + 1)
  return tens < 0 || units < 0 ? Number.NaN : tens * 10 + units
}

function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - DIGIT_0
  return value >= 0 && value <= 9 ? value : -1
}
