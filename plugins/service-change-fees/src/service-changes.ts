// What was changed in the life of a subscription, from its history: each change once, numbered among its like.
import { addDays, compareDates, containsDate, dateText, sameDate } from '@farthing/plugin-sdk'
import type { DeedDone, PlanSegment, SubscriptionHistory } from '@farthing/plugin-sdk'

export const CHANGES = [
  'change of plan',
  'suspension',
  'resumption',
  'feature turned on',
  'feature turned off',
  'change of number',
  'change of contract',
  'move to another account',
  'change of bill day'
] as const

export interface ServiceChange {
  readonly kind: (typeof CHANGES)[number]
  readonly on: Temporal.PlainDate
  /** The day whose plan asks for the fee: that of the change, or the last one on the plan that is left. */
  readonly asked: Temporal.PlainDate
  /** The feature; null for the others. */
  readonly feature: string | null
  /** The kind of the suspension, or of the one that is resumed from; left out where none was said, and for the others. */
  readonly suspension?: string
}

/** Of contracts, told by its name: an installation can do without them. */
const CONTRACT_CHANGED = 'change-contract'

/** Neither a start nor an end is a change: features that come with them are not turned on or off. */
export function serviceChanges(subscription: SubscriptionHistory, deeds: readonly DeedDone[]): ServiceChange[] {
  return [
    ...planChanges(subscription),
    ...featureTurns(subscription),
    ...numberChanges(subscription),
    ...contractChanges(subscription, deeds)
  ]
}

function planChanges({ segments }: SubscriptionHistory): ServiceChange[] {
  return segments.flatMap((segment, index): ServiceChange[] => {
    const before = segments[index - 1]
    if (before === undefined) return []
    const { from, plan } = segment
    return [
      ...(before.plan === plan
        ? []
        : [{ kind: 'change of plan' as const, on: from, feature: null, asked: addDays(from, -1) }]),
      ...stateChange(before, segment)
    ]
  })
}

/** Who is suspended because of something else is suspended once more, and was not resumed. */
function stateChange(before: PlanSegment, { from, state, suspension }: PlanSegment): ServiceChange[] {
  if (before.state === state && before.suspension === suspension) return []
  const [kind, of] =
    state === 'suspended' ? (['suspension', suspension] as const) : (['resumption', before.suspension] as const)
  return [{ kind, on: from, asked: from, feature: null, ...(of !== undefined && { suspension: of }) }]
}

function featureTurns({ features, started, terminated }: SubscriptionHistory): ServiceChange[] {
  return features.flatMap(({ feature, from, until }): ServiceChange[] => [
    ...(compareDates(from, started) <= 0
      ? []
      : [{ kind: 'feature turned on' as const, on: from, asked: from, feature }]),
    ...(until === null || (terminated !== null && sameDate(until, terminated))
      ? []
      : [{ kind: 'feature turned off' as const, on: until, asked: until, feature }])
  ])
}

/** What is given back on the day on which it was left was not changed. */
function numberChanges({ identities, started }: SubscriptionHistory): ServiceChange[] {
  return identities
    .filter(({ from }) => compareDates(from, started) > 0)
    .filter(
      taken => !identities.some(({ identity, until }) => identity === taken.identity && sameDate(until, taken.from))
    )
    .map(({ from }) => ({ kind: 'change of number' as const, on: from, asked: from, feature: null }))
    .toSorted((a, b) => compareDates(a.on, b.on))
}

function contractChanges({ started, terminated }: SubscriptionHistory, deeds: readonly DeedDone[]): ServiceChange[] {
  const life = { from: started, until: terminated }
  const told = deeds.filter(({ deed, effective }) => deed === CONTRACT_CHANGED && containsDate(life, effective))
  return [...Map.groupBy(told, ({ effective }) => dateText(effective)).values()].flatMap(([first]) => {
    if (first === undefined) return []
    const { effective: on } = first
    return [{ kind: 'change of contract' as const, on, asked: on, feature: null }]
  })
}

/** Away from this account: its plan of the last day asks, and the account pays whose line it was. */
export function movesAway(account: string, { holders = [] }: SubscriptionHistory): ServiceChange[] {
  return holders.flatMap(({ account: taker, from }, index): ServiceChange[] => {
    const before = holders[index - 1]
    // moved away and back on one day, it was not moved
    if (before?.account !== account || taker === account) return []
    return [{ kind: 'move to another account', on: from, asked: addDays(from, -1), feature: null }]
  })
}
