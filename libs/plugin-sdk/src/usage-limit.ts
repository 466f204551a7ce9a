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
  /** How many packs a cycle may have; null: as many as are needed. */
  readonly most: number | null
  /** What use beyond the last pack costs. */
  readonly then: 'tariff' | 'free'
}

/** What usage of a subscription comes to at least in a day of the account's zone on which it costs anything. */
export interface UsageMinimum extends AppliesTo {
  readonly rule: RuleRef
  readonly micro: bigint
}

/** What usage of a subscription comes to at most in a day of the account's zone, or in a cycle. */
export interface UsageCap extends AppliesTo {
  readonly rule: RuleRef
  readonly micro: bigint
  readonly per: 'day' | 'cycle'
}
