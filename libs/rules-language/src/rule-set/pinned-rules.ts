// A rule set as if one day lasted for ever: what a price that is dated inside a file comes to on other days.
import { containsDate } from '@farthing/billing-core/values'
import type { ReachingVersion } from './reach.ts'
import type { RuleSet } from './rule-set.ts'

/**
 * Of every plan, feature and tariff the version of the day, held by everybody since ever; what has none that day keeps its
 * dates. Dates inside a plan, such as those of offers, stay as they are.
 */
export function pinnedRules(rules: RuleSet, day: Temporal.PlainDate): RuleSet {
  const always = { from: null, until: null, reach: null }
  return {
    ...rules,
    plans: pinned(rules.plans, day, version => ({ ...version, ...always })),
    features: pinned(rules.features, day, version => ({ ...version, ...always })),
    tariffs: pinned(rules.tariffs, day, version => version.always())
  }
}

function pinned<V extends ReachingVersion>(
  named: ReadonlyMap<string, readonly V[]>,
  day: Temporal.PlainDate,
  always: (version: V) => V
): ReadonlyMap<string, readonly V[]> {
  return new Map(
    Array.from(named, ([name, versions]) => {
      const held = versions.find(version => containsDate(version, day))
      return [name, held === undefined ? versions : [always(held)]] as const
    })
  )
}
