// Rows of texts into rows of values, whatever they were cut from.
import type { DiagnosticList } from '../diagnostics/diagnostic-list.ts'
import type { Span } from '../signature/match.ts'
import type { ColumnSet, TableSpec } from '../signature/signature.ts'
import { placed } from './cell-places.ts'
import type { CellValue } from './cell-reader.ts'
import { type HeaderColumn, readHeader } from './table-header.ts'
import { TableRow } from './table-row.ts'

/** A row before its cells are read: their texts, and their offsets in pairs. */
export interface RawRow extends Span {
  readonly texts: readonly string[]
  readonly bounds: readonly number[]
}

export interface RowContext<C extends ColumnSet> {
  readonly spec: TableSpec<C>
  readonly problems: DiagnosticList
  /** Are names taken as they stand, because the file has its own way of quoting? */
  readonly raw: boolean
}

/** Yields the rows that are right; all problems of the others are added to the list. */
export function* readRows<C extends ColumnSet>(rows: Iterable<RawRow>, context: RowContext<C>): Generator<TableRow<C>> {
  const { problems, spec } = context
  let header: (HeaderColumn | null)[] | null = null
  let columns: (string | null)[] = []
  let complete = false
  for (const row of rows) {
    if (header === null) {
      header = readHeader(
        row.texts.map((text, index) => ({ text, ...boundsOf(row, index) })),
        row,
        context
      )
      if (header === null) return
      columns = header.map(column => column?.name ?? null)
      complete = Object.entries(spec.columns).every(([name, { optional }]) => optional || columns.includes(name))
      continue
    }
    const cells = readCells(row, header, context)
    // without a column that must be there, rows are only checked
    if (cells === null || !complete) continue
    for (const name of Object.keys(spec.columns)) cells[name] ??= null
    yield new TableRow<C>(problems.source, row, { cells, columns, bounds: row.bounds })
  }
}

function readCells(
  row: RawRow,
  header: readonly (HeaderColumn | null)[],
  { problems, raw }: Pick<RowContext<ColumnSet>, 'problems' | 'raw'>
): Record<string, CellValue> | null {
  if (row.texts.length !== header.length) {
    const count = row.texts.length
    const message = `this row has ${count} cell${count === 1 ? '' : 's'}, the header ${header.length}`
    // too many: from the first surplus cell on
    const start = row.bounds[header.length * 2] ?? row.start
    problems.addLazily(() => ({ code: 'R0054', message, start, end: row.end }))
    return null
  }
  const cells: Record<string, CellValue> = {}
  let right = true
  header.forEach((column, index) => {
    if (!column) return
    const text = row.texts[index] ?? ''
    const judged = column.reader.read(text)
    if (judged.ok) cells[column.name] = judged.value
    else {
      right = false
      problems.addLazily(() => placed(judged.problem, problems.source.text, { ...boundsOf(row, index), text, raw }))
    }
  })
  return right ? cells : null
}

function boundsOf(row: RawRow, index: number): Span {
  return { start: row.bounds[index * 2] ?? row.start, end: row.bounds[index * 2 + 1] ?? row.end }
}
