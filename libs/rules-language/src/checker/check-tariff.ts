// A tariff declaration -> its form for the compiler, when nothing is wrong with it.
import { type BaseUnit, startOfDayMs } from '@farthing/billing-core/values'
import { bandWeek } from '../compiler/band-week.ts'
import type { RateForm, TariffForm } from '../compiler/tariff-form.ts'
import type { TierTable } from '../rule-set/tiers.ts'
import type { TariffDeclaration, Written } from '../vocabulary/declarations.ts'
import { checkTierLimits } from './check-tier-limits.ts'
import type { DayWorld } from './day-kinds.ts'
import { rateForm } from './rate-form.ts'
import { rateOfCells, ruleName } from './rate-cells.ts'
import { type Report, ruleAt } from './report.ts'
import { type StackedZones, stackZones } from './stack-zones.ts'
import { unitOf } from './service-unit.ts'
import { type TariffWeek, weekOf } from './tariff-week.ts'
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
  const before = report.lastingErrors
  const unit = unitOf(tariff, report)
  const geography = geographyOf(tariff, world)
  const origins = originsOf(tariff, world)
  const week = weekOf(tariff, world.days, report)
  checkCrossing(tariff, unit, report)
  if (unit === null) return null
  const context = { currency, unit, what: `tariff ${tariff.name.value}`, tiers: world.tiers, report }
  const rates = tariff.rates.map(row => rateForm(row, ruleName(tariff, row), context))
  if (geography === null || origins === null || week === null || tariff.damaged) return null
  const rateOf = rateOfCells(tariff, { origins, geography, week }, report)
  if (rateOf === null) return null
  if (isSplit(tariff, unit)) {
    checkTierLimits({ rows: tariff.rates, rates, rateOf, bands: Math.max(1, tariff.bands.length) }, report)
  }
  if (report.lastingErrors > before) return null
  return formOf(tariff, { unit, origins, geography, week, rates, rateOf }, world)
}

function isSplit({ crossing }: TariffDeclaration, unit: BaseUnit): boolean {
  return crossing?.value !== 'start' && unit === 'second'
}

interface Parts {
  readonly unit: BaseUnit
  readonly origins: StackedZones
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
    origins: parts.origins.zones,
    originPrefixes: parts.origins.prefixes,
    zones: parts.geography.zones,
    prefixes: parts.geography.prefixes,
    zoneBy: tariff.zoning?.kind === 'tables' ? tariff.zoning.by : 'called',
    bands: bands.length === 0 ? [{ name: '', text: '' }] : bands,
    week: bands.length === 0 ? null : bandWeek(parts.week.bandAt, parts.week.days.special),
    split: isSplit(tariff, parts.unit),
    setupAlways: tariff.setupAlways,
    pocketsByName: tariff.pocketsByName,
    rates: parts.rates,
    rateOf: parts.rateOf
  }
}

/** The tariff's zone tables as one; no prefixes for a tariff with one zone; null when a table is unknown, empty or damaged. */
function geographyOf({ zoning }: TariffDeclaration, world: TariffWorld): StackedZones | null {
  if (zoning === null) return NOWHERE
  if (zoning.kind === 'one') return { ...NOWHERE, zones: [zoning.zone.value] }
  return stackOf(zoning.tables, world)
}

/** The same of the calling numbers. */
function originsOf({ origin, rates, zoning }: TariffDeclaration, world: TariffWorld): StackedZones | null {
  if (origin === null) return NOWHERE
  const { report } = world
  if (zoning?.kind !== 'tables' || zoning.by === 'calling') {
    const message = 'an origin stands beside the zone of the called number, and this tariff does not ask for it'
    const expected = ['zone by called number in NAME beside it', 'zone by calling number in NAME instead of it']
    report.error(origin.spot, 'R0280', message, { expected })
  } else if (rates.every(row => row.origin === null)) {
    const message = 'no row names an origin, and calls without a calling number would not be rated'
    report.warning(origin.spot, 'R0281', message)
  }
  return stackOf(origin.tables, world)
}

function stackOf(names: readonly Written<string>[], { zoneTables, report }: TariffWorld): StackedZones | null {
  const tables = names.flatMap(name => {
    const forms = zoneTables.get(name.value)
    return forms === undefined || forms.prefixes.length === 0 ? [] : [{ ...name, forms }]
  })
  return tables.length < names.length ? null : stackZones(tables, report)
}

const NOWHERE: StackedZones = { zones: [''], prefixes: [], unmet: new Set() }

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
