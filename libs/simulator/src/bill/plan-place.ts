// Where a plan stands in its family, by the rules of a day.
import { containsDate } from '@farthing/billing-core/values'
import type { PlanPlace } from '@farthing/plugin-sdk'
import type { RuleBook } from './rule-book.ts'

/** Null for a plan that the rules of the day have not, or not on that day. */
export function planPlace(book: RuleBook, plan: string, day: Temporal.PlainDate): PlanPlace | null {
  const version = book
    .at(day)
    ?.plans.get(plan)
    ?.find(({ from, until }) => isWithin(from, until, day))
  return version === undefined ? null : { family: version.family, level: version.level }
}

function isWithin(from: Temporal.PlainDate | null, until: Temporal.PlainDate | null, day: Temporal.PlainDate): boolean {
  return containsDate({ from: from ?? day, until }, day)
}
