// What happened to an account: append-only facts, each with the day it takes effect and the instant Farthing learned it.
import type { RuleRef } from '../values/index.ts'

interface FactBase {
  readonly id: string
  /** Local day of the account's zone from which the fact holds. */
  readonly effective: Temporal.PlainDate
  readonly known: Temporal.Instant
  /** Id of the fact that this one corrects, null when it is news. */
  readonly supersedes: string | null
}

interface SubscriptionFact extends FactBase {
  readonly subscription: string
}

/** For when a change is asked where no day is named. */
export type ChangeTime = 'now' | 'next-cycle' | 'end-of-term'

/** What a customer asked for: the fact's `effective` is what came of it on the day of asking, and stays. */
export interface ChangeRequest {
  readonly asked: Temporal.PlainDate
  readonly when: ChangeTime
}

interface ChangeFact extends SubscriptionFact {
  /** Left out where the day itself was named. */
  readonly request?: ChangeRequest
}

export interface AccountOpened extends FactBase {
  readonly kind: 'account-opened'
  /** A wish, 1..31; in a shorter month it falls on the last day. */
  readonly billDay: number
  /** IANA name. */
  readonly zone: string
  readonly currency: string
}

export interface BillDayChanged extends FactBase {
  readonly kind: 'bill-day-changed'
  readonly billDay: number
  /** Of an account that stands on its parent's invoice: the entry that puts it there, where the day is the parent's. */
  readonly follows?: string
}

export interface Subscribed extends SubscriptionFact {
  readonly kind: 'subscribed'
  /** The number, login or name that the customer knows it by. */
  readonly as: string
  readonly plan: string
  /** Numbers and logins whose usage this subscription pays. */
  readonly identities: readonly string[]
  /** On which it began, where that is another than the one in whose book this is told. */
  readonly account?: string
}

/** From `effective` on the subscription is of account `to`. Told in the books of all accounts that ever hold it. */
export interface Moved extends SubscriptionFact {
  readonly kind: 'moved'
  readonly from: string
  readonly to: string
}

export interface PlanChanged extends ChangeFact {
  readonly kind: 'plan-changed'
  readonly plan: string
}

/** From `effective` on the subscription has `to` in the place of `from`, which somebody else may have then. */
export interface Renumbered extends SubscriptionFact {
  readonly kind: 'renumbered'
  readonly from: string
  readonly to: string
  /** What the customer knows the subscription by from then on; null: as before. */
  readonly as: string | null
}

export interface StateChanged extends ChangeFact {
  readonly kind: 'suspended' | 'resumed' | 'terminated'
  /** Of a suspension: of which kind, as the rules named it when it was told. Left out where none was said. */
  readonly suspension?: string
}

/** A feature is turned on or off; it may be on several times in the life of a subscription. */
export interface FeatureTurned extends ChangeFact {
  readonly kind: 'feature-on' | 'feature-off'
  readonly feature: string
}

export interface AcceptedOffer {
  readonly title: string
  /** Where the rules offer it. */
  readonly rule: RuleRef
  /** Who took it for the customer; '' where nobody is known. */
  readonly by: string
}

/** A one-off charge (positive) or credit (negative) entered by a person; or what is owed of a top-up that was reversed, or of credit that was paid out and is gone. */
export interface ItemEntered extends FactBase {
  readonly kind: 'item'
  /** Micro of the account's currency. */
  readonly amount: bigint
  readonly description: string
  readonly category: string
  readonly subscription: string | null
  /** Accepted at the retention desk: what gave it; left out: nobody's but who entered it. */
  readonly offer?: AcceptedOffer
  /** What the payment is known by that filled a pocket and was taken back: no revenue, and never taxed. */
  readonly reversed?: string
  /** What had brought credit that was paid out, and is gone again ('a reversed payment'): no revenue, and never taxed. */
  readonly refunded?: string
}

/** From `effective` on the supplies of the account, or of one subscription, are made in this place; earlier days keep the place that they had. */
export interface TaxPlaceChanged extends FactBase {
  readonly kind: 'tax-place-changed'
  /** Null: of the account, and of each subscription that has no place of its own. */
  readonly subscription: string | null
  /** 'DE', or a part of a country: 'CA-QC'. */
  readonly place: string
  /** The number by which a business is known to the tax office; null for everybody else. */
  readonly taxId: string | null
}

/** From `effective` on the account owes none of a tax. */
export interface TaxExempted extends FactBase {
  readonly kind: 'tax-exempted'
  /** Name of the tax, as the rules declare it. */
  readonly tax: string
  /** Number of the certificate. */
  readonly certificate: string
  /** Exclusive; null while nothing ends it. */
  readonly until: Temporal.PlainDate | null
}

export interface InvoiceSettled extends FactBase {
  readonly kind: 'invoice-settled'
  readonly invoice: string
  readonly due: Temporal.PlainDate
  readonly settled: Temporal.PlainDate
  /** Notes took all of it. */
  readonly unpaid?: true
}

/** What a deed says, by field: as JSON keeps it. Amounts are decimal texts, days YYYY-MM-DD. */
export type DeedFields = Readonly<Record<string, string | number | boolean>>

/** Something that a plugin declares may be done to an account or a subscription: a contract signed, an item bought. */
export interface DeedDone extends FactBase {
  readonly kind: 'deed'
  /** Its name, as the plugin declares it. */
  readonly deed: string
  /** Null: done to the account. */
  readonly subscription: string | null
  readonly fields: DeedFields
}

/** Takes back the fact that it supersedes and puts nothing in its place. */
export interface Withdrawn extends FactBase {
  readonly kind: 'withdrawn'
}

export type Fact =
  | AccountOpened
  | BillDayChanged
  | Subscribed
  | PlanChanged
  | Moved
  | Renumbered
  | StateChanged
  | FeatureTurned
  | ItemEntered
  | TaxPlaceChanged
  | TaxExempted
  | InvoiceSettled
  | DeedDone
  | Withdrawn
