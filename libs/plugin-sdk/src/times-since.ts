// Prices that hold for a time, counted from some day: `after 6 months`, `within 12 months`.
import { endAfter, type PeriodLength } from '@farthing/billing-core'
import { compareDates } from '@farthing/billing-core/values'

/** From the end of `after`, null from the start, until that of `within`, null for ever. */
export interface TimesSince {
  readonly after: PeriodLength | null
  readonly within: PeriodLength | null
}

export function holdsOn({ after, within }: TimesSince, since: Temporal.PlainDate, day: Temporal.PlainDate): boolean {
  return (
    (after === null || compareDates(day, endAfter(since, after)) >= 0) &&
    (within === null || compareDates(day, endAfter(since, within)) < 0)
  )
}

/** 'after a month', 'within 6 months': those that are said. */
export function timesWords({ after, within }: TimesSince): string[] {
  return [
    ...(after === null ? [] : [`after ${lengthWords(after)}`]),
    ...(within === null ? [] : [`within ${lengthWords(within)}`])
  ]
}

function lengthWords({ count, unit }: PeriodLength): string {
  return count === 1 ? `a ${unit}` : `${count} ${unit}s`
}
