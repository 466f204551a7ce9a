// Requests at the retention desk: until when they wait, and when one that is let go takes effect.
import type { SubscriptionHistory } from '@farthing/billing-core'
import { compareDates } from '@farthing/billing-core/values'
import type { Deed } from '@farthing/plugin-sdk'
import type { Retention } from '@farthing/rules-language'
import type { SaidTime } from './due-change.ts'

export type RetentionStatus = 'open' | 'accepted' | 'let-go' | 'carried-out' | 'withdrawn'

export interface RequestedTime {
  /** The day on which the customer asked. */
  readonly asked: Temporal.PlainDate
  /** For when; null: as the rules say. */
  readonly said: SaidTime
  /** The day that this came to when it was asked for. */
  readonly wished: Temporal.PlainDate
  /** Ids of the facts of its kind that were pending then: nothing is said of what came after. All, when left out. */
  readonly settles?: readonly string[]
}

/** The day on which it is carried out if nobody has decided before; null: it waits. */
export function closingDay({ days }: Retention, opened: Temporal.PlainDate): Temporal.PlainDate | null {
  return days === null ? null : opened.add({ days })
}

/** As it was asked for while that is to come; else `today`: until then the customer was served. */
export function letGoTime({ said, wished }: RequestedTime, today: Temporal.PlainDate): SaidTime {
  return compareDates(wished, today) < 0 ? today : said
}

/** An offer is made to the subscription that asked, where its deed can be done to one. */
export function isOfSubscription(deed: Pick<Deed, 'to'> | undefined): boolean {
  return deed?.to !== 'account'
}

/** Nobody is left to be kept. */
export function hasEnded(
  subscription: Pick<SubscriptionHistory, 'terminated'> | undefined,
  day: Temporal.PlainDate
): boolean {
  const ended = subscription?.terminated ?? null
  return ended !== null && compareDates(ended, day) <= 0
}
