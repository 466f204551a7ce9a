// A policy: dates in order, conditions that mean something, nothing restored while it is barred.
import { asksOfAccount } from '../conditions/engine-condition.ts'
import type { Policy, PolicyThreshold } from '../rule-set/policy.ts'
import type { MessageDeclaration, PolicyDeclaration } from '../vocabulary/declarations.ts'
import { headSpot } from '../vocabulary/match-parts.ts'
import { warnOfNever } from './warn-of-never.ts'
import { checkCondition, type ConditionWorld } from './check-condition.ts'
import { checkEffect, checkToldOfAccount } from './check-effects.ts'
import { type CheckedThreshold, checkUndoneEffects } from './check-undone-effects.ts'
import { checkDates } from './check-versions.ts'
import { ruleAt } from './report.ts'

export function checkPolicies(
  declared: readonly PolicyDeclaration[],
  declaredMessages: readonly MessageDeclaration[],
  world: ConditionWorld
): Policy[] {
  const messages = new Map(declaredMessages.map(message => [message.name.value, message]))
  const all: CheckedThreshold[] = []
  const policies = declared.map(policy => {
    const { name, from, until } = policy
    checkDates(policy, world.report)
    const called = `policy ${name.value}`
    const thresholds = policy.thresholds.flatMap(({ match, condition, effects }): PolicyThreshold[] => {
      const engine = checkCondition(condition, match, world)
      if (engine !== null) warnOfNever(engine, match, world)
      for (const effect of effects) checkEffect(effect, match, { messages, world })
      if (engine === null) return []
      if (asksOfAccount(engine)) checkToldOfAccount(effects, match, { messages, world })
      const threshold = { condition: engine, effects, at: ruleAt(headSpot(match), called) }
      all.push({ policy, match, threshold })
      return [threshold]
    })
    const dates = { from: from?.value ?? null, until: until?.value ?? null }
    return { name: name.value, ...dates, thresholds, at: ruleAt(name.spot, called) }
  })
  checkUndoneEffects(all, world.report)
  return policies
}
