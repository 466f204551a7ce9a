// Zone tables one after the other, as one: the first table that knows a number decides, by its longest prefix.
import type { PrefixForm } from '../compiler/tariff-form.ts'
import { formatPlace } from '@farthing/billing-core/values'
import type { Written } from '../vocabulary/declarations.ts'
import type { Report } from './report.ts'
import type { ZoneForms } from './zone-forms.ts'

export interface StackedZones extends ZoneForms {
  /** Zones of the tables in which no number can be: earlier tables take them all. */
  readonly unmet: ReadonlySet<string>
}

/** A table of the stack, under its name. */
export type StackedTable = Written<string> & { readonly forms: ZoneForms }

/**
 * A prefix of a later table is left out when an earlier table has it or a beginning of it, because that table then knows
 * every number that begins so. What is left is one table in which the longest prefix decides. Linear in all rows.
 */
export function stackZones(tables: readonly StackedTable[], report: Report): StackedZones {
  const [first, ...others] = tables
  if (first === undefined) return { zones: [], prefixes: [], unmet: new Set() }
  if (others.length === 0) return { ...first.forms, unmet: new Set() }
  const { zones, prefixes, shadows } = merged(tables.map(({ forms }) => forms))
  tables.forEach((table, index) => warnOfShadow(table, shadows[index] ?? [], report))
  const names = tables.flatMap(({ forms }) => forms.zones)
  return { zones, prefixes, unmet: new Set(names.filter(name => !zones.includes(name))) }
}

interface Merged extends ZoneForms {
  /** Of each table, the rows that decide nothing. */
  readonly shadows: readonly (readonly Shadowed[])[]
}

/** Tariffs that stack the same tables share what comes of it. */
const stacks = new WeakMap<ZoneForms, { readonly tables: readonly ZoneForms[]; readonly result: Merged }[]>()

function merged(tables: readonly ZoneForms[]): Merged {
  const [first] = tables
  if (first === undefined) return { zones: [], prefixes: [], shadows: [] }
  const known = stacks.getOrInsertComputed(first, () => [])
  const found = known.find(
    stack => stack.tables.length === tables.length && stack.tables.every((one, index) => one === tables[index])
  )
  if (found !== undefined) return found.result
  const result = merge(tables)
  known.push({ tables, result })
  return result
}

function merge(tables: readonly ZoneForms[]): Merged {
  const known = new Map<string, PrefixForm>()
  const zones = new Map<string, number>()
  const prefixes: PrefixForm[] = []
  const shadows = tables.map(table => {
    const live: PrefixForm[] = []
    const idle: Shadowed[] = []
    for (const entry of table.prefixes) {
      const before = shorterOrSame(entry.prefix, known)
      if (before === undefined) live.push(entry)
      else idle.push({ entry, before })
    }
    for (const entry of live) {
      known.set(entry.prefix, entry)
      prefixes.push({ ...entry, zone: zones.getOrInsert(table.zones[entry.zone] ?? '', zones.size) })
    }
    return idle
  })
  return { zones: [...zones.keys()], prefixes, shadows }
}

interface Shadowed {
  readonly entry: PrefixForm
  readonly before: PrefixForm
}

function shorterOrSame(prefix: string, known: ReadonlyMap<string, PrefixForm>): PrefixForm | undefined {
  for (let length = prefix.length; length > 0; length--) {
    const found = known.get(prefix.slice(0, length))
    if (found !== undefined) return found
  }
  return undefined
}

function warnOfShadow({ value, spot, forms }: StackedTable, idle: readonly Shadowed[], report: Report): void {
  const [first] = idle
  if (first === undefined) return
  const { entry, before } = first
  const place = `${before.prefix} stands before ${entry.prefix} (${formatPlace(before.at)})`
  if (idle.length === forms.prefixes.length) {
    report.warning(
      spot,
      'R0134',
      `zone table ${value} decides nothing: tables before it know all its numbers; ${place}`
    )
    return
  }
  const [rows, decide] = idle.length === 1 ? ['a row', 'decides'] : [`${idle.length} rows`, 'decide']
  report.warning(spot, 'R0135', `${rows} of ${value} ${decide} nothing behind the tables before it: ${place}`)
}
