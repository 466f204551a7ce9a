// `policy`, compiled: conditions and what happens when they come to hold.
import type { RuleRef } from '@farthing/billing-core/values'
import type { EngineCondition } from '../conditions/engine-condition.ts'

/** When it ends by itself: with the billing cycle, or after so many days, that on which it begins included. */
interface Ending {
  readonly untilNextCycle: boolean
  readonly forDays?: number
}

/** What a policy wants done; plugins carry it out. */
export type PolicyEffect =
  | { readonly effect: 'notify'; readonly message: string; readonly channels: readonly string[] }
  | ({ readonly effect: 'bar'; readonly what: string } & Ending)
  /** Thousands of bits in a second. */
  | ({ readonly effect: 'throttle'; readonly kilobits: number } & Ending)
  | { readonly effect: 'restore'; readonly what: string }

export interface PolicyThreshold {
  readonly condition: EngineCondition
  readonly effects: readonly PolicyEffect[]
  readonly at: RuleRef
}

/** Half-open dates; null is unbounded. */
export interface Policy {
  readonly name: string
  readonly from: Temporal.PlainDate | null
  readonly until: Temporal.PlainDate | null
  readonly thresholds: readonly PolicyThreshold[]
  readonly at: RuleRef
}
