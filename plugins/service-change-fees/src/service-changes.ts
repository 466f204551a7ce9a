// What was changed in the life of a subscription, from its history: each change once, numbered among its like.
import { addDays, compareDates, sameDate } from '@farthing/plugin-sdk'
import type { SubscriptionHistory } from '@farthing/plugin-sdk'

export const CHANGES = [
  'change of plan',
  'suspension',
  'resumption',
  'feature turned on',
  'feature turned off'
] as const

export interface ServiceChange {
  readonly kind: (typeof CHANGES)[number]
  readonly on: Temporal.PlainDate
  /** The day whose plan asks for the fee: that of the change, or the last one on the plan that is left. */
  readonly asked: Temporal.PlainDate
  /** The feature; null for the others. */
  readonly feature: string | null
}

/** Neither a start nor an end is a change: features that come with them are not turned on or off. */
export function serviceChanges({ features, segments, started, terminated }: SubscriptionHistory): ServiceChange[] {
  const changes = segments.flatMap(({ from, plan, state }, index): ServiceChange[] => {
    const before = segments[index - 1]
    if (before === undefined) return []
    const common = { on: from, feature: null }
    return [
      ...(before.plan === plan ? [] : [{ kind: 'change of plan' as const, ...common, asked: addDays(from, -1) }]),
      ...(before.state === state
        ? []
        : [{ kind: state === 'suspended' ? ('suspension' as const) : ('resumption' as const), ...common, asked: from }])
    ]
  })
  const turns = features.flatMap(({ feature, from, until }): ServiceChange[] => [
    ...(compareDates(from, started) <= 0
      ? []
      : [{ kind: 'feature turned on' as const, on: from, asked: from, feature }]),
    ...(until === null || (terminated !== null && sameDate(until, terminated))
      ? []
      : [{ kind: 'feature turned off' as const, on: until, asked: until, feature }])
  ])
  return [...changes, ...turns]
}
