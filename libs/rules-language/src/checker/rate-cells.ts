// The cells of a tariff, origin x zone x band: which row rates each, and which have no rate.
import { nearest } from '../diagnostics/nearest.ts'
import { grouped, limits } from '../limits.ts'
import type { RateRow, TariffDeclaration, Written } from '../vocabulary/declarations.ts'
import { heldBands } from './check-week.ts'
import { type Matrix, type PlacedRow, resolveRates } from './rate-matrix.ts'
import type { Report } from './report.ts'
import type { StackedZones } from './stack-zones.ts'
import type { TariffWeek } from './tariff-week.ts'
import { bandTimesText } from './week-words.ts'

export interface Axes {
  readonly origins: StackedZones
  readonly geography: StackedZones
  readonly week: TariffWeek
}

/** Index of the rate of each cell; null when rows name what the tariff does not have. */
export function rateOfCells(tariff: TariffDeclaration, axes: Axes, report: Report): Int32Array | null {
  const { geography, origins } = axes
  const bands = tariff.bands.length === 0 ? [''] : tariff.bands.map(band => band.name.value)
  if (origins.zones.length * geography.zones.length * bands.length > limits.tariffCells.most) {
    const from = tariff.origin === null ? '' : `${grouped(origins.zones.length)} origins times `
    const message = `${from}${grouped(geography.zones.length)} zones times ${bands.length} bands are more than ${grouped(limits.tariffCells.most)}`
    report.error(tariff.name.spot, 'R0089', message)
    return null
  }
  const rows = placedRows(tariff, axes, bands, report)
  if (rows.length < tariff.rates.length) return null
  const matrix = { origins: origins.zones, zones: geography.zones, bands, rows }
  const rateOf = resolveRates(matrix, report)
  checkCoverage(tariff, { matrix, rateOf, axes }, report)
  return rateOf
}

function placedRows(tariff: TariffDeclaration, axes: Axes, bands: readonly string[], report: Report): PlacedRow[] {
  const what = `tariff ${tariff.name.value}`
  const lookups = {
    origin: { index: indexOf(axes.origins), kind: 'origin', what, report },
    zone: { index: indexOf(axes.geography), kind: 'zone', what, report },
    band: { index: new Map(bands.map((band, index) => [band, index])), kind: 'band', what, report }
  } as const
  return tariff.rates.flatMap(row => {
    const origin = indexIn(row.origin, lookups.origin)
    const zone = indexIn(row.zone, lookups.zone)
    const band = indexIn(row.band, lookups.band)
    return origin === null || zone === null || band === null ? [] : [{ row, origin, zone, band }]
  })
}

/** A row for a zone that no number meets stands beyond the matrix: it is known, and never applies. */
function indexOf({ zones, unmet }: StackedZones): ReadonlyMap<string, number> {
  return new Map([...zones, ...unmet].map((zone, index) => [zone, index]))
}

interface NameLookup {
  readonly index: ReadonlyMap<string, number>
  readonly kind: 'origin' | 'zone' | 'band'
  readonly what: string
  readonly report: Report
}

/** -1 for every one; null when the name is unknown. */
function indexIn(name: Written<string> | null, { index, kind, what, report }: NameLookup): number | null {
  if (name === null) return -1
  const found = index.get(name.value)
  if (found !== undefined) return found
  report.add(name.spot, 'error', 'R0111', () => {
    const known = [...index.keys()].filter(one => one !== '')
    const message = known.length === 0 ? `${what} has no ${kind}s` : `${what} has no ${kind} named ${name.value}`
    return { message, nearest: nearest(name.value, known), expected: known.slice(0, 8) }
  })
  return null
}

/** 'tariff voice-standard > sydney x national x peak' */
export function ruleName(tariff: TariffDeclaration, { origin, zone, band }: RateRow): string {
  const parts = [
    ...(tariff.origin === null ? [] : [origin?.value ?? '*']),
    ...(tariff.zoning === null ? [] : [zone?.value ?? '*']),
    ...(tariff.bands.length === 0 ? [] : [band?.value ?? '*'])
  ]
  return parts.length === 0 ? `tariff ${tariff.name.value}` : `tariff ${tariff.name.value} > ${parts.join(' x ')}`
}

interface Coverage {
  readonly matrix: Matrix
  readonly rateOf: Int32Array
  readonly axes: Axes
}

/** Every origin and zone has a rate at every minute: bands that hold at no minute need none. */
function checkCoverage(tariff: TariffDeclaration, coverage: Coverage, report: Report): void {
  const { axes, matrix, rateOf } = coverage
  const { bandAt } = axes.week
  const held = heldBands(axes.week)
  const bands = matrix.bands.length
  for (let cell = 0; cell < rateOf.length; cell++) {
    if ((rateOf[cell] ?? -1) >= 0) continue
    if (bandAt.length > 0 && held[cell % bands] === 0) continue
    report.add(tariff.name.spot, 'error', 'R0152', () => {
      const times = bandTimesText(axes.week, cell % bands)
      const when = times === '' ? '' : `, ${times} (band ${matrix.bands[cell % bands]})`
      const message = `${placeText(tariff, coverage, Math.floor(cell / bands))}${when} has no rate`
      return { message, expected: ['a row for it', 'a row with *'] }
    })
  }
}

/** 'mobile', or 'sydney to mobile (such as 612... calling 614...)' */
function placeText(tariff: TariffDeclaration, { axes, matrix }: Coverage, place: number): string {
  const zone = place % matrix.zones.length
  const name = matrix.zones[zone] ?? ''
  if (tariff.origin === null) return name === '' ? tariff.name.value : name
  const origin = Math.floor(place / matrix.zones.length)
  const [from, to] = [firstPrefix(axes.origins, origin), firstPrefix(axes.geography, zone)]
  return `${matrix.origins[origin]} to ${name} (such as ${from}... calling ${to}...)`
}

function firstPrefix({ prefixes }: StackedZones, zone: number): string {
  return prefixes.find(entry => entry.zone === zone)?.prefix ?? ''
}
