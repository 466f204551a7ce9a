// Which tariff of a plan prices a service: the first one named that is for the service and that holds.
import { type Registry, namedTariffs } from '@farthing/plugin-sdk'
import type { PlanVersion, TariffVersion } from '@farthing/rules-language'

/** `find`: what holds of a tariff, by its name. Undefined: the plan has no tariff for the service. */
export function servingTariff<T extends { readonly version: TariffVersion }>(
  plan: PlanVersion,
  terms: Registry['usageTerms'],
  service: string,
  find: (name: string) => T | undefined
): T | undefined {
  for (const { name } of namedTariffs(plan.rules, terms)) {
    const found = find(name)
    if (found?.version.service === service) return found
  }
  return undefined
}
