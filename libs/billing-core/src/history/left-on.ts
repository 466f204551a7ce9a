// When a customer left: the end of the last subscription.
import { laterDate } from '../values/index.ts'
import type { AccountHistory } from './account-history.ts'

/** The first day without any subscription; null while there is one, and before there was any. */
export function leftOn({ subscriptions }: Pick<AccountHistory, 'subscriptions'>): Temporal.PlainDate | null {
  const ends = subscriptions.flatMap(({ terminated }) => terminated ?? [])
  return ends.length === 0 || ends.length < subscriptions.length ? null : ends.reduce(laterDate)
}
