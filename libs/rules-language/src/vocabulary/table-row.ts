// Rows of a table as the vocabulary reads them, whether they stand in a block or in a CSV file.
import type { Match } from '../signature/match.ts'
import type { ColumnSet, TableSpec } from '../signature/signature.ts'
import type { SourceText } from '../text/source-text.ts'
import type { TableRow } from '../table/table-row.ts'
import type { Spot, Written } from './declarations.ts'

/** A row with the text that it stands in. */
export interface SourcedRow<C extends ColumnSet> {
  readonly row: TableRow<C>
  readonly source: SourceText
}

/** Rows of the statement's block and of the CSV file that it names, in that order; what is wrong has been reported. */
export type ReadRows = <C extends ColumnSet>(
  match: Match,
  file: Written<string> | null,
  spec: TableSpec<C>
) => SourcedRow<C>[]

export function rowSpot<C extends ColumnSet>({ row, source }: SourcedRow<C>): Spot {
  return { source, start: row.start, end: row.end }
}

/** The value of a filled cell; null when it is blank or `*`. */
export function filled<C extends ColumnSet, K extends keyof C & string>(
  { row, source }: SourcedRow<C>,
  column: K
): Written<Exclude<TableRow<C>['cells'][K], null | '*'>> | null {
  const value = row.cells[column]
  if (value === null || value === '*') return null
  return { value: value as Exclude<typeof value, null | '*'>, spot: { source, ...row.span(column) } }
}
