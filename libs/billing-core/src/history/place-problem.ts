// Whether it can be said of a subscription that it is in a place from a day on.
import { compareDates } from '../values/index.ts'
import type { AccountHistory } from './account-history.ts'
import { called, labelOn } from './held-identities.ts'
import { wholeLife } from './moved-subscription.ts'

export interface PlaceProblem {
  readonly reason: 'unknown-subscription' | 'before-start'
  readonly detail: string
}

/** `history`: without what is to be told. Null: it can. Of one that has ended too, for something may still be charged for it. */
export function placeProblem(
  { elsewhere = [], subscriptions }: AccountHistory,
  { day, subscription }: { readonly subscription: string; readonly day: Temporal.PlainDate }
): PlaceProblem | null {
  const own = [...subscriptions, ...elsewhere].find(({ id }) => id === subscription)
  if (own === undefined) return { reason: 'unknown-subscription', detail: `nothing subscribes '${subscription}'` }
  const began = wholeLife(own).started
  if (compareDates(day, began) >= 0) return null
  return { reason: 'before-start', detail: `${called(labelOn(own, began))} begins on ${began}` }
}
