// The outline of a file and the names of the whole set: what there is, and where.
import { exampleStatement } from '../vocabulary/example-statements.ts'
import type { Match, Span } from '../signature/match.ts'
import { headSpot, isOf } from '../vocabulary/match-parts.ts'
import type { Spot } from '../vocabulary/declarations.ts'
import { lineAt } from './known-names.ts'
import { namedPlaces } from './named-places.ts'
import type { RulesWorkspace } from './rules-workspace.ts'

export interface OutlineSymbol {
  /** The statement's line: 'plan mobile-40 "Mobile 40"'. */
  readonly name: string
  /** The first word of its pattern. */
  readonly kind: string
  readonly whole: Span
  readonly head: Span
  readonly children: readonly OutlineSymbol[]
}

export function outlineOf(workspace: RulesWorkspace, path: string): OutlineSymbol[] {
  return (workspace.checked.statements.get(path) ?? []).map(symbolOf)
}

function symbolOf(match: Match): OutlineSymbol {
  const { start, end } = headSpot(match)
  return {
    name: lineAt({ source: match.source, start, end }),
    kind: /^\w*/.exec(match.signature.pattern)?.[0] ?? '',
    whole: { start: match.start, end: match.end },
    head: { start, end },
    // cells of a matrix are no statements of their own
    children: match.cells.length > 0 ? [] : match.children.map(symbolOf)
  }
}

export interface SetSymbol {
  readonly name: string
  /** 'plan', 'tariff', 'example' ... */
  readonly kind: string
  readonly spot: Spot
}

const MOST_SYMBOLS = 500

/** Declared names and titles of examples that hold the query, whatever its case; cells of tables are left out. */
export function findSymbols(workspace: RulesWorkspace, query: string): SetSymbol[] {
  const wanted = query.toLowerCase()
  const found: SetSymbol[] = []
  for (const symbol of allSymbols(workspace)) {
    if (!symbol.name.toLowerCase().includes(wanted)) continue
    found.push(symbol)
    if (found.length === MOST_SYMBOLS) break
  }
  return found
}

function* allSymbols(workspace: RulesWorkspace): Generator<SetSymbol> {
  for (const file of workspace.checked.statements.keys()) {
    for (const { slot, inRow, kind, name, spot } of namedPlaces(workspace, file)) {
      if (slot === 'declares' && !inRow && !workspace.isLabel(kind)) yield { name, kind, spot }
    }
    for (const match of workspace.checked.statements.get(file) ?? []) {
      if (isOf(match, exampleStatement)) yield { name: match.slots.title, kind: 'example', spot: headSpot(match) }
    }
  }
}
