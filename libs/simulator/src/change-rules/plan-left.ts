// The plan that a change of plan, or an end, leaves: of two on one day the last one told holds, and no other was ever held.
import { type PlanSegment, type SubscriptionHistory, wholeLife } from '@farthing/billing-core'
import { containsDate, sameDate } from '@farthing/billing-core/values'
import type { AskedChange } from '@farthing/plugin-sdk'
import { planRuns } from '../bill/index.ts'
import type { StandingWorld } from '../conditions/index.ts'

/**
 * The worlds that a change of plan, or an end, of that day is judged in, in all of which it must be possible: that without the change of
 * plan whose place it takes, and that with it where something was agreed to on that day, which the plan that would be gone may have offered.
 */
export function asLeft<W extends StandingWorld>({ action }: AskedChange, world: W): readonly [W, ...W[]] {
  const { history, subscription, today } = world
  if ((action !== 'change' && action !== 'terminate') || subscription === null) return [world]
  const left = leftOn(subscription, today)
  if (left === subscription) return [world]
  const isAgreed = history.deeds.some(done => done.subscription === subscription.id && sameDate(done.effective, today))
  const without = { ...world, subscription: left }
  return isAgreed ? [without, world] : [without]
}

/** The same one where no plan gives way to another on that day. */
function leftOn(subscription: SubscriptionHistory, day: Temporal.PlainDate): SubscriptionHistory {
  const runs = planRuns({ segments: wholeLife(subscription).segments })
  const index = runs.findIndex(({ from }) => sameDate(from, day))
  const [before, changed] = [runs[index - 1], runs[index]]
  if (before === undefined || changed === undefined) return subscription
  const asBefore = (segments: readonly PlanSegment[]): PlanSegment[] =>
    segments.map(each => (containsDate(changed, each.from) ? { ...each, plan: before.plan } : each))
  const { segments, whole } = subscription
  const own = { ...subscription, segments: asBefore(segments) }
  return whole === undefined ? own : { ...own, whole: { ...whole, segments: asBefore(whole.segments) } }
}
