// What was told of a subscription and is not due yet.
import { compareDates } from '../values/index.ts'
import type { DroppedFact } from './account-history.ts'
import type { Fact, FeatureTurned, PlanChanged, Renumbered, StateChanged } from './fact.ts'
import { standingFacts } from './standing-facts.ts'
import { subscriptionHistory } from './subscription-history.ts'

export type ChangeOfSubscription = PlanChanged | Renumbered | StateChanged | FeatureTurned

const CHANGES: readonly Fact['kind'][] = [
  'plan-changed',
  'renumbered',
  'suspended',
  'resumed',
  'terminated',
  'feature-on',
  'feature-off'
]

/** Changes that hold from a day after `today` on, in order; those that were replaced, withdrawn or overtaken are none. */
export function pendingChanges(
  facts: readonly Fact[],
  { subscription, today }: { readonly subscription: string; readonly today: Temporal.PlainDate }
): ChangeOfSubscription[] {
  const own = standingFacts(facts).facts.filter(
    fact => 'subscription' in fact && fact.subscription === subscription && fact.kind !== 'item' && fact.kind !== 'deed'
  ) as Parameters<typeof subscriptionHistory>[1]
  const dropped: DroppedFact[] = []
  subscriptionHistory(subscription, own, dropped)
  const gone = new Set(dropped.map(({ fact }) => fact.id))
  return own.filter((fact): fact is ChangeOfSubscription => {
    return CHANGES.includes(fact.kind) && compareDates(fact.effective, today) > 0 && !gone.has(fact.id)
  })
}
