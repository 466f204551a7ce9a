// An `example` block: a customer's life in a few lines, and what must come of it.
import type { Quantity, RuleRef } from '@farthing/billing-core/values'

export interface Example {
  readonly title: string
  /** Bill day of the example's account, 1..31; null: the day of its first fact. */
  readonly billDay: number | null
  readonly steps: readonly ExampleStep[]
  readonly at: RuleRef
}

export type ExampleStep = ExampleFactStep | ExampleExpectationStep

export interface ExampleFactStep {
  readonly kind: 'fact'
  readonly on: Temporal.PlainDate
  /** Wall clock of the operator's zone; null for a fact of the whole day. */
  readonly time: Temporal.PlainTime | null
  readonly fact: ExampleFact
  readonly at: RuleRef
}

export interface ExampleExpectationStep {
  readonly kind: 'expectation'
  readonly expectation: Expectation
  readonly at: RuleRef
}

/** `of` names a subscription by its `as`; null: the only one. Amounts are micro units of the operator's currency. */
export type ExampleFact =
  | {
      readonly do: 'subscribe'
      readonly plan: string
      readonly as: string | null
      readonly features: readonly string[]
    }
  | { readonly do: 'change'; readonly plan: string; readonly of: string | null }
  | { readonly do: 'feature'; readonly feature: string; readonly state: 'on' | 'off'; readonly of: string | null }
  | { readonly do: 'suspend' | 'resume' | 'terminate'; readonly of: string | null }
  | {
      readonly do: 'use'
      readonly service: string
      readonly quantity: Quantity
      /** As dialled, '' when there is none. */
      readonly to: string
      readonly of: string | null
    }
  | { readonly do: 'charge' | 'credit'; readonly amount: bigint; readonly text: string }
  | { readonly do: 'pay'; readonly amount: bigint }
  | { readonly do: 'bill' }
  | { readonly do: 'advance' }

export type Expectation =
  /** What the last usage before it costs, exact to six decimals. */
  | { readonly expect: 'charge'; readonly amount: bigint }
  /** The last invoice: all its lines, in any order, and its total when one is written. */
  | { readonly expect: 'invoice'; readonly lines: readonly ExpectedLine[]; readonly total: bigint | null }
  /** Total of the last invoice. */
  | { readonly expect: 'total'; readonly amount: bigint }
  /** What the account owes; negative: what it has in credit. */
  | { readonly expect: 'balance'; readonly amount: bigint }
  /** The fact before it was refused, or the usage before it was quarantined. */
  | { readonly expect: 'refused' | 'quarantined'; readonly reason: string }

export interface ExpectedLine {
  readonly sign: 'charge' | 'credit'
  readonly title: string
  readonly from: Temporal.PlainDate | null
  readonly until: Temporal.PlainDate | null
  /** Signed as on the invoice: a credit is negative. */
  readonly amount: bigint
  readonly at: RuleRef
}
