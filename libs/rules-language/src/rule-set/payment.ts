// How a plan has what is used paid, and when it has it priced.
import type { RuleRef } from '@farthing/billing-core/values'

/** `prepaid`: out of pockets alone. `hybrid`: out of pockets, the rest on the bill. `bill`: all of it on the bill. */
export type PaymentMode = 'prepaid' | 'hybrid' | 'bill'

/** What a network is to do when the last of what it was granted is used. */
export type AtEnd =
  | { readonly action: 'terminate' }
  /** `server`: where whoever uses it is led to: a URL, an IPv4 or an IPv6 address. */
  | { readonly action: 'redirect'; readonly server: string; readonly kind: ServerKind }
  /** `filter`: the network's name for what may still be used; null: it knows by itself. */
  | { readonly action: 'restrict'; readonly filter: string | null }

export type ServerKind = 'url' | 'ipv4' | 'ipv6'

export interface Payment {
  readonly mode: PaymentMode
  /** Micro that may stand on the bill of a cycle; null: any amount. */
  readonly limit: bigint | null
  readonly atEnd: AtEnd
  readonly at: RuleRef
}

/**
 * `arrival`: by the prices of the day on which it begins. `billing`: by those of the last day of its cycle. `real-time`: as on
 * arrival, and priced anew by itself when that day's prices are learned to be others.
 */
export type RatingTime = 'arrival' | 'billing' | 'real-time'
