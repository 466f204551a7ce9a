// Commissions as a plugin's statement and deeds declare them.
import type { AccountHistory, CommissionSale } from '@farthing/billing-core'
import type { RuleRef } from '@farthing/billing-core/values'

export interface CommissionInput<V = unknown> {
  readonly history: AccountHistory
  /** What the statement says, in files by themselves, in the rules of a day. */
  termsOn(day: Temporal.PlainDate): readonly { readonly value: V; readonly at: RuleRef; readonly version: string }[]
}

/** Pure and total: whose an account and its subscriptions are on which days, and on which terms. */
export interface Commission<V = unknown> {
  /** Id of the plugin's statement whose values it reads. */
  readonly statement: string
  /** Those of one subscription do not overlap. */
  sales(input: CommissionInput<V>): readonly CommissionSale[]
}
