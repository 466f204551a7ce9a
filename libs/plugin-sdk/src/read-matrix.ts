// A matrix as a plugin reads it in `lower`: every pair of names once, or a diagnostic at the cell that is missing or too many.
import type { RuleRef } from '@farthing/billing-core/values'
import type { Diagnostic, LowerContext, Match, MatrixCell, NamedSpan, SlotSet } from '@farthing/rules-language'

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

type Refuse = (at: { readonly start: number; readonly end: number }, message: string) => void

/** `read` turns a cell's match into the plugin's value. The diagonal says nothing (`-`), and every other cell something. */
export function readMatrix<S extends SlotSet, V>(
  match: Match,
  context: LowerContext,
  read: (cell: Match<S>) => V
): ReadMatrix<V> {
  const diagnostics: Diagnostic[] = []
  const refuse: Refuse = (at, message) => diagnostics.push(context.error(match, at, message))
  const rows = firstOfEach(match.cells.map(({ row }) => row))
  const columns = firstOfEach(match.cells.map(({ column }) => column))
  checkRows(match.cells, refuse)
  checkSquare(rows, columns, refuse)
  const pairs = match.cells.flatMap(cell => pairOf(cell, { match, context, refuse }, read))
  return diagnostics.length > 0 ? { ok: false, diagnostics } : { ok: true, pairs }
}

function firstOfEach(names: readonly NamedSpan[]): ReadonlyMap<string, NamedSpan> {
  const first = new Map<string, NamedSpan>()
  for (const one of names) if (!first.has(one.name)) first.set(one.name, one)
  return first
}

function checkRows(cells: readonly MatrixCell[], refuse: Refuse): void {
  const seen = new Map<string, number>()
  for (const { row } of cells) {
    const first = seen.get(row.name)
    if (first === undefined) seen.set(row.name, row.start)
    else if (first !== row.start) {
      refuse(row, `there are two rows of ${row.name}: keep one of them`)
      seen.set(row.name, row.start)
    }
  }
}

function checkSquare(
  rows: ReadonlyMap<string, NamedSpan>,
  columns: ReadonlyMap<string, NamedSpan>,
  refuse: Refuse
): void {
  for (const [name, spot] of columns) if (!rows.has(name)) refuse(spot, `${name} has a column and no row`)
  for (const [name, spot] of rows) if (!columns.has(name)) refuse(spot, `${name} has a row and no column`)
}

interface CellWorld {
  readonly match: Match
  readonly context: LowerContext
  readonly refuse: Refuse
}

function pairOf<S extends SlotSet, V>(
  { row, column, match: said, ...span }: MatrixCell,
  { match, context, refuse }: CellWorld,
  read: (cell: Match<S>) => V
): Pair<V>[] {
  const same = row.name === column.name
  if (same && said !== null) refuse(span, `${row.name} does not change to itself: write -`)
  if (!same && said === null)
    refuse(span, `the cell of ${row.name} and ${column.name} says nothing: - is for the diagonal`)
  if (said === null) return []
  const { line, column: place } = match.source.place(span.start)
  const rule = `${context.rule.rule} > ${row.name} to ${column.name}`
  const at = { rule, file: match.source.file, line, column: place }
  return [{ row: row.name, column: column.name, value: read(said as unknown as Match<S>), at }]
}
