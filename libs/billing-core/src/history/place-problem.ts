// Whether anything can be said of a subscription from a day on: that it is in a place, or what was done to it.
import { compareDates } from '../values/index.ts'
import type { AccountHistory, SubscriptionHistory } from './account-history.ts'
import { called, labelOn } from './held-identities.ts'
import { wholeLife } from './moved-subscription.ts'

export interface SubscriptionProblem {
  readonly reason: 'unknown-subscription' | 'before-start'
  readonly detail: string
}

interface Said {
  readonly subscription: string
  readonly day: Temporal.PlainDate
}

/** Null: it can. Of one that has ended too, for something may still be charged for it. */
export function subscriptionProblem(
  subscriptions: readonly SubscriptionHistory[],
  { day, subscription }: Said
): SubscriptionProblem | null {
  const own = subscriptions.find(({ id }) => id === subscription)
  if (own === undefined) return { reason: 'unknown-subscription', detail: `nothing subscribes '${subscription}'` }
  const began = wholeLife(own).started
  if (compareDates(day, began) >= 0) return null
  return { reason: 'before-start', detail: `${called(labelOn(own, began))} begins on ${began}` }
}

/** `history`: without what is to be told. Also of one that is only told in the account's book. */
export function placeProblem(
  { elsewhere = [], subscriptions }: AccountHistory,
  said: Said
): SubscriptionProblem | null {
  return subscriptionProblem([...subscriptions, ...elsewhere], said)
}
