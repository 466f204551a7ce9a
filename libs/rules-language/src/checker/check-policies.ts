// A policy: dates in order, conditions that mean something.
import type { Policy, PolicyThreshold } from '../rule-set/policy.ts'
import type { PolicyDeclaration } from '../vocabulary/declarations.ts'
import { headSpot } from '../vocabulary/match-parts.ts'
import { checkCondition, type ConditionWorld } from './check-condition.ts'
import { checkDates } from './check-versions.ts'
import { ruleAt } from './report.ts'

export function checkPolicies(declared: readonly PolicyDeclaration[], world: ConditionWorld): Policy[] {
  return declared.map(policy => {
    const { name, from, until } = policy
    checkDates(policy, world.report)
    const called = `policy ${name.value}`
    const thresholds = policy.thresholds.flatMap(({ match, condition, effects }): PolicyThreshold[] => {
      const engine = checkCondition(condition, match, world)
      return engine === null ? [] : [{ condition: engine, effects, at: ruleAt(headSpot(match), called) }]
    })
    const dates = { from: from?.value ?? null, until: until?.value ?? null }
    return { name: name.value, ...dates, thresholds, at: ruleAt(name.spot, called) }
  })
}
