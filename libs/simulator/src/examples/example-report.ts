// What running the `example` blocks of a rule set found.
import type { RuleRef } from '@farthing/billing-core/values'

export interface ExampleReport {
  readonly title: string
  readonly at: RuleRef
  readonly ok: boolean
  /** Expectations that were met. */
  readonly met: number
  readonly failures: readonly ExampleFailure[]
}

/** One thing that came out differently: where it was expected, what was, what is. */
export interface ExampleFailure {
  readonly at: RuleRef
  readonly message: string
  /** Line by line, where an invoice differs; else empty. */
  readonly table: readonly DifferenceRow[]
}

/** `missing`: expected, and not on the invoice; `unexpected`: the other way round. */
export interface DifferenceRow {
  readonly status: 'same' | 'missing' | 'unexpected'
  readonly sign: 'charge' | 'credit'
  readonly title: string
  /** '2026-03-16..2026-04-01', or '' where the expectation leaves it open. */
  readonly days: string
  readonly amount: string
}
