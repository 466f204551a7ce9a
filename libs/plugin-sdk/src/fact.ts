// A fact that conditions may ask: `forbid change to mobile-20 when contract is running "..."`.
import type { DeedDone, Settlement, SubscriptionHistory } from '@farthing/billing-core'
import type { RuleRef } from '@farthing/billing-core/values'
import type { FactSignature } from '@farthing/rules-language'
import type { AccountFacts } from './charge-type.ts'

/** All that a fact may look at. */
export interface FactInput<R = unknown> {
  readonly account: AccountFacts
  readonly subscription: SubscriptionHistory
  /** The day asked about, in the account's zone. */
  readonly today: Temporal.PlainDate
  /** What the fact's `statement` says in the plan that holds today, in the order written. */
  readonly rules: readonly R[]
  /** The same of the plan that held on another day, each with its place: what was agreed then. */
  rulesOn(day: Temporal.PlainDate): readonly { readonly value: R; readonly at: RuleRef }[]
  readonly settlements: readonly Settlement[]
  /** What was done to the subscription up to today. */
  readonly deeds: readonly DeedDone[]
}

/**
 * By the fact's type: `money` micro, `quantity` micro of its base unit, `count` a whole number; `date` and `age` a day
 * (the one since which it lasts); a word or a name. Null: there is none, and no comparison with it holds.
 */
export type FactValue = bigint | Temporal.PlainDate | string | null

/** `valueOf` is pure and total; `given` is what stands in brackets. */
export interface Fact<R = unknown> extends FactSignature {
  /** Id of the plugin's statement whose values it reads. */
  readonly statement?: string
  valueOf(input: FactInput<R>, given: readonly string[]): FactValue
}
