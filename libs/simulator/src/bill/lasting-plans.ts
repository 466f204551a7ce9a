// Plans whose allowances other subscriptions or later cycles see, in any of the published rules.
import { hasLastingGrants, type Registry } from '@farthing/plugin-sdk'
import type { RuleSet } from '@farthing/rules-language'
import type { RuleBook } from './rule-book.ts'

const known = new WeakMap<RuleSet, ReadonlySet<string>>()

export function isLastingPlan(plan: string, { versions }: RuleBook, registry: Registry): boolean {
  return versions.some(({ rules }) => lastingPlans(rules, registry).has(plan))
}

/** Of most rule sets none: looked for once for each. */
function lastingPlans(rules: RuleSet, { usageTerms }: Registry): ReadonlySet<string> {
  const found = known.get(rules)
  if (found !== undefined) return found
  const names = [...rules.plans].flatMap(([name, versions]) =>
    versions.some(version => hasLastingGrants(version.rules, usageTerms)) ? [name] : []
  )
  const plans = new Set(names)
  known.set(rules, plans)
  return plans
}
