// A tariff declaration -> its form for the compiler, when nothing is wrong with it.
import { type BaseUnit, startOfDayMs } from '@farthing/billing-core/values'
import { bandWeek } from '../compiler/band-week.ts'
import type { RateForm, TariffForm } from '../compiler/tariff-form.ts'
import type { TierTable } from '../rule-set/tiers.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { grouped, limits } from '../limits.ts'
import type { RateRow, TariffDeclaration, Written } from '../vocabulary/declarations.ts'
import { checkTierLimits } from './check-tier-limits.ts'
import { heldBands } from './check-week.ts'
import type { DayWorld } from './day-kinds.ts'
import { rateForm } from './rate-form.ts'
import { type Matrix, resolveRates } from './rate-matrix.ts'
import { type Report, ruleAt } from './report.ts'
import { type StackedZones, stackZones } from './stack-zones.ts'
import { unitOf } from './service-unit.ts'
import { type TariffWeek, weekOf } from './tariff-week.ts'
import { bandTimesText } from './week-words.ts'
import type { ZoneForms } from './zone-forms.ts'

/** What a tariff sees of the other declarations. */
export interface TariffWorld {
  readonly currency: string
  /** IANA zone of the operator. */
  readonly clockZone: string
  /** By name; a table with something wrong in it is left out. */
  readonly zoneTables: ReadonlyMap<string, ZoneForms>
  readonly days: DayWorld
  /** By name; a table with something wrong in it is left out. */
  readonly tiers: ReadonlyMap<string, TierTable>
  readonly report: Report
}

export function checkTariff(tariff: TariffDeclaration, world: TariffWorld): TariffForm | null {
  const { report, currency } = world
  const before = report.errors
  const unit = unitOf(tariff, report)
  const geography = geographyOf(tariff, world)
  const week = weekOf(tariff, world.days, report)
  checkCrossing(tariff, unit, report)
  if (unit === null) return null
  const context = { currency, unit, what: `tariff ${tariff.name.value}`, tiers: world.tiers, report }
  const rates = tariff.rates.map(row => rateForm(row, ruleName(tariff, row), context))
  if (geography === null || week === null || tariff.damaged) return null
  const rateOf = rateOfCells(tariff, { geography, week }, report)
  if (rateOf === null) return null
  if (isSplit(tariff, unit)) {
    checkTierLimits({ rows: tariff.rates, rates, rateOf, bands: Math.max(1, tariff.bands.length) }, report)
  }
  if (report.errors > before) return null
  return formOf(tariff, { unit, geography, week, rates, rateOf }, world)
}

function isSplit({ crossing }: TariffDeclaration, unit: BaseUnit): boolean {
  return crossing?.value !== 'start' && unit === 'second'
}

interface Parts {
  readonly unit: BaseUnit
  readonly geography: StackedZones
  readonly week: TariffWeek
  readonly rates: readonly RateForm[]
  readonly rateOf: Int32Array
}

function formOf(tariff: TariffDeclaration, parts: Parts, world: TariffWorld): TariffForm {
  const name = tariff.name.value
  const from = tariff.from?.value ?? null
  const until = tariff.until?.value ?? null
  const { held } = tariff
  const bands = tariff.bands.map(band => {
    const at = ruleAt(band.spot, `tariff ${name} > band ${band.name.value}`)
    return { name: band.name.value, text: band.text, at }
  })
  return {
    name,
    service: tariff.service.value,
    unit: parts.unit,
    from,
    until,
    reach: tariff.reach?.value ?? null,
    startsAt: held.from === null ? -Infinity : startOfDayMs(held.from.value, world.clockZone),
    endsAt: held.until === null ? Infinity : startOfDayMs(held.until.value, world.clockZone),
    at: ruleAt(tariff.name.spot, `tariff ${name}`),
    currency: world.currency,
    clockZone: world.clockZone,
    zones: parts.geography.zones,
    prefixes: parts.geography.prefixes,
    bands: bands.length === 0 ? [{ name: '', text: '' }] : bands,
    week: bands.length === 0 ? null : bandWeek(parts.week.bandAt, parts.week.days.special),
    split: isSplit(tariff, parts.unit),
    setupAlways: tariff.setupAlways,
    rates: parts.rates,
    rateOf: parts.rateOf
  }
}

/** The tariff's zone tables as one; no prefixes for a tariff with one zone; null when a table is unknown, empty or damaged. */
function geographyOf({ zoning }: TariffDeclaration, { zoneTables, report }: TariffWorld): StackedZones | null {
  if (zoning === null) return { zones: [''], prefixes: [], unmet: NONE }
  if (zoning.kind === 'one') return { zones: [zoning.zone.value], prefixes: [], unmet: NONE }
  const tables = zoning.tables.flatMap(name => {
    const forms = zoneTables.get(name.value)
    return forms === undefined || forms.prefixes.length === 0 ? [] : [{ ...name, forms }]
  })
  return tables.length < zoning.tables.length ? null : stackZones(tables, report)
}

const NONE: ReadonlySet<string> = new Set()

function checkCrossing({ crossing, bands }: TariffDeclaration, unit: BaseUnit | null, report: Report): void {
  if (crossing === null) return
  if (bands.length === 0) report.warning(crossing.spot, 'R0158', 'the tariff has no bands, so no call crosses one')
  else if (crossing.value === 'split' && unit !== null && unit !== 'second') {
    report.error(
      crossing.spot,
      'R0159',
      'only what is measured in time can be split over bands: it is rated by its start'
    )
  }
}

interface Axes {
  readonly geography: StackedZones
  readonly week: TariffWeek
}

/** Index of the rate of zone * bands + band; null when rows name what the tariff does not have. */
function rateOfCells(tariff: TariffDeclaration, { geography, week }: Axes, report: Report): Int32Array | null {
  const what = `tariff ${tariff.name.value}`
  const bands = tariff.bands.length === 0 ? [''] : tariff.bands.map(band => band.name.value)
  const { zones, unmet } = geography
  if (zones.length * bands.length > limits.tariffCells.most) {
    const message = `${grouped(zones.length)} zones times ${bands.length} bands are more than ${grouped(limits.tariffCells.most)}`
    report.error(tariff.name.spot, 'R0089', message)
    return null
  }
  // a row for a zone that no number meets stands beyond the matrix: it is known, and never applies
  const zoneIndex = new Map([...zones, ...unmet].map((zone, index) => [zone, index]))
  const bandIndex = new Map(bands.map((band, index) => [band, index]))
  const rows: { row: RateRow; zone: number; band: number }[] = []
  for (const row of tariff.rates) {
    const zone = indexIn(row.zone, { index: zoneIndex, kind: 'zone', what, report })
    const band = indexIn(row.band, { index: bandIndex, kind: 'band', what, report })
    if (zone !== null && band !== null) rows.push({ row, zone, band })
  }
  if (rows.length < tariff.rates.length) return null
  const matrix = { zones, bands, rows }
  const rateOf = resolveRates(matrix, report)
  checkCoverage(tariff, { matrix, rateOf, week }, report)
  return rateOf
}

interface NameLookup {
  readonly index: ReadonlyMap<string, number>
  readonly kind: 'zone' | 'band'
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

function ruleName(tariff: TariffDeclaration, { zone, band }: RateRow): string {
  const parts = [
    ...(tariff.zoning === null ? [] : [zone?.value ?? '*']),
    ...(tariff.bands.length === 0 ? [] : [band?.value ?? '*'])
  ]
  return parts.length === 0 ? `tariff ${tariff.name.value}` : `tariff ${tariff.name.value} > ${parts.join(' x ')}`
}

interface Coverage {
  readonly matrix: Matrix
  readonly rateOf: Int32Array
  readonly week: TariffWeek
}

/** Every zone has a rate at every minute: bands that hold at no minute need none. */
function checkCoverage(tariff: TariffDeclaration, { matrix, rateOf, week }: Coverage, report: Report): void {
  const held = heldBands(week.bandAt)
  matrix.zones.forEach((zone, zoneIndex) => {
    matrix.bands.forEach((band, bandIndex) => {
      if ((rateOf[zoneIndex * matrix.bands.length + bandIndex] ?? -1) >= 0) return
      if (week.bandAt.length > 0 && held[bandIndex] === 0) return
      report.add(tariff.name.spot, 'error', 'R0152', () => {
        const times = bandTimesText(week.bandAt, bandIndex, week.days)
        const when = times === '' ? '' : `, ${times} (band ${band})`
        const message = `${zone === '' ? tariff.name.value : zone}${when} has no rate`
        return { message, expected: ['a row for it', 'a row with *'] }
      })
    })
  })
}
