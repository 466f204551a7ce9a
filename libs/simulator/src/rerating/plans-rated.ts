import type { RatingTime } from '@farthing/rules-language'
import type { RuleBook } from '../bill/index.ts'

/** Names of plans of which some version, in rules of whatever day, has its usage priced then. */
export function plansRated({ versions }: RuleBook, rating: RatingTime): Set<string> {
  const plans = versions.flatMap(({ rules }) => [...rules.plans.values()].flat())
  return new Set(plans.filter(plan => plan.rating === rating).map(({ name }) => name))
}
