// The plans and features of a rule set in which a statement stands: asked again and again of rules that never change.
import type { RuleSet } from '@farthing/rules-language'

const known = new WeakMap<RuleSet, Map<string, ReadonlySet<string>>>()

/** Their names. */
export function productsThatGrant(rules: RuleSet, statement: string): ReadonlySet<string> {
  const ofRules = known.getOrInsertComputed(rules, () => new Map<string, ReadonlySet<string>>())
  return ofRules.getOrInsertComputed(statement, () => {
    const products = [...rules.plans, ...rules.features]
    const saying = products.filter(([, versions]) => {
      return versions.some(version => version.rules.some(({ signature }) => signature === statement))
    })
    return new Set(saying.map(([name]) => name))
  })
}
