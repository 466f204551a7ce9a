// The shape of an account's past that every calculation reads: dated, flat, in order.
import type { Fact, ItemEntered } from './fact.ts'

/** From `from` on the account is billed on this day of the month. */
export interface DatedBillDay {
  readonly from: Temporal.PlainDate
  readonly billDay: number
}

/** A stretch of days under one plan in one state, half-open; `until` null while it lasts. */
export interface PlanSegment {
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate | null
  readonly plan: string
  readonly state: 'active' | 'suspended'
}

/** Days on which a feature is on, half-open; `until` null while it lasts. */
export interface FeatureStretch {
  readonly feature: string
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate | null
}

export interface HeldIdentity {
  readonly identity: string
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate | null
}

export interface SubscriptionHistory {
  readonly id: string
  readonly label: string
  readonly started: Temporal.PlainDate
  /** The first day without service; the last charged day is the day before. */
  readonly terminated: Temporal.PlainDate | null
  readonly segments: readonly PlanSegment[]
  /** In order of the feature's first day, then of days. */
  readonly features: readonly FeatureStretch[]
  readonly identities: readonly HeldIdentity[]
}

/** An invoice was paid in full. */
export interface Settlement {
  readonly fact: string
  readonly invoice: string
  readonly due: Temporal.PlainDate
  readonly settled: Temporal.PlainDate
}

/** A fact that has no effect on money, and why. */
export interface DroppedFact {
  readonly fact: Fact
  readonly reason:
    | 'superseded'
    | 'overtaken-same-day'
    | 'unknown-subscription'
    | 'already-subscribed'
    | 'before-start'
    | 'after-termination'
    | 'not-suspended'
    | 'already-suspended'
    | 'feature-already-on'
    | 'feature-not-on'
    | 'already-opened'
    | 'no-account'
  readonly detail: string
}

export interface AccountHistory {
  readonly account: string
  readonly zone: string
  readonly currency: string
  readonly opened: Temporal.PlainDate
  /** In order of `from`, at least one. */
  readonly billDays: readonly DatedBillDay[]
  /** In order of start, then id. */
  readonly subscriptions: readonly SubscriptionHistory[]
  readonly items: readonly ItemEntered[]
  /** In order of the day settled. */
  readonly settlements: readonly Settlement[]
  readonly dropped: readonly DroppedFact[]
}
