// What usage of a service is counted in: all tariffs for it agree.
import type { BaseUnit } from '@farthing/billing-core/values'
import type { RuleSet } from '@farthing/rules-language'

/** Undefined for a service that no tariff is for. */
export function serviceUnit(service: string, rules: RuleSet | undefined): BaseUnit | undefined {
  return [...(rules?.tariffs.values() ?? [])].flat().find(tariff => tariff.service === service)?.unit
}
