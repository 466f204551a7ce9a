// One row with its cells read.
import type { SourcePlace } from '@farthing/billing-core/values'
import type { Span } from '../signature/match.ts'
import type { Column, ColumnSet } from '../signature/signature.ts'
import type { ValueOf } from '../signature/slot.ts'
import type { SourceText } from '../text/source-text.ts'
import type { CellValue } from './cell-reader.ts'

type Blank<C extends Column> = C extends { readonly optional: true } ? null : never
type Any<C extends Column> = C extends { readonly any: true } ? '*' : never

/** The cells by column name; null for a blank cell, `'*'` for every value. */
export type Cells<C extends ColumnSet> = {
  readonly [K in keyof C]: NonNullable<ValueOf<C[K]['slot']>> | Blank<C[K]> | Any<C[K]>
}

/** A row whose cells are all well-formed. */
export class TableRow<C extends ColumnSet = ColumnSet> implements Span {
  readonly start: number
  readonly end: number
  readonly cells: Cells<C>
  readonly #source: SourceText
  readonly #columns: readonly (string | null)[]
  readonly #bounds: readonly number[]

  constructor(source: SourceText, span: Span, { cells, columns, bounds }: RowParts) {
    this.#source = source
    this.start = span.start
    this.end = span.end
    this.cells = cells as Cells<C>
    this.#columns = columns
    this.#bounds = bounds
  }

  /** Of the row's first character. */
  get place(): SourcePlace {
    return this.#source.place(this.start)
  }

  /** Where a cell stands; the whole row when the table has no such column. */
  span(column: keyof C & string): Span {
    const index = this.#columns.indexOf(column)
    if (index === -1) return { start: this.start, end: this.end }
    return { start: this.#bounds[index * 2] ?? this.start, end: this.#bounds[index * 2 + 1] ?? this.end }
  }

  cellPlace(column: keyof C & string): SourcePlace {
    return this.#source.place(this.span(column).start)
  }
}

export interface RowParts {
  readonly cells: Readonly<Record<string, CellValue>>
  /** The header, by position. */
  readonly columns: readonly (string | null)[]
  /** Offsets of the cells: start, end, start, end ... */
  readonly bounds: readonly number[]
}
