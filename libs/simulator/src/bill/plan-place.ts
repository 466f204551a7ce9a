// Where a plan stands in its family: by the version that a subscription holds, for a plan that it has or leaves, else by that of the day.
import { type SubscriptionHistory, wholeLife } from '@farthing/billing-core'
import { containsDate, sameDate } from '@farthing/billing-core/values'
import type { PlanPlace } from '@farthing/plugin-sdk'
import type { HeldVersions } from './held-versions.ts'
import { planRuns } from './plan-runs.ts'

/** Null for a plan that the rules of the day have not, or not on that day. `subscription`: null while it has not begun. */
export function planPlace(
  held: HeldVersions,
  subscription: SubscriptionHistory | null,
  plan: string,
  day: Temporal.PlainDate
): PlanPlace | null {
  const runs = subscription === null ? [] : planRuns(wholeLife(subscription))
  const own = runs.find(run => run.plan === plan && (containsDate(run, day) || sameDate(run.until, day)))
  const version = held.at('plans', plan, { day, since: own?.from ?? day })?.version
  return version === undefined ? null : { family: version.family, level: version.level }
}
