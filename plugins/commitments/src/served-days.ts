// The days of an account that count for what it agreed to itself: all but those on which it has left.
import { compareDates, daysHeld, earlierDate, laterDate } from '@farthing/plugin-sdk'
import type { AccountHistory, OpenInterval } from '@farthing/plugin-sdk'

/** In order, apart from each other. Days before the first subscription count; those from the end of the last one do not, until it subscribes anew. */
export function servedDays({
  opened,
  subscriptions
}: Pick<AccountHistory, 'opened' | 'subscriptions'>): OpenInterval[] {
  const lives = subscriptions.flatMap(daysHeld).toSorted((a, b) => compareDates(a.from, b.from))
  const [first, ...others] = lives
  if (first === undefined) return [{ from: opened, until: null }]
  const served: OpenInterval[] = [{ ...first, from: earlierDate(opened, first.from) }]
  for (const life of others) {
    const last = served.at(-1)
    if (last !== undefined && (last.until === null || compareDates(life.from, last.until) <= 0))
      served[served.length - 1] = { from: last.from, until: laterEnd(last.until, life.until) }
    else served.push(life)
  }
  return served.filter(({ from, until }) => until === null || compareDates(from, until) < 0)
}

function laterEnd(a: Temporal.PlainDate | null, b: Temporal.PlainDate | null): Temporal.PlainDate | null {
  return a === null || b === null ? null : laterDate(a, b)
}
