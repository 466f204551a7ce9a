// A rule set as if one day lasted for ever: what a price that is dated inside a file comes to on other days.
import { compareDates, containsDate } from '@farthing/billing-core/values'
import { anyReaches, holdings, type Holder } from './holdings.ts'
import type { ReachingVersion } from './reach.ts'
import type { PlanVersion, ProductVersion, RuleSet } from './rule-set.ts'
import type { TariffVersion } from './tariff.ts'

interface PinnedVersions {
  readonly plans: PlanVersion
  readonly features: ProductVersion
  readonly tariffs: TariffVersion
}

export interface PinnedRules {
  readonly day: Temporal.PlainDate
  /** Of every plan, feature and tariff the version of the day comes first, then those that someone may have kept; all hold since ever. */
  readonly rules: RuleSet
  /** What a holder has on the day, and why it is another version than that of the day; null: by date, for everybody. */
  heldBy<K extends keyof PinnedVersions>(kind: K, name: string, holder: Holder): PinnedHolding<PinnedVersions[K]> | null
}

export interface PinnedHolding<V> {
  readonly version: V
  readonly because: string | null
}

/** With its own dates and reach, and the version as it stands among the pinned rules. */
interface Reaching<V> extends ReachingVersion {
  readonly version: V
}

type ByName<V> = ReadonlyMap<string, readonly Reaching<V>[]>

/** What has no version that day keeps its dates. Dates inside a plan, such as those of offers, stay as they are. */
export function pinnedRules(rules: RuleSet, day: Temporal.PlainDate): PinnedRules {
  const always = { from: null, until: null, reach: null }
  const reaching: { readonly [K in keyof PinnedVersions]: ByName<PinnedVersions[K]> } = {
    plans: pinned(rules.plans, day, version => ({ ...version, ...always })),
    features: pinned(rules.features, day, version => ({ ...version, ...always })),
    tariffs: pinned(rules.tariffs, day, version => version.always())
  }
  return {
    day,
    rules: {
      ...rules,
      plans: dayFirst(rules.plans, reaching.plans, day),
      features: dayFirst(rules.features, reaching.features, day),
      tariffs: dayFirst(rules.tariffs, reaching.tariffs, day)
    },
    heldBy: (kind, name, holder) => {
      const versions = reaching[kind].get(name) ?? []
      if (!anyReaches(versions)) return null
      const held = holdings(versions, holder).find(each => containsDate(each, day))
      return held === undefined ? null : { version: held.version.version, because: held.because }
    }
  }
}

/** Of each name that has a version on the day: those that have begun by then. What holds retroactively holds for everybody. */
function pinned<V extends ReachingVersion>(
  named: ReadonlyMap<string, readonly V[]>,
  day: Temporal.PlainDate,
  always: (version: V) => V
): ByName<V> {
  const reaching = new Map<string, readonly Reaching<V>[]>()
  for (const [name, versions] of named) {
    if (!versions.some(version => containsDate(version, day))) continue
    const begun = versions.filter(({ from }) => from === null || compareDates(from, day) <= 0)
    reaching.set(
      name,
      begun.map(version => {
        const { from, until, reach } = version
        return { from, until, reach: reach?.kind === 'retroactive' ? null : reach, version: always(version) }
      })
    )
  }
  return reaching
}

/** Who asks by date alone finds the version of the day. */
function dayFirst<V extends ReachingVersion>(
  named: ReadonlyMap<string, readonly V[]>,
  reaching: ByName<V>,
  day: Temporal.PlainDate
): ReadonlyMap<string, readonly V[]> {
  return new Map(
    Array.from(named, ([name, versions]) => {
      const begun = reaching.get(name)
      if (begun === undefined) return [name, versions] as const
      const ofDay = begun.filter(each => containsDate(each, day))
      const others = anyReaches(begun) ? begun.filter(each => !containsDate(each, day)) : []
      return [name, [...ofDay, ...others].map(({ version }) => version)] as const
    })
  )
}
