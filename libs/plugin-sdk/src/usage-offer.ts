// An offer of a plan: when it applies, what it applies to, and what usage costs then.
import type { RuleRef } from '@farthing/billing-core/values'
import type { AppliesTo, DayTimes } from '@farthing/rules-language'

export interface UsageOffer {
  /** Unique in its plan. */
  readonly title: string
  readonly rule: RuleRef
  /** Titles of offers of the plan that do not apply where this one does. */
  readonly overrides: readonly string[]
  /** Half-open days in the operator's zone; null is unbounded. */
  readonly from: Temporal.PlainDate | null
  readonly until: Temporal.PlainDate | null
  readonly times: DayTimes
  /** How much of a service the subscription must have used in the cycle before; null: nothing. */
  readonly after: { readonly service: string; readonly ticks: number } | null
  readonly terms: readonly OfferTerm[]
}

export interface OfferTerm extends AppliesTo {
  readonly effect: OfferEffect
}

export type OfferEffect =
  /** Costs nothing, and uses up no allowance. */
  | { readonly kind: 'free' }
  /** Millionths of one percent that are taken off. */
  | { readonly kind: 'percent'; readonly micro: bigint }
  /** Takes the place of the tariff's price, setup, minimum and maximum. `perTicks` null: for each use. */
  | {
      readonly kind: 'price'
      readonly micro: bigint
      readonly perTicks: number | null
      /** Begun quantities count whole. */
      readonly started: boolean
    }
