import { inEachCurrency, type RatingTime } from '@farthing/rules-language'
import type { RuleBooks } from '../bill/index.ts'

/** A plan as told apart from one of the same name for customers in another currency: 'home EUR'. */
export function planIn(plan: string, currency: string): string {
  return `${plan} ${currency}`
}

/** Plans (`planIn`) of which some version, in rules of whatever day, has its usage priced then. */
export function plansRated({ versions }: Pick<RuleBooks, 'versions'>, rating: RatingTime): Set<string> {
  const plans = versions.flatMap(({ rules }) =>
    inEachCurrency(rules).flatMap(({ operator, plans: own }) =>
      [...own.values()]
        .flat()
        .filter(plan => plan.rating === rating)
        .map(({ name }) => planIn(name, operator.currency))
    )
  )
  return new Set(plans)
}
