// A statement that was recognised.
import type { SourcePlace } from '@farthing/billing-core/values'
import type { SourceText } from '../text/source-text.ts'
import type { Signature } from './signature.ts'
import type { SlotSet, SlotValuesOf } from './slot.ts'

/** A range of the file: UTF-16 offsets, half-open. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** One `| a | b |` line, kept as its place only; `readTable` lexes its cells. */
export interface Row extends Span {}

export interface NamedSpan extends Span {
  readonly name: string
}

/** A cell of a matrix, with the names of its row and column. */
export interface MatrixCell extends Span {
  /** What it stands in: the rule file, or a CSV file that the statement names. */
  readonly source: SourceText
  readonly row: NamedSpan
  readonly column: NamedSpan
  /** Null where `-` says nothing. */
  readonly match: Match | null
}

export interface Match<S extends SlotSet = SlotSet> extends Span {
  readonly signature: Signature<S>
  readonly source: SourceText
  /** Of the first word. */
  readonly place: SourcePlace
  readonly slots: SlotValuesOf<S>
  /** The phrases of the clauses and alternatives that were written: 'in advance', 'prorated by'. */
  readonly chosen: readonly string[]
  readonly children: readonly Match[]
  /** The header row comes first. */
  readonly rows: readonly Row[]
  /**
   * Of a table that is a matrix: its cells that are right, row by row, first those of the block. Of these, those that say
   * something are among `children`.
   */
  readonly cells: readonly MatrixCell[]
  /** Was this clause or alternative written? `has('in advance')` */
  has(phrase: string): boolean
  /** Where a slot was written; of a list, its item `index`. The statement's own place when the slot was left out. */
  slotPlace(slot: keyof S & string, index?: number): SourcePlace
  slotSpan(slot: keyof S & string, index?: number): Span
}
