// Rows of a table as the vocabulary reads them, whether they stand in a block or in a CSV file.
import type { Match } from '../signature/match.ts'
import type { SlotKind, SlotValues } from '../signature/slot-value.ts'
import type { Spot, Written } from './declarations.ts'

export interface TableRow {
  readonly spot: Spot
  /** By column; undefined when the column is missing. */
  cell(column: string): TableCell | undefined
}

export interface TableCell {
  /** null: blank. */
  readonly value: unknown
  /** Was `*` written? */
  readonly any: boolean
  readonly spot: Spot
}

/** Rows of the statement's block and of the CSV file that it names, in that order; what is wrong has been reported. */
export type ReadRows = (match: Match, file: Written<string> | null) => readonly TableRow[]

/** The value of a filled cell. `kind` is that of the column's slot, which the reader has enforced. */
export function valueIn<K extends SlotKind>(row: TableRow, column: string, _kind: K): Written<SlotValues[K]> | null {
  const cell = row.cell(column)
  if (cell === undefined || cell.any || cell.value === null) return null
  return { value: cell.value as SlotValues[K], spot: cell.spot }
}
