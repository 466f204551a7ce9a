// How amounts are rounded, by the rules that priced them: a rounding that is published later leaves alone what was billed.
import type { Rounding } from '@farthing/billing-core/values'
import type { RuleBook } from './rule-book.ts'

/** By version; `now` for one that is published no more. */
export function roundings({ versions }: RuleBook, now: Rounding): (version: string) => Rounding {
  const byVersion = new Map(versions.map(({ rules }) => [rules.version, rules.operator.rounding]))
  return version => byVersion.get(version) ?? now
}
