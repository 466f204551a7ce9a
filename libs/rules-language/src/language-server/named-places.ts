// Every place where a name stands: in statements, and in the rows of their tables, CSV files included.
import { matrixMentionsOf, type Mention, mentionsOf, type SlotMention } from '../checker/names.ts'
import { namedTables } from '../checker/named-tables.ts'
import type { Match } from '../signature/match.ts'
import type { Column } from '../signature/signature.ts'
import { cellsInFiles } from '../vocabulary/match-parts.ts'
import { looseMentionsOf } from './loose-mentions.ts'
import { type RulesWorkspace, withBlock } from './rules-workspace.ts'

export interface NamedPlace extends Mention {
  readonly slot: 'declares' | 'refersTo'
  /** Is it a cell of a table? */
  readonly inRow: boolean
  /** The top-level statement within which the name is known; null when it is known everywhere. */
  readonly scope: Match | null
}

/** Kinds of things that only the statement around them knows: each tariff has its own bands. */
const INNER_KINDS: ReadonlySet<string> = new Set(['band'])

/** Of the rules, or of one file of them. What stands in a table that two statements name is listed with each. */
export function* namedPlaces(workspace: RulesWorkspace, only?: string): Generator<NamedPlace> {
  const { statements } = workspace.checked
  const files = only !== undefined && statements.has(only) ? [only] : statements.keys()
  for (const file of files) {
    for (const top of statements.get(file) ?? []) yield* placesWithin(workspace, top, only)
  }
}

function* placesWithin(workspace: RulesWorkspace, top: Match, only: string | undefined): Generator<NamedPlace> {
  const scopeOf = (kind: string): Match | null => (INNER_KINDS.has(kind) ? top : null)
  for (const match of withBlock(top)) {
    if (only === undefined || match.source.file === only) {
      const mentions = [...mentionsOf(match), ...looseMentionsOf(match, top, workspace.facts)]
      for (const mention of mentions)
        yield { ...mention, ...roleOf(mention), inRow: false, scope: scopeOf(mention.kind) }
    }
    const inCells = cellsInFiles(match).flatMap(mentionsOf)
    for (const mention of [...matrixMentionsOf(match), ...inCells]) {
      if (only === undefined || mention.spot.source.file === only)
        yield { ...mention, ...roleOf(mention), inRow: true, scope: null }
    }
    for (const mention of cellMentions(workspace, match, only)) yield { ...mention, scope: scopeOf(mention.kind) }
  }
}

/** Editors follow what may be named as what is. */
function roleOf({ slot }: SlotMention): Pick<NamedPlace, 'slot'> {
  return { slot: slot === 'declares' ? 'declares' : 'refersTo' }
}

function* cellMentions(
  workspace: RulesWorkspace,
  match: Match,
  only: string | undefined
): Generator<Omit<NamedPlace, 'scope'>> {
  const table = match.signature.block?.table
  const columns = Object.entries(table?.columns ?? {}).flatMap(namingColumns)
  if (table === undefined || table.matrix !== undefined || columns.length === 0) return
  const file = namedTables(match).find(({ statement }) => statement === match)?.file ?? null
  for (const { row, source } of workspace.checked.rows(match, file, table)) {
    if (only !== undefined && source.file !== only) continue
    for (const { column, slot, kind } of columns) {
      const name: unknown = row.cells[column]
      if (typeof name !== 'string' || name === '*') continue
      yield { slot, kind, name, inRow: true, spot: { source, ...row.span(column) } }
    }
  }
}

interface NamingColumn extends Pick<NamedPlace, 'slot' | 'kind'> {
  readonly column: string
}

function namingColumns([column, { slot }]: readonly [string, Column]): NamingColumn[] {
  if (slot.kind !== 'name' && slot.kind !== 'text') return []
  const { declares, refersTo } = slot
  const declared = declares === undefined ? [] : [{ column, slot: 'declares' as const, kind: declares }]
  return refersTo === undefined ? declared : [...declared, { column, slot: 'refersTo' as const, kind: refersTo }]
}
