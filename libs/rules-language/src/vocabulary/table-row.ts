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
  row: SourcedRow<C>,
  column: K
): Written<Exclude<TableRow<C>['cells'][K], null | '*'>> | null {
  const value = row.row.cells[column]
  if (value === null || value === '*') return null
  return new FilledCell(value as Exclude<typeof value, null | '*'>, row, column)
}

/** A deck has many cells, and hardly any of them is ever pointed at: the place is worked out when it is asked for. */
class FilledCell<T, C extends ColumnSet> implements Written<T> {
  readonly value: T
  readonly #row: SourcedRow<C>
  readonly #column: keyof C & string

  constructor(value: T, row: SourcedRow<C>, column: keyof C & string) {
    this.value = value
    this.#row = row
    this.#column = column
  }

  get spot(): Spot {
    const { row, source } = this.#row
    return { source, ...row.span(this.#column) }
  }
}
