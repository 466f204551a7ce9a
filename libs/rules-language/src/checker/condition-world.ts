// What conditions are checked against: the kernel's facts and those of plugins, and everything that rules declare.
import { type FactSignature, kernelFacts } from '../conditions/fact-signature.ts'
import type { ConditionWorld } from './check-condition.ts'
import type { PlanWorld } from './check-plan.ts'

export function conditionWorld(
  facts: readonly FactSignature[],
  { currency, names, tariffs, report }: PlanWorld
): ConditionWorld {
  return {
    facts: new Map([...kernelFacts, ...facts].map(fact => [fact.name, fact])),
    currency,
    names,
    unitOf: service => tariffs.find(form => form.service === service)?.unit,
    report
  }
}
