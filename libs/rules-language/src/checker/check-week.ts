// The bands of a tariff fill the week without overlap: every minute of an ordinary week and of a week of holidays is looked at.
import { WEEK_MINUTES } from '../compiler/band-week.ts'
import type { DaySet, TimeRange } from '../signature/slot-value.ts'
import type { BandDeclaration } from '../vocabulary/declarations.ts'
import { related, type Report } from './report.ts'
import { momentText, stretchesText } from './week-words.ts'

const DAY_MINUTES = 1440
const NONE = 255
/** Bands are kept as bytes. */
export const MOST_BANDS = 200

/** Band of each minute of the ordinary week, then of the holiday week; null when something is wrong. */
export function checkWeek(bands: readonly BandDeclaration[], report: Report): Uint8Array | null {
  const before = report.errors
  const otherwise = theOtherwise(bands, report)
  const bandAt = new Uint8Array(2 * WEEK_MINUTES).fill(NONE)
  const holidaysMatter = bands.some(speaksOfHolidays)
  bands.forEach((band, index) => {
    if (band.hours !== 'otherwise') claim({ bands, bandAt, report, holidaysMatter }, band, index)
  })
  const gaps: number[] = []
  for (let slot = 0; slot < bandAt.length; slot++) {
    if (bandAt[slot] !== NONE) continue
    if (otherwise >= 0) bandAt[slot] = otherwise
    else if (slot < WEEK_MINUTES || holidaysMatter) gaps.push(slot)
  }
  const [last] = bands.slice(-1)
  if (gaps.length > 0 && last !== undefined && report.errors === before) {
    report.error(last.spot, 'R0141', `no band holds on ${stretchesText(gaps)}`, {
      expected: ['a band that holds then', `band NAME = otherwise`]
    })
  }
  if (report.errors === before) warnOfEmptyBands(bands, bandAt, report)
  return report.errors === before ? bandAt : null
}

export function speaksOfHolidays(band: BandDeclaration): boolean {
  if (band.except?.holidays === true) return true
  return band.hours !== 'otherwise' && band.hours.parts.some(part => part.days.holidays)
}

interface Claims {
  readonly bands: readonly BandDeclaration[]
  readonly bandAt: Uint8Array
  readonly report: Report
  readonly holidaysMatter: boolean
}

/** Takes the minutes of a band; the first minute that an earlier band holds already is reported, once for each pair. */
function claim({ bands, bandAt, report, holidaysMatter }: Claims, band: BandDeclaration, index: number): void {
  const clashes = new Set<number>()
  for (const { from, until } of stretchesOf(band)) {
    for (let slot = from; slot < until; slot++) {
      const holder = bandAt[slot] ?? NONE
      if (holder === NONE) bandAt[slot] = index
      if (holder === NONE || holder === index || clashes.has(holder)) continue
      const other = bands[holder]
      if (other === undefined || (slot >= WEEK_MINUTES && !holidaysMatter)) continue
      clashes.add(holder)
      const message = `${band.name.value} and ${other.name.value} both hold ${momentText(slot)}`
      report.error(band.spot, 'R0140', message, { related: [related(`${other.name.value} is here`, other.spot)] })
    }
  }
}

/** The slots of a band, day by day through both weeks. A range that passes midnight is the morning and the evening of the same day. */
function* stretchesOf({ hours, except }: BandDeclaration): Generator<TimeRange> {
  if (hours === 'otherwise') return
  for (let start = 0; start < 2 * WEEK_MINUTES; start += DAY_MINUTES) {
    const day = (start % WEEK_MINUTES) / DAY_MINUTES + 1
    const holiday = start >= WEEK_MINUTES
    if (except !== null && isDay(except, day, holiday)) continue
    for (const { days, times } of hours.parts) {
      if (!isDay(days, day, holiday)) continue
      const { from, until } = times
      if (from < until) yield { from: start + from, until: start + until }
      else
        yield* [
          { from: start, until: start + until },
          { from: start + from, until: start + DAY_MINUTES }
        ]
    }
  }
}

function isDay(days: DaySet, day: number, holiday: boolean): boolean {
  return days.days.includes(day) || (days.holidays && holiday)
}

function theOtherwise(bands: readonly BandDeclaration[], report: Report): number {
  const found = bands.flatMap((band, index) => (band.hours === 'otherwise' ? [{ band, index }] : []))
  const [first, second] = found
  if (first !== undefined && second !== undefined) {
    const message = 'two bands are otherwise: a minute in no other band would be in both'
    report.error(second.band.spot, 'R0142', message, { related: [related('the first one is here', first.band.spot)] })
  }
  return first?.index ?? -1
}

function warnOfEmptyBands(bands: readonly BandDeclaration[], bandAt: Uint8Array, report: Report): void {
  const held = heldBands(bandAt)
  bands.forEach((band, index) => {
    if (held[index] === 0) report.warning(band.spot, 'R0144', `band ${band.name.value} holds at no minute of the week`)
  })
}

/** 1 for each band that holds at some minute. */
export function heldBands(bandAt: Uint8Array): Uint8Array {
  const held = new Uint8Array(NONE + 1)
  for (const band of bandAt) held[band] = 1
  return held
}
