// A zone's wall clock from a table of its transitions: tens of millions of readings a second, against Temporal's half million.
import { dateOfEpochDay, epochDay } from './calendar-date.ts'

/** The wall clock of one zone. Both take epoch milliseconds and throw RangeError outside the range of Temporal.Instant. */
export interface ZoneClock {
  readonly zone: string
  /** Whole minutes since 1970-01-01T00:00 on the wall clock. */
  localMinutes(epochMs: number): number
  /** What the wall clock is ahead of UTC, in milliseconds. */
  offsetMs(epochMs: number): number
}

const TABLE_FROM_MS = 0
const TABLE_UNTIL_MS = 4_102_444_800_000 // 2100-01-01
const LAST_INSTANT_MS = 8.64e15 // Temporal.Instant ends here, on both sides
const MINUTES_A_DAY = 1440
const KEPT_MIDNIGHTS = 20_000
const clocks = new Map<string, ZoneClock>()
/** Epoch milliseconds by `epochDay`. */
const midnightsByZone = new Map<string, Map<number, number>>()

/** The clock of an IANA zone ('Australia/Melbourne') or a fixed offset ('+05:30'); made once. Throws RangeError for an unknown zone. */
export function zoneOffsets(zone: string): ZoneClock {
  const known = clocks.get(zone)
  if (known !== undefined) return known
  const clock = tableClock(zone)
  clocks.set(zone, clock)
  return clock
}

/** Whether Temporal knows the zone. */
export function isZone(zone: string): boolean {
  try {
    zoned(0, zone)
    return true
  } catch {
    return false
  }
}

/** The instant, in epoch milliseconds, at which a local day begins; for a day that a zone skipped, the first instant after it. */
export function startOfDayMs(day: Temporal.PlainDate, zone: string): number {
  const midnights = midnightsOf(zone)
  const number = epochDay(day)
  const known = midnights.get(number)
  if (known !== undefined) return known
  const made = day.toZonedDateTime(zone).epochMilliseconds
  if (midnights.size >= KEPT_MIDNIGHTS) midnights.clear()
  midnights.set(number, made)
  return made
}

function midnightsOf(zone: string): Map<number, number> {
  const known = midnightsByZone.get(zone)
  if (known !== undefined) return known
  const made = new Map<number, number>()
  midnightsByZone.set(zone, made)
  return made
}

/** The local day that an instant, in epoch milliseconds, falls on. */
export function localDay(epochMs: number, zone: string): Temporal.PlainDate {
  return dateOfEpochDay(Math.floor(zoneOffsets(zone).localMinutes(epochMs) / MINUTES_A_DAY))
}

function zoned(epochMs: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(zone)
}

function slowOffsetMs(epochMs: number, zone: string): number {
  if (!(Math.abs(epochMs) <= LAST_INSTANT_MS)) throw new RangeError(`${epochMs} is not an instant`)
  return zoned(Math.floor(epochMs), zone).offsetNanoseconds / 1e6
}

function tableClock(zone: string): ZoneClock {
  if (!isZone(zone)) throw new RangeError(`'${zone.slice(0, 40)}' is not a time zone`)
  const { starts, offsets } = transitions(zone)
  let lower = 0
  let upper = 0
  let current = 0
  // neighbouring events mostly share a stretch, so the last one found is tried first
  const offsetMs = (epochMs: number): number => {
    if (epochMs >= lower && epochMs < upper) return current
    if (!(epochMs >= TABLE_FROM_MS && epochMs < TABLE_UNTIL_MS)) return slowOffsetMs(epochMs, zone)
    const index = lastAtOrBefore(starts, epochMs)
    lower = starts[index] ?? TABLE_FROM_MS
    upper = starts[index + 1] ?? TABLE_UNTIL_MS
    current = offsets[index] ?? 0
    return current
  }
  return { zone, offsetMs, localMinutes: epochMs => Math.floor((epochMs + offsetMs(epochMs)) / 60_000) }
}

function transitions(zone: string): { starts: Float64Array; offsets: Float64Array } {
  const starts: number[] = []
  const offsets: number[] = []
  let at: Temporal.ZonedDateTime | null = zoned(TABLE_FROM_MS, zone)
  while (at !== null && at.epochMilliseconds < TABLE_UNTIL_MS) {
    starts.push(at.epochMilliseconds)
    offsets.push(at.offsetNanoseconds / 1e6)
    at = at.getTimeZoneTransition('next')
  }
  return { starts: Float64Array.from(starts), offsets: Float64Array.from(offsets) }
}

function lastAtOrBefore(starts: Float64Array, epochMs: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? Infinity) <= epochMs) low = middle
    else high = middle - 1
  }
  return low
}
