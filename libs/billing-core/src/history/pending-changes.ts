// What was told of a subscription and is not due yet.
import { compareDates, date } from '../values/index.ts'
import type { DroppedFact } from './account-history.ts'
import type { DeedDone, Fact, FeatureTurned, Moved, PlanChanged, Renumbered, StateChanged } from './fact.ts'
import { standingFacts } from './standing-facts.ts'
import { isOfSubscription, subscriptionHistory } from './subscription-history.ts'

export type ChangeOfSubscription = PlanChanged | Moved | Renumbered | StateChanged | FeatureTurned

const CHANGES: readonly Fact['kind'][] = [
  'plan-changed',
  'moved',
  'renumbered',
  'suspended',
  'resumed',
  'terminated',
  'feature-on',
  'feature-off'
]

export interface AskedPending {
  /** In whose book the facts are. */
  readonly account: string
  readonly subscription: string
  readonly today: Temporal.PlainDate
}

/** Changes that hold from a day after `today` on, in order; those that were replaced, withdrawn or overtaken are none. */
export function pendingChanges(
  facts: readonly Fact[],
  { account, subscription, today }: AskedPending
): ChangeOfSubscription[] {
  const own = standingFacts(facts)
    .facts.filter(isOfSubscription)
    .filter(fact => fact.subscription === subscription)
  const dropped: DroppedFact[] = []
  subscriptionHistory({ account, id: subscription, facts: own }, dropped)
  const gone = new Set(dropped.map(({ fact }) => fact.id))
  return own.filter((fact): fact is ChangeOfSubscription => {
    return CHANGES.includes(fact.kind) && compareDates(fact.effective, today) > 0 && !gone.has(fact.id)
  })
}

/** What was done to a subscription for a day after `today`. `comesOn`: the field of a deed that names the day on which it comes true. */
export function pendingDeeds(
  facts: readonly Fact[],
  { subscription, today }: { readonly subscription: string; readonly today: Temporal.PlainDate },
  comesOn: (deed: string) => string | undefined
): DeedDone[] {
  return standingFacts(facts).facts.filter((fact): fact is DeedDone => {
    if (fact.kind !== 'deed' || fact.subscription !== subscription) return false
    const day = fact.fields[comesOn(fact.deed) ?? '']
    return compareDates(fact.effective, today) > 0 || (typeof day === 'string' && compareDates(date(day), today) > 0)
  })
}
