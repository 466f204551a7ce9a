// What may be written in a cell of a table: column names in its header, else the words and names of its column.
import { lexRange } from '../lexer/lex.ts'
import type { Match, Row } from '../signature/match.ts'
import type { Column } from '../signature/signature.ts'
import { describeSlot } from '../slots/describe-slot.ts'
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
    return Object.entries(spec.columns).map(([name, column]) => cell(row, name, 'column', column.doc ?? ''))
  }
  const name = headerNames(match.source.text, header)[row.cellsBefore]
  const column = name === undefined ? undefined : spec.columns[name]
  if (column === undefined) return []
  const { slot } = column
  const names = slot.kind === 'name' && slot.refersTo !== undefined ? knownNames(workspace, slot.refersTo, scope) : []
  return [...names.map(({ name, detail }) => cell(row, name, 'name', detail)), ...wordsOf(row, column)]
}

function wordsOf(row: CursorRow, column: Column): Completion[] {
  const { slot, any, doc } = column
  const { text } = row.table.match.source
  const detail = doc ?? describeSlot(slot)
  const { tokens } = lexRange(text, row.cell.start, row.cell.end)
  const typing = tokens.length > 0 && /\w$/.test(text.slice(0, row.cell.end)) ? tokens.slice(0, -1) : tokens
  const words = slotWords(slot, typing)
  return [
    ...(any && tokens.length === 0 ? [cell(row, '*', 'value', 'every one')] : []),
    ...words.map(word => cell(row, word, 'value', detail))
  ]
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
