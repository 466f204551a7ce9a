// Where a plan's usage changes its price by how much there was before: packs bought when an allowance has run out, and caps.
import type { RuleRef } from '@farthing/billing-core/values'
import type { AppliesTo } from '@farthing/rules-language'

/** More of a service when its allowances have run out, bought by the use that needs it; what is left lapses with the cycle. */
export interface UsageOverage {
  readonly rule: RuleRef
  readonly service: string
  /** The price of one pack, micro, and how much is in it. */
  readonly micro: bigint
  readonly ticks: number
  /** How many packs a cycle may have, none at all among them; null: as many as are needed. */
  readonly most: number | null
  /** What use beyond the last pack costs. */
  readonly then: 'tariff' | 'free'
  /** What becomes of the service when nothing is left of it, until the next cycle. */
  readonly runOut: ServiceEffect | null
}

/** Carried out by whoever runs the network. */
export type ServiceEffect =
  | { readonly effect: 'bar' }
  /** Thousands of bits in a second. */
  | { readonly effect: 'throttle'; readonly kilobits: number }

/** What usage of a subscription comes to at least in a day of the account's zone on which it costs anything. */
export interface UsageMinimum extends AppliesTo {
  readonly rule: RuleRef
  readonly micro: bigint
}

/** What was charged, and what allowances by days covered, is kept for so long. */
export const MOST_CAP_DAYS = 92

/** What usage of a subscription, or of an account, comes to at most in a cycle, or in so many days one after the other. */
export interface UsageCap extends Pick<AppliesTo, 'zones'> {
  readonly rule: RuleRef
  /** Those that count together, at least one; null: all usage. */
  readonly services: readonly string[] | null
  readonly micro: bigint
  /** Days of the account's zone, 1 to `MOST_CAP_DAYS`: that of a use is the last of those that count with it. */
  readonly per: 'cycle' | { readonly days: number }
  /** Whether all subscriptions of the account count whose plans or features cap the same usage so. */
  readonly shared: boolean
}
