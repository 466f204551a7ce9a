// Points as a plugin's statement and deeds declare them, and pockets that plans and features grant.
import type { AccountHistory, PointsTarget } from '@farthing/billing-core'
import type { RuleRef } from '@farthing/billing-core/values'
import type { SubscriptionPieces } from './charge-type.ts'

/** An invoice that stands, issued and not cancelled, without its bonds and their interest, which are no revenue. Amounts are micro. */
export interface PointsInvoice {
  readonly invoice: string
  readonly number: string
  readonly billDate: Temporal.PlainDate
  readonly currency: string
  /** Its total, less what notes credited. */
  readonly asked: bigint
  /** Of that, by payments, in proportion; what was written off is not paid. */
  readonly paid: bigint
}

export interface PointsInput<V = unknown> {
  readonly history: AccountHistory
  readonly invoices: readonly PointsInvoice[]
  readonly today: Temporal.PlainDate
  /** What the statement says in plans and features up to today, without subscriptions of which it says nothing; none where accounts join. */
  readonly subscriptions: readonly SubscriptionPieces<V>[]
  /** What the statement says, in files by themselves, in the rules of a day. */
  termsOn(day: Temporal.PlainDate): readonly { readonly value: V; readonly at: RuleRef; readonly version: string }[]
}

/** Pure and total: what an account should have been given in all, reason by reason. What is booked beyond it is taken back. */
export interface PointsEarning<V = unknown> {
  /** Id of the plugin's statement whose values it reads. */
  readonly statement: string
  /** The deed by which accounts join: only those are looked at. Null: all whose plans or features say something of it, each day. */
  readonly joinedBy: string | null
  targets(input: PointsInput<V>): readonly PointsTarget[]
}
