// Decks from a CSV file by itself, or from all tables of a set of rules.
import { checkRules } from '../rule-set/check-rules.ts'
import { catalogueOf, type RulesInput } from '../rule-set/compile-rules.ts'
import { Memory } from '../checker/memory.ts'
import { DiagnosticList } from '../diagnostics/diagnostic-list.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Match } from '../signature/match.ts'
import type { ColumnSet } from '../signature/signature.ts'
import type { SlotValue } from '../signature/slot-value.ts'
import { readCsv } from '../table/read-table.ts'
import { SourceText } from '../text/source-text.ts'
import {
  fromStatement,
  rateColumns,
  zoneColumns,
  ratesStatement,
  tariffStatement
} from '../vocabulary/tariff-statements.ts'
import { forWhom } from '../vocabulary/lower-currency.ts'
import { childOf, isOf, written } from '../vocabulary/match-parts.ts'
import type { ReadRows, SourcedRow } from '../vocabulary/table-row.ts'
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

/** Every table of a set of rules, whoever brought its statement: zones, the rates of each version of a tariff, tiers, matrices. */
export function readDecks({ files, signatures }: RulesInput): ReadDecks {
  const { statements, rows, diagnostics } = checkRules({ files, catalogue: catalogueOf(signatures) }, new Memory())
  const decks = [...statements.values()].flatMap(all => {
    const said = forWhom(all)
    return all.flatMap(match => decksOf(match, titleOf(match) + said, rows))
  })
  return { decks, diagnostics: diagnostics.filter(losesRows) }
}

function decksOf(match: Match, name: string, readRows: ReadRows): Deck[] {
  const below = match.children.filter(child => !match.cells.some(cell => cell.match === child))
  if (isOf(match, tariffStatement)) {
    const tables = below.filter(child => isOf(child, ratesStatement))
    return [{ name, rows: tables.flatMap(table => rowsOf(table, rateColumns, readRows)) }]
  }
  const table = match.signature.block?.table
  const rows = table === undefined ? [] : table.matrix ? matrixRows(match) : rowsOf(match, table.columns, readRows)
  return [
    ...(rows.length === 0 ? [] : [{ name, rows }]),
    ...below.flatMap(child => decksOf(child, `${name} > ${titleOf(child)}`, readRows))
  ]
}

function rowsOf(match: Match, columns: ColumnSet, readRows: ReadRows): DeckRow[] {
  const { file } = match.slots
  const named = written(match, 'file', typeof file === 'string' ? file : undefined)
  return readRows(match, named, { columns }).map(row => deckRow(row, columns))
}

function matrixRows({ cells, source }: Match): DeckRow[] {
  return cells.map(({ row, column, start, end }) => {
    const key = { row: row.name, column: column.name }
    const text = source.text.slice(start, end).trim()
    const says = new Map([['cell', { text, value: text }]])
    return { key, id: rowId(key), says, file: source.file, line: source.lineOf(start) }
  })
}

/** 'tariff voice-standard from 2026-01-01', 'zones world', 'tiers data-blocks'. */
function titleOf(match: Match): string {
  const { id, slots } = match.signature
  const declares = Object.entries(slots).find(([, slot]) => 'declares' in slot && slot.declares !== undefined)
  const name = declares === undefined ? '' : ` ${String(match.slots[declares[0]])}`
  const from = childOf(match, fromStatement)?.slots.from
  const word = /^[\p{L}\d_-]+/u.exec(match.source.text.slice(match.start, match.end))?.[0] ?? id
  return `${word}${name}${from === undefined ? '' : ` from ${from.toString()}`}`
}

/** A deck may be compared before the rules around it are right, but not when rows of it could not be read. */
function losesRows({ code, severity }: Diagnostic): boolean {
  return severity === 'error' && (code < 'R0100' || code === 'R0121' || code === 'R0122')
}

function deckRow({ row, source }: SourcedRow<ColumnSet>, columns: ColumnSet): DeckRow {
  const key: Record<string, string> = {}
  const says = new Map<string, DeckValue>()
  const names = Object.keys(columns)
  const keys = names.filter(name => isKey(name, columns))
  for (const [name, column] of Object.entries(columns)) {
    const value = row.cells[name] ?? null
    const { start, end } = row.span(name)
    const text = source.text.slice(start, end).trim()
    if (keys.length === 0 ? name === names[0] : keys.includes(name)) {
      // most decks ask for no origin, and their rows are named without one
      if (value !== null || ('any' in column && name !== 'origin')) key[name] = keyText(value, text)
    } else if (value !== null && !isNothing(name, value)) says.set(name, { text, value })
  }
  return { key, id: rowId(key), says, file: source.file, line: source.lineOf(row.start) }
}

function keyText(value: SlotValue | '*' | null, text: string): string {
  return value === null ? '*' : typeof value === 'string' ? value : text
}

/** A setup or a minimum of 0.00 is none, like an empty cell. */
function isNothing(column: string, value: SlotValue | '*'): boolean {
  return NONE_WHEN_ZERO.has(column) && typeof value === 'object' && 'currency' in value && value.micro === 0n
}

const NONE_WHEN_ZERO: ReadonlySet<string> = new Set(['setup', 'minimum'])

/** A rate is for what it names; a row of a zone table is for its prefix, and says the zone. Where no column is such, the first one is. */
function isKey(name: string, columns: ColumnSet): boolean {
  const kind = columns[name]?.slot.kind
  if (kind === 'number-text') return true
  return kind === 'name' && (name !== 'zone' || 'price' in columns)
}
