// Which tariff of a plan prices a service at an instant: the first one named that is for the service and in force.
import { type Registry, namedTariffs } from '@farthing/plugin-sdk'
import { type PlanVersion, type RuleSet, type TariffVersion, tariffAt } from '@farthing/rules-language'

/** `startedAt`: epoch milliseconds. Undefined: the plan has no tariff for the service then. */
export function servingTariff(
  rules: RuleSet,
  plan: PlanVersion,
  terms: Registry['usageTerms'],
  event: { readonly service: string; readonly startedAt: number }
): TariffVersion | undefined {
  for (const { name } of namedTariffs(plan.rules, terms)) {
    const tariff = tariffAt(rules, name, event.startedAt)
    if (tariff?.service === event.service) return tariff
  }
  return undefined
}
