// A checked zone table as the compiler takes it, made once for all tariffs that use it.
import type { PrefixForm } from '../compiler/tariff-form.ts'
import type { ZoneRow } from '../vocabulary/declarations.ts'
import { ruleAt } from './report.ts'

export interface ZoneForms {
  /** In the order of their first row. */
  readonly zones: readonly string[]
  readonly prefixes: readonly PrefixForm[]
}

export function zoneForms(table: string, rows: readonly ZoneRow[]): ZoneForms {
  const indexes = new Map<string, number>()
  const prefixes = rows.map(({ prefix, zone, spot }) => {
    const known = indexes.get(zone) ?? indexes.size
    indexes.set(zone, known)
    return { prefix, zone: known, at: ruleAt(spot, `zones ${table} > ${prefix}`) }
  })
  return { zones: [...indexes.keys()], prefixes }
}
