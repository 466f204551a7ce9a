// A matrix as a plugin reads it in `lower`: every pair of names once, or a diagnostic at the cell that is missing or too many.
import type { RuleRef } from '@farthing/billing-core/values'
import type { Diagnostic, LowerContext, Match, MatrixCell, NamedSpan, SlotSet, Span } from '@farthing/rules-language'

/** A cell of the pair (row, column), which are two names. */
export interface Pair<V> {
  readonly row: string
  readonly column: string
  readonly value: V
  /** Where the cell stands: what explanations and refusals cite, and coverage counts. */
  readonly at: RuleRef
}

export type ReadMatrix<V> =
  | { readonly ok: true; readonly pairs: readonly Pair<V>[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

type Refuse = (cell: Pick<MatrixCell, 'source'>, at: Span, message: string) => void

/**
 * `read` turns a cell's match into the plugin's value. The diagonal says nothing (`-`), and every other cell something.
 * Cells stand in the block of the statement or in the CSV file that it names. `rest`: what no cell says is said elsewhere, so that
 * `-` may stand anywhere, and cells may be missing.
 */
export function readMatrix<S extends SlotSet, V>(
  match: Match,
  context: LowerContext,
  read: (cell: Match<S>) => V,
  rest = false
): ReadMatrix<V> {
  const diagnostics: Diagnostic[] = []
  const refuse: Refuse = (cell, at, message) => diagnostics.push(context.error(cell, at, message))
  if (match.cells.length === 0 && !rest) refuse(match, match, NO_CELLS)
  const rows = firstOfEach(match.cells, ({ row }) => row)
  const columns = firstOfEach(match.cells, ({ column }) => column)
  checkRows(match.cells, refuse)
  if (!rest) checkSquare(rows, columns, refuse)
  if (!rest && diagnostics.length === 0) checkPairs(match.cells, { rows, columns }, refuse)
  const pairs = match.cells.flatMap(cell => pairOf(cell, { context, refuse, rest }, read))
  return diagnostics.length > 0 ? { ok: false, diagnostics } : { ok: true, pairs }
}

const NO_CELLS = 'this table says nothing of any pair: write its rows between braces, or in a CSV file'

interface NamedCell {
  readonly cell: MatrixCell
  readonly named: NamedSpan
}

function firstOfEach(
  cells: readonly MatrixCell[],
  nameOf: (cell: MatrixCell) => NamedSpan
): ReadonlyMap<string, NamedCell> {
  const first = new Map<string, NamedCell>()
  for (const cell of cells) {
    const named = nameOf(cell)
    if (!first.has(named.name)) first.set(named.name, { cell, named })
  }
  return first
}

/** The cells of one row share its name. */
function checkRows(cells: readonly MatrixCell[], refuse: Refuse): void {
  const seen = new Map<string, NamedSpan>()
  for (const cell of cells) {
    const { row } = cell
    const first = seen.get(row.name)
    if (first !== undefined && first !== row) refuse(cell, row, `there are two rows of ${row.name}: keep one of them`)
    seen.set(row.name, row)
  }
}

type ByName = ReadonlyMap<string, NamedCell>

function checkSquare(rows: ByName, columns: ByName, refuse: Refuse): void {
  for (const [name, { cell, named }] of columns)
    if (!rows.has(name)) refuse(cell, named, `${name} has a column and no row`)
  for (const [name, { cell, named }] of rows)
    if (!columns.has(name)) refuse(cell, named, `${name} has a row and no column`)
}

/** Rows of the block know only its columns, and those of a file only the file's. */
function checkPairs(
  cells: readonly MatrixCell[],
  { rows, columns }: Record<'rows' | 'columns', ByName>,
  refuse: Refuse
): void {
  if (cells.length === rows.size * columns.size) return
  const said = new Set(cells.map(({ row, column }) => JSON.stringify([row.name, column.name])))
  for (const [row, { cell, named }] of rows) {
    const missing = [...columns.keys()].find(column => !said.has(JSON.stringify([row, column])))
    if (missing !== undefined)
      refuse(cell, named, `no cell says anything of ${row} and ${missing}: give this row all columns`)
  }
}

interface CellWorld {
  readonly context: LowerContext
  readonly refuse: Refuse
  readonly rest: boolean
}

function pairOf<S extends SlotSet, V>(
  cell: MatrixCell,
  { context, refuse, rest }: CellWorld,
  read: (cell: Match<S>) => V
): Pair<V>[] {
  const { row, column, match: said, source } = cell
  const same = row.name === column.name
  if (same && said !== null) refuse(cell, cell, `${row.name} does not change to itself: write -`)
  if (!same && said === null && !rest)
    refuse(cell, cell, `the cell of ${row.name} and ${column.name} says nothing: - is for the diagonal`)
  if (said === null) return []
  const { line, column: place } = source.place(cell.start)
  const rule = `${context.rule.rule} > ${row.name} to ${column.name}`
  const at = { rule, file: source.file, line, column: place }
  return [{ row: row.name, column: column.name, value: read(said as unknown as Match<S>), at }]
}
