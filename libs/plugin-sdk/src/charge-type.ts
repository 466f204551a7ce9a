// A charge type: a pure function from history and rules to what should have been charged in all.
import type { PlanPlace } from './change-judge.ts'
import type {
  AccountHistory,
  DatedAlignment,
  DeedDone,
  Settlement,
  SubscriptionHistory,
  TargetCharge
} from '@farthing/billing-core'
import type { BaseUnit, Rounding, RuleRef, StepName } from '@farthing/billing-core/values'

/** What a charge may know of the account. */
export interface AccountFacts {
  readonly id: string
  /** IANA zone in which the account's days begin and end. */
  readonly zone: string
  readonly currency: string
}

/**
 * A stretch of a subscription under one version of a plan or a feature in one rule set, for one statement of it.
 * Stretches of one `series` that touch are one segment: a later version prices it from its next period on.
 */
export interface RulePiece<R = unknown> {
  readonly from: Temporal.PlainDate
  /** Exclusive; null while it lasts. */
  readonly until: Temporal.PlainDate | null
  /** What the statement stands in, and that one's name: 'plan', 'mobile-40'. In a file by itself it is for every subscription, and named by its words. */
  readonly kind: 'plan' | 'feature' | 'file'
  readonly name: string
  /** What the customer reads: the title of the plan or feature. */
  readonly title: string
  /**
   * Which of its statements of this kind: 1, 2 ... In the order written of the first version that a subscription has; later ones keep it, wherever they
   * write the statement (docs/decisions/0217-a-statement-keeps-its-number.md). In files by themselves the order written.
   */
  readonly ordinal: number
  /** Names the statement among all plans and features, in all versions that a subscription has, for keys: 'mobile-40', 'mobile-40/2', 'feature:voicemail'. */
  readonly series: string
  /** What the statement's `lower` returned. */
  readonly value: R
  readonly at: RuleRef
  /** The rule set's version (content hash). */
  readonly version: string
  /** Why another version than that of the day holds: 'kept since ...'. The bill puts it into the explanation of its charges. Null: it is that of the day. */
  readonly because: string | null
  /** It holds for days that were billed by another version: what that one charged for them is corrected. */
  readonly retroactive: boolean
}

/** What one allowance covered. */
export interface UsageShare {
  readonly rule: RuleRef
  readonly ticks: number
  /** The first day of the cycle that left it over; null when it is of the same cycle. */
  readonly since: Temporal.PlainDate | null
  /** Label of the subscription that shares it; null when it is its own. */
  readonly sharedBy: string | null
}

/** What one rule, such as an offer or a tier, changed. */
export interface UsageChange {
  readonly step: StepName
  readonly rule: RuleRef
  readonly events: number
  /** What a tier priced, or what was free beyond the last pack; null for other rules. */
  readonly ticks: number | null
  /** Micro; negative for what it took off. */
  readonly exact: bigint
}

/** Rated usage of one subscription, service, zone, tariff version and cycle, after allowances. */
export interface UsageTotal {
  readonly subscription: string
  readonly service: string
  readonly zone: string
  /** The billing cycle in which the events started, half-open. */
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate
  readonly unit: BaseUnit
  readonly events: number
  /** Ticks after increments, covered ones included. */
  readonly billedTicks: number
  /** Ticks that allowances covered. */
  readonly coveredTicks: number
  /** The same, by allowance. */
  readonly shares: readonly UsageShare[]
  /** What tiers, and rules of the plan, put on or took off the amounts of the tariff. */
  readonly changes: readonly UsageChange[]
  /** What pockets have paid of it while it happened, what their units paid at the price of now; micro. */
  readonly prepaid: bigint
  /** Net of allowances, changes and what pockets have paid, micro of the currency. */
  readonly exact: bigint
  /** The tariff that priced them. */
  readonly rule: RuleRef
  /** Why it is another version than that of their day; null when it is that. */
  readonly because: string | null
  readonly version: string
}

/** All that a charge type may look at: one subscription, the rules that governed it, and what happened. */
export interface ChargeInput<R = unknown> {
  readonly account: AccountFacts
  readonly subscription: SubscriptionHistory
  /** In order of `ordinal`, then of what they stand in, then `from`. */
  readonly pieces: readonly RulePiece<R>[]
  /** How periods are cut unless a rule says otherwise: the account's bill day, dated, for it may move. See `cutPeriod`. */
  readonly alignments: readonly DatedAlignment[]
  /** Charges of periods that ended on or before this day may be left out: nothing changed there since they were billed. */
  readonly since: Temporal.PlainDate
  /** The bill's day D: advance periods that start on or before D, arrears periods that ended on or before D. */
  readonly through: Temporal.PlainDate
  readonly usage: readonly UsageTotal[]
  readonly settlements: readonly Settlement[]
  /** What was done to this subscription, in order of the day. */
  readonly deeds: readonly DeedDone[]
  /** That of the rules which price a charge, by their version: what was rounded under others stays as it was billed. */
  roundingOf(version: string): Rounding
  readonly currency: string
  /** Where a plan stands: by the version that the subscription holds on it, else that of the day; null for one that the rules have not. */
  placeOf(plan: string, day: Temporal.PlainDate): PlanPlace | null
}

/**
 * One way of charging. `targets` is pure and total: the same input gives the same charges with the same keys, at full
 * precision, each with its explanation. What was billed before is not its business: the bill is the difference.
 * What is charged apart has keys apart: charges of one key are parts of one, each of its own days of one period.
 */
export interface ChargeType<R = unknown> {
  /** Unique among all plugins; the first part of its charges' keys. */
  readonly code: string
  readonly per?: 'subscription'
  /** Id of the statement whose values it prices; null: it prices what deeds say alone. */
  readonly statement: string | null
  /** Where its money is booked: earned, held for the customer, or paid to the customer as a cost of the operator. Only what is earned is taxed. */
  readonly ledger: 'revenue' | 'bond' | 'expense'
  /**
   * It charges by what happens in the life of a subscription, not by days: of one that was moved between accounts it is asked about all of its life,
   * and each account is charged what falls on its days. Left out: it is asked about the days of the account alone.
   */
  readonly ofWholeLife?: true
  targets(input: ChargeInput<R>): readonly TargetCharge[]
}

/** What a statement says in the plans and features of one subscription. */
export interface SubscriptionPieces<R = unknown> {
  readonly subscription: SubscriptionHistory
  /** In order of `ordinal`, then of what they stand in, then `from`; at least one. */
  readonly pieces: readonly RulePiece<R>[]
}

/** All that a charge type of the account may look at. */
export interface AccountChargeInput<R = unknown> {
  readonly account: AccountFacts
  readonly history: AccountHistory
  /** What its statement says in files by themselves, in order of `ordinal`, then of days. */
  readonly pieces: readonly RulePiece<R>[]
  /** What it says in plans and features, without subscriptions of which it says nothing. */
  readonly subscriptions: readonly SubscriptionPieces<R>[]
  readonly alignments: readonly DatedAlignment[]
  /** As for a subscription, but never within a billing cycle: what a cycle was charged is there whole, or not at all. */
  readonly since: Temporal.PlainDate
  readonly through: Temporal.PlainDate
  /** What the stages before have charged from `since` on, subscriptions included; where `monthsCounted` is told, before it too, as it was billed. */
  readonly charged: readonly TargetCharge[]
  /** The rules' version of a day, for charges that no statement prices. */
  versionAt(day: Temporal.PlainDate): string
  /** That of the rules which price a charge, by their version: what was rounded under others stays as it was billed. */
  roundingOf(version: string): Rounding
  readonly currency: string
}

/**
 * A way of charging an account as a whole: pure and total as `ChargeType`. Stages follow one another, and each sees what those before
 * it have charged: `items` (when left out), then `discounts`, of which each charge says what it is taken off (`discountedKey`), then `commitments`.
 */
export interface AccountChargeType<R = unknown> {
  readonly code: string
  readonly per: 'account'
  readonly stage?: 'items' | 'discounts' | 'commitments'
  readonly statement: string | null
  readonly ledger: 'revenue' | 'bond' | 'expense'
  /** For how many months before the first day of the look-back a statement's charge may count what was charged; left out: it needs no more than a cycle. */
  monthsCounted?(value: R): number
  targets(input: AccountChargeInput<R>): readonly TargetCharge[]
}
