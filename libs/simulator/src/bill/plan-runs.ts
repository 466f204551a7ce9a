// A subscription's days by plan and by feature: what is cut by versions afterwards.
import { type PlanSegment, type SubscriptionHistory, wholeLife } from '@farthing/billing-core'
import { containsDate, sameDate } from '@farthing/billing-core/values'

interface Run {
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate | null
  /** The first day without a break, on another account too: versions that reach by it go by this day. */
  readonly since: Temporal.PlainDate
}

/** Days under one plan, suspended or not. */
export interface PlanRun extends Run {
  readonly plan: string
}

export interface FeatureRun extends Run {
  readonly feature: string
}

/** A plan holds on through a suspension: rent goes on unless a rule ends it. */
export function planRuns(subscription: Pick<SubscriptionHistory, 'segments' | 'whole'>): PlanRun[] {
  const runs = joined(subscription.segments)
  if (subscription.whole === undefined) return runs
  const whole = joined(subscription.whole.segments)
  return runs.map(run => ({ ...run, since: whole.find(each => containsDate(each, run.from))?.from ?? run.from }))
}

function joined(segments: readonly PlanSegment[]): PlanRun[] {
  const runs: {
    from: Temporal.PlainDate
    until: Temporal.PlainDate | null
    since: Temporal.PlainDate
    plan: string
  }[] = []
  for (const { from, until, plan } of segments) {
    const last = runs.at(-1)
    if (last?.plan === plan && sameDate(last.until, from)) last.until = until
    else runs.push({ from, until, since: from, plan })
  }
  return runs
}

export function featureRuns(subscription: SubscriptionHistory): FeatureRun[] {
  const whole = wholeLife(subscription).features
  return subscription.features.map(({ feature, from, until }) => {
    const on = whole.find(each => each.feature === feature && containsDate(each, from))
    return { feature, from, until, since: on?.from ?? from }
  })
}
