// The header of a table: which column stands where.
import type { DiagnosticList } from '../diagnostics/diagnostic-list.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { replaceBy } from '../diagnostics/problem.ts'
import { oneOf, quoted } from '../diagnostics/wording.ts'
import type { Span } from '../signature/match.ts'
import type { TableSpec } from '../signature/signature.ts'
import { bad, good } from '../slots/judged.ts'
import { CellReader } from './cell-reader.ts'

export interface HeaderCell extends Span {
  readonly text: string
}

export interface HeaderColumn {
  readonly name: string
  readonly reader: Pick<CellReader, 'read'>
}

/** Null stands for a column that is unknown or repeated: it is reported once and not read. Returns null when nothing can be read. */
export function readHeader(
  cells: readonly HeaderCell[],
  whole: Span,
  { spec, problems, raw }: HeaderContext
): (HeaderColumn | null)[] | null {
  const names = Object.keys(spec.columns)
  if (cells.length > 0 && cells.every(({ text }) => !names.includes(text)) && !resembles(cells, names)) {
    const message = `the first row names the columns: expected ${names.map(name => quoted(name)).join(', ')}`
    problems.add({ code: 'R0050', message, ...whole, expected: names })
    return null
  }
  const seen = new Set<string>()
  const columns = cells.map(cell => {
    const column = Object.hasOwn(spec.columns, cell.text) ? spec.columns[cell.text] : undefined
    if (column === undefined && spec.matrix === undefined) unknownColumn(cell, names, problems)
    else if (seen.has(cell.text))
      problems.add({
        code: 'R0052',
        message: `the column ${quoted(cell.text)} is there twice`,
        start: cell.start,
        end: cell.end
      })
    if ((column === undefined && spec.matrix === undefined) || seen.has(cell.text)) return null
    seen.add(cell.text)
    return { name: cell.text, reader: column ? new CellReader(cell.text, column, raw) : matrixCell(cell.text) }
  })
  const missing = names.filter(name => !seen.has(name) && spec.columns[name]?.optional !== true)
  if (missing.length === 0) return columns
  if (columns.every(column => column !== null)) {
    const many = missing.length > 1 ? 'columns are' : 'column is'
    problems.add({
      code: 'R0053',
      message: `the ${many} missing: ${oneOf(missing.map(quoted), 'and')}`,
      ...whole,
      expected: missing
    })
  }
  return columns
}

/** Of a matrix: read by the statement's pattern afterwards. */
function matrixCell(name: string): HeaderColumn['reader'] {
  const message = `the cell of ${quoted(name)} is empty: every pair says something`
  return { read: text => (text === '' ? bad('R0055', { start: 0, end: 0 }, message) : good(text)) }
}

export interface HeaderContext {
  readonly spec: TableSpec
  readonly problems: DiagnosticList
  readonly raw: boolean
}

function resembles(cells: readonly HeaderCell[], names: readonly string[]): boolean {
  return cells.some(({ text }) => nearest(text, names) !== undefined)
}

function unknownColumn({ text, start, end }: HeaderCell, names: readonly string[], problems: DiagnosticList): void {
  const close = nearest(text, names)
  const fix = close === undefined ? {} : { nearest: close, fix: replaceBy(`write ${close}`, { start, end }, close) }
  const message = text === '' ? 'this column has no name' : `there is no column ${quoted(text)}`
  problems.add({
    code: 'R0051',
    message: `${message}; the columns are ${oneOf(names.map(quoted), 'and')}`,
    start,
    end,
    expected: names,
    ...fix
  })
}
