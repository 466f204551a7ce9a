// The days of an account that count for what it agreed to itself: all but those on which it has left.
import { compareDates, daysHeld, earlierDate } from '@farthing/plugin-sdk'
import type { AccountHistory, OpenInterval } from '@farthing/plugin-sdk'
import { joinedDays } from './joined-days.ts'

/** In order, apart from each other. Days before the first subscription count; those from the end of the last one do not, until it subscribes anew. */
export function servedDays({
  opened,
  subscriptions
}: Pick<AccountHistory, 'opened' | 'subscriptions'>): OpenInterval[] {
  const [first, ...others] = subscriptions.flatMap(daysHeld).toSorted((a, b) => compareDates(a.from, b.from))
  if (first === undefined) return [{ from: opened, until: null }]
  return joinedDays([{ ...first, from: earlierDate(opened, first.from) }, ...others])
}
