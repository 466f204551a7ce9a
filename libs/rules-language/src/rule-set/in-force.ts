// Which dated version holds at a moment. Versions of one name never overlap, so the first that fits is the only one.
import { containsDate } from '@farthing/billing-core/values'
import type { PlanVersion, ProductVersion, RuleSet } from './rule-set.ts'
import type { TariffVersion } from './tariff.ts'

export function planAt(rules: Pick<RuleSet, 'plans'>, name: string, date: Temporal.PlainDate): PlanVersion | undefined {
  return rules.plans.get(name)?.find(plan => containsDate(plan, date))
}

export function featureAt(
  rules: Pick<RuleSet, 'features'>,
  name: string,
  date: Temporal.PlainDate
): ProductVersion | undefined {
  return rules.features.get(name)?.find(feature => containsDate(feature, date))
}

/** `startedAt`: epoch milliseconds. */
export function tariffAt(rules: Pick<RuleSet, 'tariffs'>, name: string, startedAt: number): TariffVersion | undefined {
  const versions = rules.tariffs.get(name)
  if (versions === undefined) return undefined
  for (const version of versions) {
    if (startedAt >= version.startsAt && startedAt < version.endsAt) return version
  }
  return undefined
}
