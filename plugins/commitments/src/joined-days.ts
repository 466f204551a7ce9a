// Stretches of days that touch or overlap, as one.
import { compareDates, laterDate } from '@farthing/plugin-sdk'
import type { OpenInterval } from '@farthing/plugin-sdk'

/** In order, apart from each other, none without days. */
export function joinedDays(stretches: readonly OpenInterval[]): OpenInterval[] {
  const joined: OpenInterval[] = []
  for (const { from, until } of stretches.toSorted((a, b) => compareDates(a.from, b.from))) {
    const last = joined.at(-1)
    if (last !== undefined && (last.until === null || compareDates(from, last.until) <= 0))
      joined[joined.length - 1] = { from: last.from, until: laterEnd(last.until, until) }
    else joined.push({ from, until })
  }
  return joined.filter(({ from, until }) => until === null || compareDates(from, until) < 0)
}

function laterEnd(a: Temporal.PlainDate | null, b: Temporal.PlainDate | null): Temporal.PlainDate | null {
  return a === null || b === null ? null : laterDate(a, b)
}
