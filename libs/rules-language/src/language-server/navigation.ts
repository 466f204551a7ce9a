// Which name stands at a place, where it is declared and where else it stands.
import { namedTables } from '../checker/named-tables.ts'
import type { Spot } from '../vocabulary/declarations.ts'
import { type NamedPlace, namedPlaces } from './named-places.ts'
import type { FileOffset, RulesWorkspace } from './rules-workspace.ts'

/** The name in a rule file, or in a CSV file that rules name; null when none stands there. Of several kinds, the one that is declared. */
export function nameAt(workspace: RulesWorkspace, { path, offset }: FileOffset): NamedPlace | null {
  const here: NamedPlace[] = []
  for (const place of namedPlaces(workspace, path)) {
    const { source, start, end } = place.spot
    if (source.file === path && start <= offset && offset <= end) here.push(place)
  }
  const [first, ...others] = here
  if (first === undefined) return null
  return others.length === 0 ? first : (here.find(place => declarationsOf(workspace, place).length > 0) ?? first)
}

/** All places of the same name, those that declare it first; a place that two statements share is listed once. */
export function placesOfName(workspace: RulesWorkspace, { kind, name, scope }: NamedPlace): NamedPlace[] {
  const found = new Map<string, NamedPlace>()
  for (const place of namedPlaces(workspace)) {
    if (place.name !== name || place.kind !== kind || place.scope !== scope) continue
    const key = `${place.spot.source.file} ${place.spot.start}`
    if (place.slot === 'declares' || !found.has(key)) found.set(key, place)
  }
  return [...found.values()].sort((a, b) => Number(b.slot === 'declares') - Number(a.slot === 'declares'))
}

/** Where the name at a place is declared: every version of a plan, the first row of a zone; or the file that is named there. */
export function definitionsAt(workspace: RulesWorkspace, at: FileOffset): Spot[] {
  const name = nameAt(workspace, at)
  return name === null ? namedFileAt(workspace, at) : declarationsOf(workspace, name)
}

export function declarationsOf(workspace: RulesWorkspace, name: NamedPlace): Spot[] {
  const rowsSeen = new Set<string>()
  return placesOfName(workspace, name).flatMap(({ slot, inRow, spot }) => {
    if (slot !== 'declares' || (inRow && rowsSeen.has(spot.source.file))) return []
    if (inRow) rowsSeen.add(spot.source.file)
    return [spot]
  })
}

export interface ReferenceOptions {
  /** Also the places that declare the name. */
  readonly declarations: boolean
}

export function referencesAt(workspace: RulesWorkspace, at: FileOffset, { declarations }: ReferenceOptions): Spot[] {
  const name = nameAt(workspace, at)
  if (name === null) return []
  const places = placesOfName(workspace, name)
  return places.filter(({ slot }) => declarations || slot !== 'declares').map(({ spot }) => spot)
}

/** `rates from "international.csv"`: the beginning of that file. */
function namedFileAt(workspace: RulesWorkspace, { path, offset }: FileOffset): Spot[] {
  for (const { path: named, file } of (workspace.checked.statements.get(path) ?? []).flatMap(namedTables)) {
    if (named === null || !workspace.files.has(named)) continue
    const { start, end } = file.spot
    if (start <= offset && offset <= end) return [{ source: workspace.source(named), start: 0, end: 0 }]
  }
  return []
}
