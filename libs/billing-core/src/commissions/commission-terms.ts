// What an agreement with partners pays: for a sale (leading), and for as long as the customer pays (trailing).
import type { RuleRef } from '../values/index.ts'

/** An amount in micro, or micro of a percent of the lines that count. */
export type CommissionReward =
  | { readonly kind: 'amount'; readonly amount: bigint }
  | { readonly kind: 'share'; readonly percent: bigint }

export interface CommissionPart {
  readonly reward: CommissionReward
  /** Categories or types of the lines that count; null: all. */
  readonly of: readonly string[] | null
  /** Plans of the day of the sale; null: all. */
  readonly plans: readonly string[] | null
  /** Name of the layer that has all of it; null: all layers have their shares. */
  readonly to: string | null
  readonly at: RuleRef
}

export interface TrailingPart extends CommissionPart {
  /** From the day of the sale on; null: as long as it is the partner's. */
  readonly months: number | null
}

/** Who sold has the first, the partner above the second, and so on. */
export interface CommissionLayer {
  readonly name: string
  /** Micro of a percent; all layers of one agreement come to 100 %, or to nothing where each part is of one layer. */
  readonly share: bigint
}

/** A subscription that ends within so many months of its sale gives its leading commission back. */
export interface Clawback {
  readonly months: number
  /** As far as the months are not over; otherwise all of it. */
  readonly inProportion: boolean
  readonly at: RuleRef
}

export interface CommissionTerms {
  readonly name: string
  readonly title: string
  readonly leading: readonly CommissionPart[]
  readonly trailing: readonly TrailingPart[]
  readonly layers: readonly CommissionLayer[]
  readonly clawback: Clawback | null
}
