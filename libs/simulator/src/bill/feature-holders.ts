// The features of one subscription that say something about usage: which are on at an instant, and what they grant in each cycle.
import { type DatedAlignment, FEATURE_SERIES, type SubscriptionHistory } from '@farthing/billing-core'
import { localDay, startOfDayMs } from '@farthing/billing-core/values'
import { type Registry, usageGrants } from '@farthing/plugin-sdk'
import type { ProductVersion } from '@farthing/rules-language'
import type { AllowanceBook } from './allowance-book.ts'
import type { HeldVersions } from './held-versions.ts'
import { speaksOfUsage } from './plan-traits.ts'
import type { RuleBook } from './rule-book.ts'
import { StretchFinder, type UsageStretch } from './usage-stretch.ts'

/** Holds from `startMs` until `endMs`, half-open. */
export interface FeaturesOn {
  readonly startMs: number
  readonly endMs: number
  /** As allowances and traits name them: 'feature:weekends'. */
  readonly names: readonly string[]
  /** Of the day: their offers hold. */
  readonly versions: readonly ProductVersion[]
  /** Of the day on which the stretch began: their packs and caps hold until it ends. */
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

export class FeatureHolders {
  readonly #subscription: string
  readonly #world: FeatureWorld
  /** By feature. */
  readonly #finders: ReadonlyMap<string, StretchFinder>
  #on: FeaturesOn = { ...NONE, endMs: -Infinity }

  constructor({ features, id }: SubscriptionHistory, world: FeatureWorld) {
    const { alignments, registry, ruleBook, zone } = world
    this.#subscription = id
    this.#world = world
    const speaking = features.filter(({ feature }) => speaksOfUsage(feature, ruleBook, registry))
    this.#finders = new Map(
      [...Map.groupBy(speaking, ({ feature }) => feature)].map(([feature, stretches]) => {
        const runs = stretches.map(({ from, until }) => ({ from, until, plan: `${FEATURE_SERIES}${feature}` }))
        return [feature, new StretchFinder(runs, alignments, zone)]
      })
    )
  }

  /** What is on; what it grants is opened. Instants are asked for in order. */
  at(atMs: number): FeaturesOn {
    if (this.#finders.size === 0) return NONE
    const { startMs, endMs } = this.#on
    if (startMs <= atMs && atMs < endMs) return this.#on
    this.#on = this.#find(atMs)
    return this.#on
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
    for (const [feature, finder] of this.#finders) {
      const stretch = finder.at(atMs)
      endMs = Math.min(endMs, stretch.endMs)
      if (stretch.run === null) continue
      const { from: since, plan: name } = stretch.run
      const begun = this.#open(feature, stretch, since)
      const held = this.#world.held.at('features', feature, { day, since }, rules)
      // one that does not hold yet may begin tomorrow
      const until = held === undefined ? day.add({ days: 1 }) : held.until
      if (until !== null) endMs = Math.min(endMs, startOfDayMs(until, zone))
      if (held === undefined) continue
      names.push(name)
      versions.push(held.version)
      if (begun !== undefined) limiting.push({ name, rules: begun.rules })
    }
    return { startMs: atMs, endMs, names, versions, limiting }
  }

  /** The version that held when the cycle began, or when the feature was turned on, if later: what it grants is opened. */
  #open(feature: string, stretch: UsageStretch, since: Temporal.PlainDate): ProductVersion | undefined {
    const { book, held, registry } = this.#world
    const { cycle, days, full } = stretch
    const version = held.at('features', feature, { day: days.from, since })?.version
    if (version === undefined) return undefined
    const plan = `${FEATURE_SERIES}${feature}`
    const grants = usageGrants(version.rules, registry.usageTerms, { plan, cycle, full, days })
    if (grants.length > 0) book.open(this.#subscription, stretch, grants)
    return version
  }
}
