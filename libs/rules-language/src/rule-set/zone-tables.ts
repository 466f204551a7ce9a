// The zone tables of a set of rules: checked, their zones known by name, and as the rule set shows them.
import { checkZones } from '../checker/check-zones.ts'
import type { Names } from '../checker/names.ts'
import { keyOf, type PartChecker } from '../checker/part-checker.ts'
import { ruleAt } from '../checker/report.ts'
import { type ZoneForms, zoneForms } from '../checker/zone-forms.ts'
import type { Spot, ZoneRow, ZonesDeclaration } from '../vocabulary/declarations.ts'
import type { Declarations } from '../vocabulary/lower-rules.ts'
import type { ZoneTable } from './rule-set.ts'

/** By name. The zones of all tables become names that may be referred to. */
export function checkZoneTables({ zones }: Declarations, names: Names, parts: PartChecker): Map<string, ZoneForms> {
  const rows = new Map(
    zones.map(table => [
      table.name.value,
      parts.check(`zones ${keyOf(table.name.spot)}`, [table], found => checkZones(table, found))
    ])
  )
  return new Map(
    [...rows].map(([name, right]) => {
      names.declareTable(
        'zone',
        parts.check(`zone names ${name}`, [right], () => zonesOf(right))
      )
      return [name, parts.check(`zone forms ${name}`, [right], () => zoneForms(name, right))]
    })
  )
}

/** Each zone once, where it is written first. */
function zonesOf(rows: readonly ZoneRow[]): Map<string, Spot> {
  const seen = new Map<string, Spot>()
  for (const { zone, spot } of rows) if (!seen.has(zone)) seen.set(zone, spot)
  return seen
}

const NO_ZONES: ZoneForms = { zones: [], prefixes: [] }

export function zoneTable(
  table: ZonesDeclaration,
  forms: ReadonlyMap<string, ZoneForms>,
  parts: PartChecker
): ZoneTable {
  const form = forms.get(table.name.value) ?? NO_ZONES
  return parts.check(`zone table ${keyOf(table.name.spot)}`, [table, form], () => tableOf(table, form))
}

function tableOf({ name }: ZonesDeclaration, { zones, prefixes }: ZoneForms): ZoneTable {
  return {
    name: name.value,
    zones,
    prefixes: prefixes.map(({ prefix, zone, at }) => ({ prefix, zone: zones[zone] ?? '', at })),
    at: ruleAt(name.spot, `zones ${name.value}`)
  }
}
