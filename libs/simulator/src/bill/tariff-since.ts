// Which version of a tariff priced a use: that of its day, unless it is said since when the version holds.
import { type RuleSet, tariffAt, type TariffVersion } from '@farthing/rules-language'

interface PricedBy {
  readonly rules: RuleSet
  readonly tariff: TariffVersion
}

/** The first day of the version that priced an event, where it is another than that of the event's day; '' where it is that. */
export function sinceWhen({ rules, tariff }: PricedBy, startedAt: number): string {
  if (tariffAt(rules, tariff.name, startedAt) === tariff) return ''
  return tariff.from?.toString() ?? SINCE_EVER
}

/** The version of a tariff that `sinceWhen` names. */
export function tariffSince(
  rules: RuleSet,
  name: string,
  when: { readonly since: string; readonly startedAt: number }
): TariffVersion | undefined {
  if (when.since === '') return tariffAt(rules, name, when.startedAt)
  return rules.tariffs.get(name)?.find(({ from }) => (from?.toString() ?? SINCE_EVER) === when.since)
}

const SINCE_EVER = 'ever'
