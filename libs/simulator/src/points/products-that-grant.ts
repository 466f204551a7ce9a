// The plans and features of a rule set in which a statement stands: asked again and again of rules that never change.
import type { Registry } from '@farthing/plugin-sdk'
import type { RuleSet } from '@farthing/rules-language'
import type { RuleBook } from '../bill/index.ts'

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

/** Whether any version of the rules has a plan or a feature of which some plugin says what it grants. */
export function anyGrants({
  registry,
  ruleBook
}: {
  readonly registry: Registry
  readonly ruleBook: RuleBook
}): boolean {
  const granting = [...registry.points.values()].filter(({ joinedBy }) => joinedBy === null)
  return ruleBook.versions.some(({ rules }) =>
    granting.some(({ statement }) => productsThatGrant(rules, statement).size > 0)
  )
}
