// Everything that asks conditions of facts: rules for changes, policies, and the messages that they send.
import type { RuleSet } from '../rule-set/rule-set.ts'
import type { Declarations } from '../vocabulary/lower-rules.ts'
import { checkChangeRules } from './check-change-rules.ts'
import type { ConditionWorld } from './check-condition.ts'
import { checkMessages } from './check-messages.ts'
import { checkPolicies } from './check-policies.ts'

export function checkConditional(
  { changeRules, messages, policies }: Declarations,
  world: ConditionWorld
): Pick<RuleSet, 'changeRules' | 'policies' | 'messages'> {
  return {
    changeRules: checkChangeRules(changeRules, world),
    policies: checkPolicies(policies, messages, { ...world, countsGroups: true }),
    messages: checkMessages(messages, world.facts, world.report)
  }
}
