// What may be written in a cell of a table: column names in its header, else the words and names of its column.
import type { IToken } from 'chevrotain'
import { endOf, lexRange } from '../lexer/lex.ts'
import { Ident } from '../lexer/tokens.ts'
import { writtenName } from '../lexer/written-name.ts'
import type { Match, Row, Span } from '../signature/match.ts'
import type { Column, MatrixSpec } from '../signature/signature.ts'
import type { Slot } from '../signature/slot.ts'
import { readSlot } from '../slots/read-slot.ts'
import { describeSlot } from '../slots/describe-slot.ts'
import { Walk } from '../statement/walk.ts'
import { compiledCell, NOTHING } from '../table/matrix-cells.ts'
import type { Completion } from './completion.ts'
import type { CursorRow } from './cursor.ts'
import { knownNames } from './known-names.ts'
import type { RulesWorkspace } from './rules-workspace.ts'
import { slotWords } from './slot-words.ts'

/** `scope`: the top-level statement around the table. */
export function cellCompletions(workspace: RulesWorkspace, row: CursorRow, scope: Match | null): Completion[] {
  const { spec, match } = row.table
  const header = match.rows[0]
  const isHeader = header === undefined || header.start >= match.source.text.lastIndexOf('\n') + 1
  if (isHeader) {
    const columns = Object.entries(spec.columns).map(([name, column]) => cell(row, name, 'column', column.doc ?? ''))
    return [...columns, ...namesOf(workspace, row, { kind: spec.matrix?.names, scope })]
  }
  const name = headerNames(match.source.text, header)[row.cellsBefore]
  const column = name === undefined ? undefined : spec.columns[name]
  if (column === undefined) return spec.matrix === undefined ? [] : pairWords(row, spec.matrix)
  const { slot } = column
  const kind = slot.kind === 'name' ? slot.refersTo : undefined
  return [...namesOf(workspace, row, { kind, scope }), ...wordsOf(row, column)]
}

function namesOf(
  workspace: RulesWorkspace,
  row: CursorRow,
  { kind, scope }: { readonly kind: string | undefined; readonly scope: Match | null }
): Completion[] {
  if (kind === undefined) return []
  return knownNames(workspace, kind, scope).map(({ name, detail }) => {
    return { ...cell(row, name, 'name', detail), text: writtenName(name) }
  })
}

/** The tokens before the word that is being typed, and what a completion replaces. */
function typedIn({ cell: { start, end }, table }: CursorRow): { readonly before: IToken[]; readonly replaces: Span } {
  const { tokens } = lexRange(table.match.source.text, start, end)
  const last = tokens.at(-1)
  const typing = last?.tokenType === Ident && endOf(last) === end ? last : null
  const before = typing === null ? tokens : tokens.slice(0, -1)
  return { before, replaces: { start: typing?.startOffset ?? end, end } }
}

/** Of a matrix: what its pattern expects after what is written. */
function pairWords(row: CursorRow, matrix: MatrixSpec): Completion[] {
  const { before, replaces } = typedIn(row)
  const walk = new Walk(compiledCell(matrix), before)
  walk.run()
  const expected = walk.furthest === before.length ? walk.expectations : []
  const words = expected.flatMap(({ words, slot }) => {
    if (slot === undefined) return words.startsWith('`') ? [words.slice(1, -1)] : []
    return slotWords(slot.slot, before.slice(slot.from))
  })
  const nothing = before.length === 0 ? [cell(row, NOTHING, 'value', 'nothing to say of this pair')] : []
  return [...[...new Set(words)].map(word => ({ ...cell(row, word, 'value', matrix.cell.doc), replaces })), ...nothing]
}

function wordsOf(row: CursorRow, column: Column): Completion[] {
  const { slot, any, doc } = column
  const detail = doc ?? describeSlot(slot)
  const { before, replaces } = typedIn(row)
  const words = [...wantedWords(slot, before), ...slotWords(slot, before)]
  return [
    ...(any && before.length === 0 ? [cell(row, '*', 'value', 'every one')] : []),
    ...[...new Set(words)].map(word => ({ ...cell(row, word, 'value', detail), replaces }))
  ]
}

/** The words that the value's grammar wants after what is written, as it would say in a message. */
function wantedWords(slot: Slot, before: IToken[]): string[] {
  if (before.length === 0) return []
  const reading = readSlot({ tokens: before, at: 0, follow: new Set(), endsList: () => false }, slot)
  if (reading.ok || reading.at !== before.length) return []
  return reading.wanted.filter(wanted => wanted.startsWith('`')).map(wanted => wanted.slice(1, -1))
}

function cell({ cell }: CursorRow, label: string, kind: Completion['kind'], detail: string): Completion {
  return { label, kind, detail, replaces: cell, text: label, filter: label, snippet: false, documentation: '' }
}

function headerNames(text: string, { start, end }: Row): string[] {
  return text
    .slice(start, end)
    .split('|')
    .slice(1)
    .map(name => name.trim())
}
