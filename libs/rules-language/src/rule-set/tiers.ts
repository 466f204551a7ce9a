// Tables of tiers: what all usage that a counter has counted costs together, by one of four words.
import type { BaseUnit, RuleRef } from '@farthing/billing-core/values'

/**
 * `graduated`: each part of the count is priced by the tier that it lies in. `volume`: the whole count is priced by the tier
 * in which it ends. `stairstep`: the tier in which the count ends has one amount. `package`: as graduated, and each block
 * that has begun counts whole.
 */
export type TierWord = 'graduated' | 'volume' | 'stairstep' | 'package'

export interface TierTable {
  readonly name: string
  readonly word: TierWord
  readonly unit: BaseUnit
  readonly counter: TierCounter
  /** From zero upward without a hole, the last without an end. */
  readonly tiers: readonly Tier[]
  readonly currency: string
  readonly at: RuleRef
}

export interface TierCounter {
  /** Whose usage is counted together. */
  readonly scope: 'subscription' | 'account'
  /** When it begins again at zero; days and months are the account's, an event counts where it starts. */
  readonly reset: 'cycle' | 'month' | 'day' | 'never'
}

export interface Tier {
  /** The last tick that is in it; null: there is no end. */
  readonly upTo: bigint | null
  /** Micro units for every `per` ticks, or once for the whole count (`per` null: stairstep). */
  readonly micro: bigint
  readonly per: bigint | null
  /** As written: '5.00 per GB', 'free', '20.00'. */
  readonly text: string
  readonly at: RuleRef
}
