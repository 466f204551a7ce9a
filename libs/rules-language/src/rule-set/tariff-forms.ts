// The tariffs of a set of rules, checked with all that they name: zones, calendars, tiers.
import { epochDay } from '@farthing/billing-core/values'
import { checkTariff, type TariffWorld } from '../checker/check-tariff.ts'
import { checkTiers } from '../checker/check-tiers.ts'
import type { DayWorld } from '../checker/day-kinds.ts'
import type { SlotMention } from '../checker/names.ts'
import { keyOf, type PartChecker } from '../checker/part-checker.ts'
import type { Report } from '../checker/report.ts'
import type { ZoneForms } from '../checker/zone-forms.ts'
import type { TariffForm } from '../compiler/tariff-form.ts'
import type { HolidaysDeclaration, TariffDeclaration } from '../vocabulary/declarations.ts'
import type { Declarations } from '../vocabulary/lower-rules.ts'
import type { Operator } from './rule-set.ts'
import type { TierTable } from './tiers.ts'

interface Resolved {
  readonly operator: Operator
  readonly zoneTables: ReadonlyMap<string, ZoneForms>
  readonly parts: PartChecker
}

export interface CheckedTariffs {
  /** By name. */
  readonly tiers: ReadonlyMap<string, TierTable>
  /** Every version of every tariff. */
  readonly forms: readonly TariffForm[]
}

/** Those that are in order. */
export function checkTariffs(declared: Declarations, { operator, zoneTables, parts }: Resolved): CheckedTariffs {
  const tiers = declared.tiers.flatMap(
    table =>
      parts.check(`tiers ${keyOf(table.name.spot)}`, [table, operator], report =>
        checkTiers(table, operator.currency, report)
      ) ?? []
  )
  const inputs = [operator, ...declared.holidays, ...declared.zones, ...tiers]
  const world = parts.check('world of tariffs', inputs, () => worldOf(declared, tiers, { operator, zoneTables }))
  const forms = declared.tariffs.flatMap(
    tariff =>
      parts.check(`tariff ${keyOf(tariff.name.spot)}`, [tariff, world], report =>
        checkTariff(tariff, { ...world, report })
      ) ?? []
  )
  return { tiers: world.tiers, forms }
}

function worldOf(
  declared: Declarations,
  tiers: readonly TierTable[],
  { operator, zoneTables }: Pick<Resolved, 'operator' | 'zoneTables'>
): Omit<TariffWorld, 'report'> {
  const damaged = new Set(declared.zones.filter(table => table.damaged).map(({ name }) => name.value))
  return {
    currency: operator.currency,
    clockZone: operator.zone,
    zoneTables: new Map([...zoneTables].filter(([name]) => !damaged.has(name))),
    days: daysOf(declared, operator),
    tiers: new Map(tiers.map(table => [table.name, table]))
  }
}

export function daysOf({ holidays }: Declarations, operator: Operator): DayWorld {
  return { calendars: new Map(holidays.map(dayNumbers)), ownCalendar: operator.holidays }
}

function dayNumbers({ name, days }: HolidaysDeclaration): [name: string, days: readonly number[]] {
  return [name.value, days.map(({ date }) => epochDay(date))]
}

/** Versions of one tariff rate the same service. */
export function checkServices({ tariffs }: Declarations, report: Report): void {
  const services = new Map<string, string>()
  for (const { name, service } of tariffs) {
    const first = services.get(name.value)
    if (first === undefined) services.set(name.value, service.value)
    else if (first !== service.value) {
      report.error(service.spot, 'R0116', `another version of tariff ${name.value} is for ${first}`)
    }
  }
}

/** The tables of tiers that rows of tariffs name. */
export function tiersNamed({ tariffs }: Declarations, parts: PartChecker): SlotMention[] {
  return tariffs.flatMap(tariff => parts.check(`tiers of ${keyOf(tariff.name.spot)}`, [tariff], () => tiersOf(tariff)))
}

function tiersOf({ rates }: TariffDeclaration): SlotMention[] {
  return rates.flatMap(({ price: { value, spot } }) =>
    value.kind === 'tiers' ? [{ slot: 'refersTo' as const, kind: 'tiers', name: value.table, spot }] : []
  )
}
