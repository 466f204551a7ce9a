// The plan that a change of plan, or an end, leaves: of two on one day the last one told holds, and no other was ever held.
import type { PlanSegment, SubscriptionHistory } from '@farthing/billing-core'
import { compareDates, sameDate } from '@farthing/billing-core/values'
import type { AskedChange } from '@farthing/plugin-sdk'
import type { StandingWorld } from '../conditions/index.ts'

/**
 * The worlds that a change of plan, or an end, of that day is judged in, in all of which it must be possible: that without the change of plan whose place it
 * takes, and that with it where something was agreed to on that day, which the plan that would be gone may have offered.
 */
export function asLeft<W extends StandingWorld>({ action }: AskedChange, world: W): readonly [W, ...W[]] {
  const { history, subscription, today } = world
  if ((action !== 'change' && action !== 'terminate') || subscription === null) return [world]
  const left = { ...world, subscription: leftOn(subscription, today) }
  const isAgreed = history.deeds.some(done => done.subscription === subscription.id && sameDate(done.effective, today))
  return isAgreed && left.subscription.segments !== subscription.segments ? [left, world] : [left]
}

function leftOn(subscription: SubscriptionHistory, day: Temporal.PlainDate): SubscriptionHistory {
  const { segments, whole } = subscription
  const own = { ...subscription, segments: withoutChange(segments, whole?.segments ?? segments, day) }
  return whole === undefined ? own : { ...own, whole: leftOn(whole, day) }
}

/** `all`: with those of days on which another account had it. */
function withoutChange(
  segments: readonly PlanSegment[],
  all: readonly PlanSegment[],
  day: Temporal.PlainDate
): readonly PlanSegment[] {
  const index = all.findIndex(({ from }) => sameDate(from, day))
  const [before, changed] = [all[index - 1], all[index]]
  if (before === undefined || changed === undefined || before.plan === changed.plan) return segments
  const until = all.slice(index).find(({ plan }) => plan !== changed.plan)?.from ?? null
  const isOf = ({ from }: PlanSegment): boolean =>
    compareDates(from, day) >= 0 && (until === null || compareDates(from, until) < 0)
  return segments.map(segment => (isOf(segment) ? { ...segment, plan: before.plan } : segment))
}
