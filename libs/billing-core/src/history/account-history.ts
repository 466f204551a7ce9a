// The shape of an account's past that every calculation reads: dated, flat, in order.
import type { OpenInterval } from '../values/index.ts'
import type { DeedDone, Fact, ItemEntered } from './fact.ts'
import type { HoldingStretch } from './moved-subscription.ts'

/** From `from` on the account is billed on this day of the month. */
export interface DatedBillDay {
  readonly from: Temporal.PlainDate
  readonly billDay: number
  /** It came with the parent on whose invoice the account stands: nobody asked for it here. */
  readonly follows?: true
}

/** A stretch of days under one plan in one state, half-open; `until` null while it lasts. */
export interface PlanSegment {
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate | null
  readonly plan: string
  readonly state: 'active' | 'suspended'
  /** The kind of the suspension; left out where none was said. */
  readonly suspension?: string
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

/** What the customer knows a subscription by from `from` on. */
export interface DatedLabel {
  readonly from: Temporal.PlainDate
  readonly label: string
}

/** As its account holds it: of one that was moved, the days on which it is of this account. */
export interface SubscriptionHistory {
  readonly id: string
  /** In order of `from`, at least one. */
  readonly labels: readonly DatedLabel[]
  readonly started: Temporal.PlainDate
  /** The first day without service; the last charged day is the day before. */
  readonly terminated: Temporal.PlainDate | null
  /** The day on which that end was asked for, where it was asked for a time and not for a day. */
  readonly endAsked?: Temporal.PlainDate
  /** Changes of plan that were asked for on another day than that on which they hold; left out where there is none. */
  readonly plansAsked?: readonly { readonly from: Temporal.PlainDate; readonly asked: Temporal.PlainDate }[]
  readonly segments: readonly PlanSegment[]
  /** In order of the feature's first day, then of days. */
  readonly features: readonly FeatureStretch[]
  /** Each in the place of the one before it, where a number was changed. */
  readonly identities: readonly HeldIdentity[]
  /** Days on which it is of this account, in order; left out where it always is. The last has no end while it is. */
  readonly held?: readonly OpenInterval[]
  /** Whose it is when; left out where it always is this account's. */
  readonly holders?: readonly HoldingStretch[]
  /** Its life on all accounts that ever held it; left out where that is this one. */
  readonly whole?: SubscriptionHistory
}

/** Nothing is left to pay of an invoice. */
export interface Settlement {
  readonly fact: string
  readonly invoice: string
  readonly due: Temporal.PlainDate
  readonly settled: Temporal.PlainDate
  /** Nothing was paid: credit notes took all of it. */
  readonly unpaid?: true
}

/** From `from` on supplies are made there. */
export interface DatedTaxPlace {
  readonly from: Temporal.PlainDate
  /** 'DE', 'CA-QC'. */
  readonly place: string
  readonly taxId: string | null
}

/** Days on which the account owes none of a tax, half-open; `until` null while nothing ends it. */
export interface TaxExemption {
  readonly fact: string
  readonly tax: string
  readonly certificate: string
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate | null
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
    | 'plan-held-already'
    | 'feature-already-on'
    | 'feature-not-on'
    | 'number-not-held'
    | 'number-held-already'
    | 'not-held-there'
    | 'already-opened'
    | 'no-account'
    | 'ends-before-it-begins'
    | 'exempt-already'
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
  /** Told in its book and held on no day, as when a move is taken back: what was used and paid meanwhile stays. Left out where there are none. */
  readonly elsewhere?: readonly SubscriptionHistory[]
  readonly items: readonly ItemEntered[]
  /** In order of the day, then of what became known first. */
  readonly deeds: readonly DeedDone[]
  /** In order of the day settled. */
  readonly settlements: readonly Settlement[]
  /** In order of `from`; days before the first are of no known place. */
  readonly taxPlaces: readonly DatedTaxPlace[]
  /** By subscription, those that have places of their own; before its first each is where the account is. Left out where there are none. */
  readonly subscriptionPlaces?: ReadonlyMap<string, readonly DatedTaxPlace[]>
  /** In order of `from`; those of one tax do not overlap. */
  readonly taxExemptions: readonly TaxExemption[]
  readonly dropped: readonly DroppedFact[]
}
