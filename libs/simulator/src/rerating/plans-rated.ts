import { inEachCurrency, type RatingTime } from '@farthing/rules-language'
import type { RuleBooks } from '../bill/index.ts'

/** Names of plans of which some version, in rules of whatever day and currency, has its usage priced then. */
export function plansRated({ versions }: Pick<RuleBooks, 'versions'>, rating: RatingTime): Set<string> {
  const plans = versions.flatMap(({ rules }) => inEachCurrency(rules).flatMap(each => [...each.plans.values()].flat()))
  return new Set(plans.filter(plan => plan.rating === rating).map(({ name }) => name))
}
