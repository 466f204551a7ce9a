// What a `forbid` rule makes of a request that it does not refuse: work of the retention desk, with what may be offered.
import type { RuleRef } from '@farthing/billing-core/values'

export interface Retention {
  /** After how many days it is carried out if nobody has decided; null: it waits for somebody. */
  readonly days: number | null
  readonly offers: readonly RetentionOffer[]
}

/** What is done when the offer is accepted: a deed of a plugin, or `credit`, an item by hand with `amount`, `description` and `category`. */
export interface RetentionOffer {
  readonly title: string
  readonly deed: string
  /** As the history keeps them; money as a decimal text. */
  readonly fields: Readonly<Record<string, string | number | boolean>>
  readonly at: RuleRef
}

/** The kernel's own deed of an offer. */
export const OFFERED_CREDIT = 'credit'
