// What conditions are checked against: the kernel's facts and those of plugins, and everything that rules declare.
import type { Operator } from '../rule-set/rule-set.ts'
import { type FactSignature, knownFacts } from '../conditions/fact-signature.ts'
import type { ConditionWorld } from './check-condition.ts'
import type { PlanWorld } from './check-plan.ts'

export function conditionWorld(
  facts: readonly FactSignature[],
  { currency, dialling, names, tariffs, report }: PlanWorld & Pick<Operator, 'dialling'>
): ConditionWorld {
  return {
    facts: knownFacts(facts),
    currency,
    names,
    countsGroups: false,
    knowsCountry: dialling !== null,
    unitOf: service => tariffs.find(form => form.service === service)?.unit,
    report
  }
}
