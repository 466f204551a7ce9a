// One dated version of a tariff, ready to rate: the generated function and what explains its outcome.
import type { BaseUnit, Explanation, RuleRef } from '@farthing/billing-core/values'
import type { Reach } from './reach.ts'
import type { TierTable } from './tiers.ts'

export interface TariffVersion {
  readonly name: string
  readonly service: string
  /** Unit of `RatingEvent.quantity`: ticks of it, see `ticksPer`. */
  readonly unit: BaseUnit
  /** Pockets of its unit pay only where they name its service. */
  readonly pocketsByName: boolean
  /** Half-open dates in the operator's zone; null is unbounded. */
  readonly from: Temporal.PlainDate | null
  readonly until: Temporal.PlainDate | null
  /** It rates events of other days too, for customers who have it longer or before, as far as its reach and that of later versions says. */
  readonly reach: Reach | null
  /** Its dates as epoch milliseconds, half-open; -Infinity and Infinity when unbounded. */
  readonly startsAt: number
  readonly endsAt: number
  /** Every zone that an event of this tariff can meet; one name when the tariff has a single zone. */
  readonly zones: readonly string[]
  readonly bands: readonly string[]
  readonly at: RuleRef
  /** Its bands and rates, in the order written. */
  readonly parts: readonly RuleRef[]
  /** Of its prices, wherever they are written and whenever they hold: versions with the same one rate alike. Made when asked for. */
  readonly fingerprint: string
  readonly rate: RateFunction
  /** What an allowance covers whole costs its setup all the same. Otherwise it costs nothing. */
  readonly setupAlways: boolean
  /** Null: `rate` says all that an event costs. Otherwise bills count over a period, by the tables of tiers that rows name. */
  readonly counted: CountFunction | null
  /** The names of these tables. */
  readonly tiers: readonly string[]
  /** The same without dates: it rates whatever day. */
  always(): TariffVersion
  /** The rows that did not price the event, each with the condition that failed. */
  whyNot(event: RatingEvent): readonly RowNotApplied[]
  /** Renders the outcome of `rate(event)` with the steps in their fixed order. `version` is the rule set's. */
  explain(event: RatingEvent, outcome: Rated, version: string): Explanation
}

export interface RatingEvent {
  /** Epoch milliseconds. */
  readonly startedAt: number
  /** Ticks: a safe integer, not negative; a duration is at most 366 days. Zero bills nothing. */
  readonly quantity: number
  /** Called number: E.164 digits without '+', '' when there is none. See `normaliseNumber`. */
  readonly to: string
  /** Calling number in the same form; '' or left out when there is none. */
  readonly from?: string
  /** What the event is worth, in micro units of the operator's currency: a safe integer, not negative. Null or left out: unknown. */
  readonly value?: number | null
}

/** `coveredTicks`: how many of the billed ticks, counted from the start of the event, an allowance has paid. */
export type RateFunction = (event: RatingEvent, coveredTicks?: number) => RatingOutcome

/** What tables of tiers count of an event that `rate` rates, beside its price; in the order in which the event meets them. */
export type CountFunction = (event: RatingEvent, coveredTicks?: number) => readonly CountedTicks[]

export interface CountedTicks {
  readonly table: TierTable
  /** Billed ticks that no allowance has paid, more than zero. */
  readonly ticks: number
}

export type RatingOutcome = Rated | Unrated

export interface Rated {
  readonly ok: true
  /** Micro units of the operator's currency; a safe integer, not negative. */
  readonly amount: number
  /** Ticks after increments, before the allowance. */
  readonly billed: number
  readonly zone: string
  /** Names in the order in which the event met them, joined by '+': 'peak+offpeak'; '' when the tariff has no bands. */
  readonly bands: string
  /** Compact record of the computation: integers that mean something to `explain` of the same tariff version only. */
  readonly trace: readonly number[]
}

export interface Unrated {
  readonly ok: false
  readonly reason:
    | 'no-zone'
    | 'no-origin'
    | 'no-rate'
    | 'amount-too-large'
    | 'not-in-force'
    | 'bad-quantity'
    | 'no-value'
    | 'bad-value'
  readonly detail: string
}

/** `other-row`: rows for one origin, zone or band take everything that this one is for. */
export interface RowNotApplied {
  readonly rule: RuleRef
  readonly reason: 'origin' | 'zone' | 'band' | 'other-row' | Unrated['reason']
  /** 'the zone is national, not mobile' */
  readonly detail: string
}
