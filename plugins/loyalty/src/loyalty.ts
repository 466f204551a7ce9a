import type { RuleRef } from '@farthing/plugin-sdk'

export type RewardKind = 'discount' | 'credit' | 'item'

export interface Reward {
  readonly kind: RewardKind
  /** For so many parts of the unit, or any multiple of them. */
  readonly parts: bigint
  /** Micro, for these parts; null of an item. */
  readonly amount: bigint | null
  /** What is handed out; null of money. */
  readonly item: string | null
  readonly at: RuleRef
}

/** A programme in which customers earn points and redeem them. */
export interface Loyalty {
  readonly name: string
  /** What the customer reads. */
  readonly title: string
  /** In which it counts, such as 'points/0'. */
  readonly unit: string
  /** Parts of the unit that are one point. */
  readonly one: bigint
  /** Points for each whole amount of an invoice. */
  readonly perInvoice: {
    readonly parts: bigint
    readonly per: bigint
    readonly whenPaid: boolean
    readonly at: RuleRef
  } | null
  readonly perYear: { readonly parts: bigint; readonly at: RuleRef } | null
  /** From the day on which they were earned; null: they do not end. */
  readonly months: number | null
  readonly rewards: readonly Reward[]
}
