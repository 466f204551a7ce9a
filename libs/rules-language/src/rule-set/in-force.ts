// Which dated version holds at a moment. Versions of one name never overlap, so the first that fits is the only one.
import { compareDates } from '@farthing/billing-core/values'
import type { PlanVersion, RuleSet } from './rule-set.ts'
import type { TariffVersion } from './tariff.ts'

export function planAt(rules: Pick<RuleSet, 'plans'>, name: string, date: Temporal.PlainDate): PlanVersion | undefined {
  return rules.plans.get(name)?.find(plan => covers(plan, date))
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

function covers(plan: PlanVersion, date: Temporal.PlainDate): boolean {
  const begun = plan.from === null || compareDates(plan.from, date) <= 0
  const ended = plan.until !== null && compareDates(plan.until, date) <= 0
  return begun && !ended
}
