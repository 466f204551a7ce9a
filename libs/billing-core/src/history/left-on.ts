// When a customer left: the end of the last subscription, for a time or for good.
import { compareDates, laterDate } from '../values/index.ts'
import type { AccountHistory } from './account-history.ts'
import { daysHeld } from './moved-subscription.ts'

type Held = Pick<AccountHistory, 'subscriptions'>

interface Gap {
  readonly from: Temporal.PlainDate
  /** On which another begins; null: none has. */
  readonly until: Temporal.PlainDate | null
}

/** The first day without any subscription; null while there is one, and before there was any. */
export function leftOn(history: Held): Temporal.PlainDate | null {
  const last = gapsOf(history).at(-1)
  return last === undefined || last.until !== null ? null : last.from
}

/** Days on which the last subscription of the time ended, and no other began. */
export function daysLeft(history: Held): Temporal.PlainDate[] {
  return gapsOf(history).map(({ from }) => from)
}

/** The first day, from `day` on, on which who had a subscription has none; null: none is known. */
export function goneFrom(history: Held, day: Temporal.PlainDate): Temporal.PlainDate | null {
  const gap = gapsOf(history).find(({ until }) => until === null || compareDates(until, day) > 0)
  return gap === undefined ? null : laterDate(gap.from, day)
}

/** In order, without the days before the first subscription; one that is moved away and comes back is none in between. */
function gapsOf({ subscriptions }: Held): Gap[] {
  const gaps: Gap[] = []
  let end: Temporal.PlainDate | null | undefined
  for (const { from, until } of subscriptions.flatMap(daysHeld).toSorted((a, b) => compareDates(a.from, b.from))) {
    if (end === null) return gaps
    if (end !== undefined && compareDates(from, end) > 0) gaps.push({ from: end, until: from })
    end = end === undefined || until === null || compareDates(until, end) > 0 ? until : end
  }
  return end === null || end === undefined ? gaps : [...gaps, { from: end, until: null }]
}
