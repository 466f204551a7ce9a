// The versions of either rule set that have no part in a comparison, for they begin after its days.
import { compareDates } from '@farthing/billing-core/values'
import type { RuleSet } from '@farthing/rules-language'
import type { ImpactSides } from './impact-side.ts'

export interface LaterVersion {
  readonly kind: 'plan' | 'feature' | 'tariff'
  readonly name: string
  readonly from: Temporal.PlainDate
  readonly in: 'before' | 'after' | 'both'
}

/** In order of their first days; none when both are as they are on one day. */
export function laterVersions({ on, before, after }: ImpactSides, until: Temporal.PlainDate): LaterVersion[] {
  if (on !== null) return []
  const [old, now] = [before, after].map(({ rules }) => beginningAfter(rules, until))
  const [known, news] = [new Map(old?.map(each => [keyOf(each), each])), new Map(now?.map(each => [keyOf(each), each]))]
  return [...new Map([...known, ...news])]
    .map(([key, each]): LaterVersion => {
      const side = !known.has(key) ? 'after' : news.has(key) ? 'both' : 'before'
      return { ...each, in: side }
    })
    .toSorted((a, b) => compareDates(a.from, b.from))
}

type Dated = Omit<LaterVersion, 'in'>

function beginningAfter({ plans, features, tariffs }: RuleSet, day: Temporal.PlainDate): Dated[] {
  const kinds = [
    ['plan', plans],
    ['feature', features],
    ['tariff', tariffs]
  ] as const
  return kinds.flatMap(([kind, named]) =>
    [...named].flatMap(([name, versions]) =>
      versions.flatMap(({ from }) => (from !== null && compareDates(from, day) > 0 ? [{ kind, name, from }] : []))
    )
  )
}

function keyOf({ kind, name, from }: Dated): string {
  return `${kind} ${name} ${from}`
}
