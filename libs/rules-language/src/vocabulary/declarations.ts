// What the kernel's statements declare: typed data, each part with the place where it was written.
import type { BaseUnit, Quantity } from '@farthing/billing-core/values'
import type { NumberRole, TariffManners } from '../compiler/tariff-form.ts'
import type { Condition } from '../conditions/condition.ts'
import type { ChangeAction } from '../rule-set/change-rule.ts'
import type { AtEnd, PaymentMode, RatingTime } from '../rule-set/payment.ts'
import type { Dialling } from '../rule-set/rule-set.ts'
import type { PolicyEffect } from '../rule-set/policy.ts'
import type { Reach } from '../rule-set/reach.ts'
import type { TierTable } from '../rule-set/tiers.ts'
import type { Match, Span } from '../signature/match.ts'
import type { DaySet, EventPrice, Increment, MoneyLiteral, Price, WeekHours } from '../signature/slot-value.ts'
import type { SourceText } from '../text/source-text.ts'
import type { MoneyDeclaration } from './money-declarations.ts'
import type { retentionStatement } from './retention-statements.ts'

/** A piece of a rule file or of a CSV file that belongs to the rules. */
export interface Spot extends Span {
  readonly source: SourceText
}

export interface Written<T> {
  readonly value: T
  readonly spot: Spot
}

export interface OperatorDeclaration extends MoneyDeclaration {
  readonly spot: Spot
  readonly name: string
  readonly currency: Written<string> | null
  readonly zone: Written<string> | null
  readonly dueDays: number | null
  readonly graceDays: number | null
  /** Days. */
  readonly lateUsage: Written<number> | null
  readonly futureUsage: Written<Quantity> | null
  readonly dialling: (Omit<Dialling, 'country'> & { readonly country: Written<string> }) | null
  readonly holidays: Written<string> | null
  readonly adjustmentReasons: readonly { readonly code: Written<string>; readonly title: string }[]
  readonly suspensions: readonly string[]
}

export interface HolidaysDeclaration {
  readonly name: Written<string>
  /** Something is wrong in it: days may be missing. */
  readonly damaged: boolean
  readonly days: readonly DeclaredHoliday[]
  readonly regions: readonly PublicHolidaysOf[]
  readonly removed: readonly Written<Temporal.PlainDate>[]
}

export interface DeclaredHoliday {
  readonly date: Temporal.PlainDate
  readonly title: string
  readonly spot: Spot
}

/** `public holidays of AU-VIC from ... until ...`, half-open. */
export interface PublicHolidaysOf {
  readonly region: Written<string>
  readonly from: Temporal.PlainDate
  readonly until: Written<Temporal.PlainDate>
}

export interface ZonesDeclaration {
  readonly name: Written<string>
  /** Something is wrong in it: rows may be missing. */
  readonly damaged: boolean
  readonly rows: readonly ZoneRow[]
}

export interface ZoneRow {
  readonly prefix: string
  readonly zone: string
  readonly spot: Spot
}

/** Written dates, half-open; null is unbounded. */
export interface Validity {
  readonly from: Written<Temporal.PlainDate> | null
  readonly until: Written<Temporal.PlainDate> | null
}

/** One of the versions of a name. */
export interface VersionDeclaration extends Validity {
  readonly name: Written<string>
  readonly reach: Written<Reach> | null
  /** The days on which it may hold for anybody: its dates, or further when it or a later version reaches otherwise. */
  readonly held: Validity
}

export interface TariffDeclaration extends VersionDeclaration, TariffManners {
  /** Something is wrong in it: rows or bands may be missing. */
  readonly damaged: boolean
  readonly service: Written<string>
  readonly unit: Written<BaseUnit> | null
  readonly zoning: Zoning | null
  /** Tables of the calling number; null: prices do not ask where an event comes from. */
  readonly origin: Origin | null
  readonly bands: readonly BandDeclaration[]
  readonly crossing: Written<'split' | 'start'> | null
  readonly rates: readonly RateRow[]
}

export type Zoning =
  /** The first table that knows a number decides. */
  | {
      readonly kind: 'tables'
      readonly tables: readonly Written<string>[]
      readonly by: NumberRole
      readonly spot: Spot
    }
  | { readonly kind: 'one'; readonly zone: Written<string> }

export interface Origin {
  readonly tables: readonly Written<string>[]
  readonly spot: Spot
}

export interface BandDeclaration {
  readonly name: Written<string>
  readonly hours: WeekHours | 'otherwise'
  readonly except: DaySet | null
  /** What stands after the equals sign. */
  readonly text: string
  readonly spot: Spot
}

export interface TiersDeclaration {
  /** Something is wrong in it: rows may be missing. */
  readonly damaged: boolean
  readonly name: Written<string>
  readonly word: TierTable['word']
  readonly counter: TierTable['counter'] | null
  readonly rows: readonly TierRow[]
}

/** `upTo` null: no end. One of price and amount is written. */
export interface TierRow {
  readonly upTo: Written<Quantity> | null
  readonly price: Written<Price> | null
  readonly amount: Written<MoneyLiteral> | null
  readonly spot: Spot
}

/** null for origin, zone and band: every one. */
export interface RateRow {
  readonly origin: Written<string> | null
  readonly zone: Written<string> | null
  readonly band: Written<string> | null
  readonly price: Written<EventPrice>
  readonly setup: Written<MoneyLiteral> | null
  readonly increment: Written<Increment> | null
  readonly grace: Written<Quantity> | null
  readonly minimum: Written<MoneyLiteral> | null
  readonly maximum: Written<MoneyLiteral> | null
  readonly spot: Spot
}

/** A plan or a feature. */
export interface ProductDeclaration extends VersionDeclaration {
  /** Something is wrong in it: dates or statements may be missing. */
  readonly damaged: boolean
  readonly title: string
  /** Statements of plugins, in the order written. */
  readonly statements: readonly Match[]
}

export interface PlanDeclaration extends ProductDeclaration {
  readonly family: string | null
  readonly level: number | null
  readonly payment: PaymentDeclaration | null
  readonly rating: RatingDeclaration | null
}

/** `rate`. */
export interface RatingDeclaration extends Written<RatingTime> {
  /** Up to which it is corrected by itself. */
  readonly limit: Written<MoneyLiteral> | null
}

/** `pay`. */
export interface PaymentDeclaration {
  readonly mode: PaymentMode
  readonly limit: Written<MoneyLiteral> | null
  /** Null: the statement has no word for it. */
  readonly atEnd: AtEndDeclaration | null
  readonly spot: Spot
}

/** `, at the end ...`. */
export interface AtEndDeclaration {
  readonly action: AtEnd['action']
  /** The server, or the name of the filter. */
  readonly to: Written<string> | null
  readonly spot: Spot
}

/** `allow` or `forbid`. */
export interface ChangeRuleDeclaration extends Validity {
  readonly match: Match
  readonly spot: Spot
  readonly verb: 'allow' | 'forbid'
  readonly action: ChangeAction
  /** Plans or features; empty: any. */
  readonly targets: readonly string[]
  readonly condition: Condition | null
  /** '' for an exception. */
  readonly reason: string
  readonly name: string | null
  /** Names of the rules that it is an exception of. */
  readonly overrides: readonly string[]
  readonly retention: (Match & Match<(typeof retentionStatement)['slots']>) | null
  readonly offers: readonly Match[]
}

export interface PolicyDeclaration extends Validity {
  readonly name: Written<string>
  readonly thresholds: readonly {
    readonly match: Match
    readonly condition: Condition
    readonly effects: readonly PolicyEffect[]
  }[]
}

export interface MessageDeclaration {
  readonly name: Written<string>
  readonly facts: readonly Written<string>[]
  readonly templates: readonly {
    readonly channel: string
    readonly language: string | null
    readonly file: string
    readonly spot: Spot
  }[]
}

export interface ReconciliationDeclaration {
  readonly name: Written<string>
  readonly service: string
  readonly zones: readonly string[]
  readonly format: Written<string>
  readonly start: Written<Quantity>
  readonly quantity: Written<Quantity>
  /** Millionths of one percent. */
  readonly quantityShare: Written<bigint> | null
  /** Micro. */
  readonly price: bigint | null
  readonly priceShare: Written<bigint> | null
  readonly tariff: Written<string> | null
}
