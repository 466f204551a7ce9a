import { unitName } from '@farthing/plugin-sdk'
import type { PeriodLength, RuleRef } from '@farthing/plugin-sdk'

export type RewardKind = 'discount' | 'credit' | 'item' | 'pocket'

/** What fills a pocket of another unit than money. */
export interface PocketReward {
  /** 'byte'. */
  readonly unit: string
  /** For the points of the reward. */
  readonly parts: bigint
  /** What alone it pays for; null: all that is counted in its unit. */
  readonly services: readonly string[] | null
  /** From the day of redeeming; null: it does not end. */
  readonly lasts: PeriodLength | null
}

/** What a deed may call it by: a service that it pays for or, where it pays for all, its unit ('byte'). */
export function pocketNames({ services, unit }: Pick<PocketReward, 'services' | 'unit'>): readonly string[] {
  return services ?? [unitName(unit)]
}

export interface Reward {
  readonly kind: RewardKind
  /** For so many parts of the unit, or any multiple of them. */
  readonly parts: bigint
  /** Micro, for these parts; null of what is no money. */
  readonly amount: bigint | null
  /** What is handed out; null of what is no item. */
  readonly item: string | null
  /** Null of what is no pocket of another unit. */
  readonly pocket: PocketReward | null
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
