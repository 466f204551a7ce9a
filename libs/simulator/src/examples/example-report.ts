// What running the `example` blocks of a rule set found.
import type { Explanation, RuleRef } from '@farthing/billing-core/values'

export interface ExampleReport {
  readonly title: string
  readonly at: RuleRef
  readonly ok: boolean
  /** Expectations that were met. */
  readonly met: number
  readonly failures: readonly ExampleFailure[]
}

/** One thing that came out differently: where it was expected, what was, what came. */
export interface ExampleFailure extends Unmet {
  readonly at: RuleRef
}

export interface Unmet {
  readonly message: string
  /** Row by row: what was expected, what came. Empty where there is nothing to lay side by side. */
  readonly table: readonly DifferenceRow[]
  /** How the amount that came was computed. */
  readonly explanation: Explanation | null
}

/** Cells of one row, the last of them an amount. `missing`: expected and not there; `unexpected`: the other way round. */
export type DifferenceRow =
  | { readonly status: 'same' | 'differs'; readonly expected: readonly string[]; readonly got: readonly string[] }
  | { readonly status: 'missing'; readonly expected: readonly string[]; readonly got: null }
  | { readonly status: 'unexpected'; readonly expected: null; readonly got: readonly string[] }

/** A row of which both sides are known. */
export function pairRow(expected: readonly string[], got: readonly string[]): DifferenceRow {
  const same = expected.every((cell, index) => cell === got[index])
  return { status: same ? 'same' : 'differs', expected, got }
}

export function unmet(message: string, table: readonly DifferenceRow[] = []): Unmet {
  return { message, table, explanation: null }
}
