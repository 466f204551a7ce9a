// A policy: dates in order, conditions that mean something.
import type { Policy, PolicyThreshold } from '../rule-set/policy.ts'
import type { MessageDeclaration, PolicyDeclaration } from '../vocabulary/declarations.ts'
import { headSpot } from '../vocabulary/match-parts.ts'
import { warnOfNever } from './warn-of-never.ts'
import { checkCondition, type ConditionWorld } from './check-condition.ts'
import { checkEffect } from './check-effects.ts'
import { checkDates } from './check-versions.ts'
import { ruleAt } from './report.ts'

export function checkPolicies(
  declared: readonly PolicyDeclaration[],
  declaredMessages: readonly MessageDeclaration[],
  world: ConditionWorld
): Policy[] {
  const messages = new Map(declaredMessages.map(message => [message.name.value, message]))
  return declared.map(policy => {
    const { name, from, until } = policy
    checkDates(policy, world.report)
    const called = `policy ${name.value}`
    const thresholds = policy.thresholds.flatMap(({ match, condition, effects }): PolicyThreshold[] => {
      const engine = checkCondition(condition, match, world)
      if (engine !== null) warnOfNever(engine, match, world)
      for (const effect of effects) checkEffect(effect, match, { messages, world })
      return engine === null ? [] : [{ condition: engine, effects, at: ruleAt(headSpot(match), called) }]
    })
    const dates = { from: from?.value ?? null, until: until?.value ?? null }
    return { name: name.value, ...dates, thresholds, at: ruleAt(name.spot, called) }
  })
}
