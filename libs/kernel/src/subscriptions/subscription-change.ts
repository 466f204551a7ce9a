// What somebody asks for: a change of a subscription, and for when.
import type { ChangeTime } from '@farthing/billing-core'

export type SubscriptionChange = (
  | { readonly kind: 'plan-changed'; readonly plan: string }
  /** `suspension`: its kind; none is said, when left out. */
  | { readonly kind: 'suspended'; readonly suspension?: string }
  | { readonly kind: 'resumed' | 'terminated' }
  | { readonly kind: 'renumbered'; readonly from: string; readonly to: string; readonly as: string | null }
  | { readonly kind: 'feature-on' | 'feature-off'; readonly feature: string }
) & {
  /** The first day on which it holds; by `when`, or as the rules say, when left out. */
  readonly effective?: Temporal.PlainDate | undefined
  /** A time instead of a day. */
  readonly when?: ChangeTime | undefined
  /** The day on which the customer asked; today in the account's zone when left out. */
  readonly asked?: Temporal.PlainDate | undefined
  /** What becomes of a change of the same kind that is pending: needed when there is one. */
  readonly pending?: 'replace' | 'keep' | undefined
  /** Ids of the pending facts that `pending` speaks of; all when left out. */
  readonly settles?: readonly string[] | undefined
  /** By an invoice of its own on the day on which it is told, or with the next bill (when left out). */
  readonly charged?: 'now' | 'next-invoice' | undefined
  /** Id of an earlier fact of this subscription that this one corrects. */
  readonly supersedes?: string | undefined
}
