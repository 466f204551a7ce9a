// The bands of a tariff fill the week without overlap: every minute of a week is looked at for every kind of day that they tell apart.
import { NO_BAND, WEEK_MINUTES } from '../compiler/band-week.ts'
import type { TimeRange } from '../signature/slot-value.ts'
import type { BandDeclaration } from '../vocabulary/declarations.ts'
import { type DayKind, type DayKinds, isInSet } from './day-kinds.ts'
import { related, type Report } from './report.ts'
import type { TariffWeek } from './tariff-week.ts'
import { momentText, stretchesText } from './week-words.ts'

const DAY_MINUTES = 1440

/** Band of each minute of the week, one kind of day after the other; null when something is wrong. */
export function checkWeek(bands: readonly BandDeclaration[], days: DayKinds, report: Report): Uint8Array | null {
  const before = report.errors
  const otherwise = theOtherwise(bands, report)
  const bandAt = new Uint8Array(days.kinds.length * WEEK_MINUTES).fill(NO_BAND)
  bands.forEach((band, index) => {
    if (band.hours !== 'otherwise') claim({ bands, bandAt, days, report }, band, index)
  })
  const gaps = fillGaps(bandAt, otherwise, days)
  const [last] = bands.slice(-1)
  if (gaps.length > 0 && last !== undefined && report.errors === before) {
    report.error(last.spot, 'R0141', `no band holds on ${stretchesText(gaps, days)}`, {
      expected: ['a band that holds then', `band NAME = otherwise`]
    })
  }
  if (report.errors === before) warnOfEmptyBands(bands, { bandAt, days }, report)
  return report.errors === before ? bandAt : null
}

/** Gives the minutes that are left to the band `otherwise`; without one (-1), those of held days are returned. */
function fillGaps(bandAt: Uint8Array, otherwise: number, days: DayKinds): number[] {
  const gaps: number[] = []
  for (const { start, held } of daysOf(days)) {
    for (let slot = start; slot < start + DAY_MINUTES; slot++) {
      if (bandAt[slot] !== NO_BAND) continue
      if (otherwise >= 0) bandAt[slot] = otherwise
      else if (held) gaps.push(slot)
    }
  }
  return gaps
}

interface Claims {
  readonly bands: readonly BandDeclaration[]
  readonly bandAt: Uint8Array
  readonly days: DayKinds
  readonly report: Report
}

/** Takes the minutes of a band; the first minute of a held day that an earlier band holds already is reported, once for each pair. */
function claim({ bands, bandAt, days, report }: Claims, band: BandDeclaration, index: number): void {
  const clashes = new Set<number>()
  for (const { from, until, held } of stretchesOf(band, days)) {
    for (let slot = from; slot < until; slot++) {
      const holder = bandAt[slot] ?? NO_BAND
      if (holder === NO_BAND) bandAt[slot] = index
      if (!held || holder === NO_BAND || holder === index || clashes.has(holder)) continue
      const other = bands[holder]
      if (other === undefined) continue
      clashes.add(holder)
      const message = `${band.name.value} and ${other.name.value} both hold ${momentText(slot, days)}`
      report.error(band.spot, 'R0140', message, { related: [related(`${other.name.value} is here`, other.spot)] })
    }
  }
}

/** The slots of a band, day by day through all kinds. A range that passes midnight is the morning and the evening of the same day. */
function* stretchesOf({ hours, except }: BandDeclaration, days: DayKinds): Generator<TimeRange & { held: boolean }> {
  if (hours === 'otherwise') return
  for (const { start, weekday, kind, held } of daysOf(days)) {
    const place = { kind, own: days.ownCalendar }
    if (except !== null && isInSet(except, weekday, place)) continue
    for (const part of hours.parts) {
      if (!isInSet(part.days, weekday, place)) continue
      const { from, until } = part.times
      if (from < until) yield { from: start + from, until: start + until, held }
      else
        yield* [
          { from: start, until: start + until, held },
          { from: start + from, until: start + DAY_MINUTES, held }
        ]
    }
  }
}

interface Day {
  /** Its first slot. */
  readonly start: number
  readonly weekday: number
  readonly kind: DayKind
  /** Does the tariff hold on such a day? */
  readonly held: boolean
}

/** The days that there are, of every kind. */
function* daysOf({ kinds }: DayKinds): Generator<Day> {
  for (const [index, kind] of kinds.entries()) {
    for (let weekday = 1; weekday <= 7; weekday++) {
      const start = index * WEEK_MINUTES + (weekday - 1) * DAY_MINUTES
      const bit = 1 << weekday
      if ((kind.weekdays & bit) !== 0) yield { start, weekday, kind, held: (kind.held & bit) !== 0 }
    }
  }
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

function warnOfEmptyBands(bands: readonly BandDeclaration[], week: TariffWeek, report: Report): void {
  const held = heldBands(week)
  bands.forEach((band, index) => {
    if (held[index] === 0) report.warning(band.spot, 'R0144', `band ${band.name.value} holds at no minute of the week`)
  })
}

/** 1 for each band that holds at some minute while the tariff does. */
export function heldBands({ bandAt, days }: TariffWeek): Uint8Array {
  const bands = new Uint8Array(NO_BAND + 1)
  for (const { start, held } of daysOf(days)) {
    if (held) for (const band of bandAt.subarray(start, start + DAY_MINUTES)) bands[band] = 1
  }
  return bands
}
