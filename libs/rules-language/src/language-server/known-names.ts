// The declared names of one kind, for completion.
import type { Match } from '../signature/match.ts'
import type { Spot } from '../vocabulary/declarations.ts'
import { namedPlaces } from './named-places.ts'
import type { RulesWorkspace } from './rules-workspace.ts'

/** Offered at most: nobody chooses from more, and a deck may declare tens of thousands. */
const MOST_NAMES = 1000

export interface KnownName {
  readonly name: string
  /** The line that declares it. */
  readonly detail: string
}

/** `scope`: the top-level statement around the place, for names that only it knows. */
export function knownNames(workspace: RulesWorkspace, kind: string, scope: Match | null): KnownName[] {
  const known = new Map<string, string>()
  for (const place of namedPlaces(workspace)) {
    if (place.kind !== kind || place.slot !== 'declares' || known.has(place.name)) continue
    if (place.scope !== null && place.scope !== scope) continue
    known.set(place.name, place.inRow ? place.spot.source.file : lineAt(place.spot))
    if (known.size === MOST_NAMES) break
  }
  return [...known].map(([name, detail]) => ({ name, detail }))
}

/** The line, without its brace. */
export function lineAt({ source, start }: Spot): string {
  return source
    .lineText(source.lineOf(start))
    .replace(/\s*\{\s*(#.*)?$/, '')
    .trim()
}
