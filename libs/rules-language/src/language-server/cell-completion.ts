// What may be written in a cell of a table: column names in its header, else the words and names of its column.
import type { IToken } from 'chevrotain'
import { endOf, lexRange } from '../lexer/lex.ts'
import { Ident } from '../lexer/tokens.ts'
import type { Match, Row } from '../signature/match.ts'
import type { Column } from '../signature/signature.ts'
import type { Slot } from '../signature/slot.ts'
import { readSlot } from '../slots/read-slot.ts'
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
  const { start, end } = row.cell
  const { tokens } = lexRange(text, start, end)
  const last = tokens.at(-1)
  const typing = last?.tokenType === Ident && endOf(last) === end ? last : null
  const before = typing === null ? tokens : tokens.slice(0, -1)
  const replaces = { start: typing?.startOffset ?? end, end }
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
