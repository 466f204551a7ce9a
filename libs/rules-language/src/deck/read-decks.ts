// Decks from a CSV file by itself, or from all tables of a set of rules.
import { checkRules } from '../rule-set/check-rules.ts'
import { catalogueOf, type RulesInput } from '../rule-set/compile-rules.ts'
import { Memory } from '../checker/memory.ts'
import { DiagnosticList } from '../diagnostics/diagnostic-list.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Match } from '../signature/match.ts'
import type { Column, ColumnSet } from '../signature/signature.ts'
import { readCsv } from '../table/read-table.ts'
import { SourceText } from '../text/source-text.ts'
import {
  fromStatement,
  rateColumns,
  zoneColumns,
  ratesStatement,
  tariffStatement,
  zonesStatement
} from '../vocabulary/tariff-statements.ts'
import { childOf, isOf, written } from '../vocabulary/match-parts.ts'
import type { SourcedRow } from '../vocabulary/table-row.ts'
import { type Deck, type DeckRow, type DeckValue, rowId } from './deck-row.ts'

export interface ReadDecks {
  readonly decks: readonly Deck[]
  /** What is wrong with the rows that are not in the decks. */
  readonly diagnostics: readonly Diagnostic[]
}

const PREFIX_FIRST: ColumnSet = { prefix: { ...zoneColumns.prefix, optional: true }, ...rateColumns }

/** Columns as in `rates from` or `zones from`; a deck may also have its prices by prefix. */
export function readDeckFile(file: string, text: string): ReadDecks {
  const source = new SourceText(file, text)
  const problems = new DiagnosticList(source)
  const header = source.lineText(1)
  const columns = /\bprice\b/.test(header) ? PREFIX_FIRST : zoneColumns
  const rows = [...readCsv(source, { columns }, problems)].map(row => deckRow({ row, source }, columns))
  return { decks: [{ name: '', rows }], diagnostics: problems.toArray() }
}

/** Every zone table and every version of every tariff. */
export function readDecks({ files, signatures }: RulesInput): ReadDecks {
  const { statements, rows, diagnostics } = checkRules({ files, catalogue: catalogueOf(signatures) }, new Memory())
  const rowsOf = (match: Match, columns: ColumnSet): DeckRow[] => {
    const { file } = match.slots
    const named = written(match, 'file', typeof file === 'string' ? file : undefined)
    return rows(match, named, { columns }).map(row => deckRow(row, columns))
  }
  const decks = [...statements.values()].flat().flatMap(match => {
    if (isOf(match, zonesStatement)) return [{ name: `zones ${match.slots.name}`, rows: rowsOf(match, zoneColumns) }]
    if (!isOf(match, tariffStatement)) return []
    const from = childOf(match, fromStatement)?.slots.from
    const name = `tariff ${match.slots.name}${from === undefined ? '' : ` from ${from}`}`
    const tables = match.children.filter(child => isOf(child, ratesStatement))
    return [{ name, rows: tables.flatMap(table => rowsOf(table, rateColumns)) }]
  })
  return { decks, diagnostics: diagnostics.filter(losesRows) }
}

/** A deck may be compared before the rules around it are right, but not when rows of it could not be read. */
function losesRows({ code, severity }: Diagnostic): boolean {
  return severity === 'error' && (code < 'R0100' || code === 'R0121' || code === 'R0122')
}

function deckRow({ row, source }: SourcedRow<ColumnSet>, columns: ColumnSet): DeckRow {
  const key: Record<string, string> = {}
  const says = new Map<string, DeckValue>()
  for (const [name, column] of Object.entries(columns)) {
    const value = row.cells[name] ?? null
    if (isKey(name, column, columns)) {
      // most decks ask for no origin, and their rows are named without one
      if (value !== null || ('any' in column && name !== 'origin')) key[name] = value === null ? '*' : String(value)
    } else if (value !== null) {
      const { start, end } = row.span(name)
      says.set(name, { text: source.text.slice(start, end).trim(), value })
    }
  }
  return { key, id: rowId(key), says, file: source.file, line: source.lineOf(row.start) }
}

/** A rate is for what it names; a row of a zone table is for its prefix, and says the zone. */
function isKey(name: string, { slot }: Column, columns: ColumnSet): boolean {
  if (slot.kind === 'number-text') return true
  return slot.kind === 'name' && (name !== 'zone' || 'price' in columns)
}
