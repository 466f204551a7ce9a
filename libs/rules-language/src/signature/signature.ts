// How a statement is declared: by the kernel's vocabulary and by plugins alike.
import type { ExampleText, StatementErrors } from '../reference/code-example.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { LowerContext, LowerResult, TogetherContext } from './lower.ts'
import type { Match } from './match.ts'
import type { Slot, SlotSet } from './slot.ts'

/** One column of a table, found by its name in the header. */
export interface Column {
  readonly slot: Slot
  /** May the cell be blank (its value is then null)? May the whole column be missing? */
  readonly optional?: true
  /** May the cell be `*`, meaning every value? */
  readonly any?: true
  readonly doc?: string
}

export type ColumnSet = Readonly<Record<string, Column>>

/** The table goes on in columns that its header names, and its one declared column names the rows: every cell says something of a pair. */
export interface MatrixSpec {
  /** The kind of thing that rows and columns name: 'plan'. */
  readonly names: string
  /** How a cell is written: pattern, slots, doc and example. It stands in no block by itself; `-` is a cell that says nothing. */
  readonly cell: Signature
}

/** Rows `| a | b |` under a header row, or the same columns in a CSV file. */
export interface TableSpec<C extends ColumnSet = ColumnSet> {
  readonly columns: C
  readonly matrix?: MatrixSpec
  readonly doc?: string
}

/** What stands between the braces after a statement. */
export interface BlockSpec {
  /** The kind of block: signatures with this kind in `in` may stand inside. */
  readonly kind: string
  /** For the reference, where several statements that begin with the same word open it: what they have in common. */
  readonly doc?: string
  /** May the statement be written without its braces? */
  readonly optional?: true
  /** Ids of signatures that must appear / may appear only once inside. */
  readonly needs?: readonly string[]
  readonly once?: readonly string[]
  readonly table?: TableSpec
}

/** How a line of an example tells of a deed. */
export interface DeedLine<S extends SlotSet = SlotSet> {
  /** Its name. */
  readonly deed: string
  /** What it is done to when the line names no subscription. */
  readonly to: 'account' | 'subscription'
  /** What is said of it, as the history keeps it. */
  fields(match: Match<S>): Readonly<Record<string, string | number | boolean>>
}

/**
 * A statement. The pattern consists of words, `<slots>`, `[optional clauses]`, `(one | of)`, `[, comma clauses]` and the marks `=` and `:`.
 * Every optional clause starts with a fixed word: `rent <amount> per <period> [in advance | in arrears] [, prorated by <basis>]`.
 */
export interface Signature<S extends SlotSet = SlotSet> {
  /** 'bonds.bond': names the statement in diagnostics, explanations and the reference. */
  readonly id: `${string}.${string}`
  /** Where it may stand: 'file', or kinds of block. */
  readonly in: readonly string[]
  readonly pattern: string
  readonly slots: S
  readonly block?: BlockSpec
  /** One sentence for the reference and for hover. */
  readonly doc: string
  /** A text that fits this signature and no other. */
  readonly example: string
  /**
   * Rules in which the statement does its work, with an `example` block that proves it: shown in the reference and run as a test.
   * The text of one file, beside which an operator stands, or several files by path.
   */
  readonly worked?: ExampleText
  /** The type of the charges that come of it, then categories of theirs that no rule declares: where other statements name charges, what comes near them is told as a slip. */
  readonly charges?: readonly string[]
  /** Of one that stands in a file by itself and names no money: for customers in every currency, wherever it stands or where its file says no currency. */
  readonly forEveryCurrency?: 'wherever it stands' | 'unless said'
  /** What its `lower` may refuse under codes of its own, each with a page in the reference; what it refuses without one is R0120. */
  readonly errors?: StatementErrors
  /** A line of an example that tells of a plugin's deed: its slots are `exampleSlots` and what the deed says. */
  readonly tells?: DeedLine<S>
  /** Turns a matched statement into the value its owner works with. Statements of the kernel's vocabulary are lowered by the vocabulary. */
  lower?(match: Match<S>, context: LowerContext): LowerResult
  /** Of one that stands in a file by itself: what is wrong with all of a rule set together, in order of file and place. */
  together?(all: readonly Match[], context: TogetherContext): readonly Diagnostic[]
}

/** Keeps the slots' types, so that `match.slots.amount` in `lower` is money and not just any value. */
export function defineStatement<const S extends SlotSet>(signature: Signature<S>): Signature<S> {
  return signature
}
