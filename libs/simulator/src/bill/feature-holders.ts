// The features of one subscription that say something about usage: which are on at an instant, and what they grant in each cycle.
import { type DatedAlignment, FEATURE_SERIES, type SubscriptionHistory } from '@farthing/billing-core'
import { localDay, startOfDayMs } from '@farthing/billing-core/values'
import type { Registry } from '@farthing/plugin-sdk'
import type { ProductVersion } from '@farthing/rules-language'
import type { AllowanceBook } from './allowance-book.ts'
import type { HeldVersions } from './held-versions.ts'
import { featureRuns } from './plan-runs.ts'
import { speaksOfUsage } from './plan-traits.ts'
import type { RuleBook } from './rule-book.ts'
import { TermStretches } from './term-stretches.ts'
import { markAll, type Undo } from './undo.ts'
import { StretchFinder } from './usage-stretch.ts'
import { VersionGrants } from './version-grants.ts'

/** Holds from `startMs` until `endMs`, half-open. */
export interface FeaturesOn {
  readonly startMs: number
  readonly endMs: number
  /** As allowances and traits name them: 'feature:weekends'. */
  readonly names: readonly string[]
  /** Of the day: their offers hold. */
  readonly versions: readonly ProductVersion[]
  /** By days of the account, as allowances are granted: their packs and caps. */
  readonly limiting: readonly NamedProduct[]
}

/** `name`: as in `names`. */
export interface NamedProduct {
  readonly name: string
  readonly rules: ProductVersion['rules']
}

export interface FeatureWorld {
  readonly alignments: readonly DatedAlignment[]
  /** IANA zone of the account. */
  readonly zone: string
  readonly book: AllowanceBook
  readonly held: HeldVersions
  readonly registry: Registry
  readonly ruleBook: RuleBook
}

const NONE: FeaturesOn = { startMs: -Infinity, endMs: Infinity, names: [], versions: [], limiting: [] }

interface Holder {
  readonly terms: TermStretches<ProductVersion>
  readonly grants: VersionGrants
}

export class FeatureHolders {
  readonly #world: FeatureWorld
  /** By feature. */
  readonly #holders: ReadonlyMap<string, Holder>
  #on: FeaturesOn = { ...NONE, endMs: -Infinity }

  constructor(subscription: SubscriptionHistory, world: FeatureWorld) {
    const { id } = subscription
    const { alignments, book, held, registry, ruleBook, zone } = world
    this.#world = world
    const speaking = featureRuns(subscription).filter(({ feature }) => speaksOfUsage(feature, ruleBook, registry))
    const { usageTerms } = registry
    this.#holders = new Map(
      [...Map.groupBy(speaking, ({ feature }) => feature)].map(([feature, stretches]) => {
        const runs = stretches.map(({ from, since, until }) => ({
          from,
          until,
          since,
          plan: `${FEATURE_SERIES}${feature}`
        }))
        const finder = new StretchFinder(runs, alignments, zone)
        const terms = new TermStretches(finder, zone, ({ since }, day) => held.at('features', feature, { day, since }))
        return [feature, { terms, grants: new VersionGrants(id, { book, zone, usageTerms }) }]
      })
    )
  }

  /** What is on; what it grants is opened. Instants are asked for in order. */
  at(atMs: number): FeaturesOn {
    if (this.#holders.size === 0) return NONE
    const { startMs, endMs } = this.#on
    if (startMs <= atMs && atMs < endMs) return this.#on
    this.#on = this.#find(atMs)
    return this.#on
  }

  mark(): Undo {
    const on = this.#on
    const undo = markAll([...this.#holders.values()].flatMap(({ grants, terms }) => [grants, terms]))
    return () => {
      this.#on = on
      undo()
    }
  }

  #find(atMs: number): FeaturesOn {
    const rules = this.#world.ruleBook.atInstant(atMs)
    // dates of versions are the operator's, as those of plans are
    const zone = rules?.operator.zone ?? this.#world.zone
    const day = localDay(atMs, zone)
    let endMs = Infinity
    const names: string[] = []
    const versions: ProductVersion[] = []
    const limiting: NamedProduct[] = []
    for (const [feature, { grants, terms }] of this.#holders) {
      const stretch = terms.at(atMs)
      endMs = Math.min(endMs, stretch.endMs)
      if (stretch.run === null) continue
      const { plan: name, since } = stretch.run
      grants.open(stretch)
      const held = this.#world.held.at('features', feature, { day, since }, rules)
      // one that does not hold yet may begin tomorrow
      const until = held === undefined ? day.add({ days: 1 }) : held.until
      if (until !== null) endMs = Math.min(endMs, startOfDayMs(until, zone))
      if (held === undefined) continue
      names.push(name)
      versions.push(held.version)
      if (stretch.version !== null) limiting.push({ name, rules: stretch.version.rules })
    }
    return { startMs: atMs, endMs, names, versions, limiting }
  }
}
