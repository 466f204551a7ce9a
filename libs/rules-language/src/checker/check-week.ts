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
  warnOfEmptyBands(bands, bandAt, report)
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
  for (let slot = 0; slot < bandAt.length; slot++) {
    if (!holdsAt(band, slot)) continue
    const holder = bandAt[slot] ?? NONE
    if (holder === NONE) {
      bandAt[slot] = index
      continue
    }
    const other = bands[holder]
    if (other === undefined || clashes.has(holder) || (slot >= WEEK_MINUTES && !holidaysMatter)) continue
    clashes.add(holder)
    const message = `${band.name.value} and ${other.name.value} both hold ${momentText(slot)}`
    report.error(band.spot, 'R0140', message, { related: [related(`${other.name.value} is here`, other.spot)] })
  }
}

function holdsAt(band: BandDeclaration, slot: number): boolean {
  if (band.hours === 'otherwise') return false
  const holiday = slot >= WEEK_MINUTES
  const minuteOfWeek = slot % WEEK_MINUTES
  const day = Math.floor(minuteOfWeek / DAY_MINUTES) + 1
  const minute = minuteOfWeek % DAY_MINUTES
  if (band.except !== null && isDay(band.except, day, holiday)) return false
  return band.hours.parts.some(({ days, times }) => isDay(days, day, holiday) && isTime(times, minute))
}

function isDay(days: DaySet, day: number, holiday: boolean): boolean {
  return days.days.includes(day) || (days.holidays && holiday)
}

/** A range that passes midnight is the morning and the evening of the same day. */
function isTime({ from, until }: TimeRange, minute: number): boolean {
  return from < until ? minute >= from && minute < until : minute >= from || minute < until
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
  const held = new Set(bandAt)
  bands.forEach((band, index) => {
    if (!held.has(index)) report.warning(band.spot, 'R0144', `band ${band.name.value} holds at no minute of the week`)
  })
}
