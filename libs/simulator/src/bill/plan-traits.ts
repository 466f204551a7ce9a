// What must be known of plans before their usage is gone through, in any of the published rules.
import {
  hasLastingGrants,
  namedTariffs,
  planCaps,
  planMinimums,
  planOverages,
  PluginFault,
  type Registry,
  usageOffers
} from '@farthing/plugin-sdk'
import { FEATURE_SERIES, type SubscriptionHistory } from '@farthing/billing-core'
import type { ProductVersion, RuleSet } from '@farthing/rules-language'
import type { RuleBook } from './rule-book.ts'

export interface PlanTraits {
  /** Other subscriptions or later cycles see its allowances. */
  readonly lasting: boolean
  /** Tiers of its tariffs, or its caps, count beyond a cycle. */
  readonly countingOn: boolean
  /** A price depends on how much was used in the cycle. */
  readonly counting: boolean
  /** It has packs, minimums or caps. */
  readonly limited: boolean
}

type TraitsByPlan = ReadonlyMap<string, PlanTraits>

const known = new WeakMap<RuleSet, TraitsByPlan>()

/** Of all plans and features that subscriptions had. */
export function planTraits(
  subscriptions: readonly Pick<SubscriptionHistory, 'segments' | 'features'>[],
  { versions }: RuleBook,
  registry: Registry
): PlanTraits {
  const names = new Set(subscriptions.flatMap(namesOf))
  let [lasting, countingOn, counting, limited] = [false, false, false, false]
  for (const { rules } of versions) {
    const traits = traitsOf(rules, registry)
    if (traits.size === 0) continue
    for (const name of names) {
      const found = traits.get(name)
      if (found === undefined) continue
      lasting ||= found.lasting
      countingOn ||= found.countingOn
      counting ||= found.counting
      limited ||= found.limited
    }
  }
  return { lasting, countingOn, counting, limited }
}

/** Of plans that have any, which in most rule sets are few; looked for once for each. */
function traitsOf(rules: RuleSet, registry: Registry): TraitsByPlan {
  const found = known.get(rules)
  if (found !== undefined) return found
  const traits = new Map<string, PlanTraits>()
  const features = Array.from(rules.features, ([name, versions]) => [`${FEATURE_SERIES}${name}`, versions] as const)
  for (const [name, versions] of [...rules.plans, ...features]) {
    const own = traitsOfProduct(versions, rules, registry)
    if (Object.values(own).includes(true)) traits.set(name, own)
  }
  known.set(rules, traits)
  return traits
}

/** A plugin that fails is told when an account of the product is billed; until then it may have any trait. */
function traitsOfProduct(versions: readonly ProductVersion[], rules: RuleSet, registry: Registry): PlanTraits {
  try {
    return {
      lasting: versions.some(version => hasLastingGrants(version.rules, registry.usageTerms)),
      countingOn: versions.some(version => countsBeyondCycles(version, rules, registry)),
      counting: versions.some(version => countsUsage(version, registry)),
      limited: versions.some(version => hasLimits(version, registry))
    }
  } catch (fault) {
    if (fault instanceof PluginFault) return { lasting: true, countingOn: true, counting: true, limited: true }
    throw fault
  }
}

function namesOf({ segments, features }: Pick<SubscriptionHistory, 'segments' | 'features'>): string[] {
  return [...segments.map(({ plan }) => plan), ...features.map(({ feature }) => `${FEATURE_SERIES}${feature}`)]
}

/** Whether some version of a feature grants or changes usage. */
export function speaksOfUsage(feature: string, { versions }: RuleBook, { usageTerms }: Registry): boolean {
  return versions.some(({ rules }) =>
    (rules.features.get(feature) ?? []).some(version =>
      version.rules.some(({ signature }) => usageTerms.has(signature))
    )
  )
}

function countsBeyondCycles(product: ProductVersion, rules: RuleSet, { usageTerms }: Registry): boolean {
  const isOverDays = planCaps(product.rules, usageTerms).some(({ per }) => per !== 'cycle' && per.days > 1)
  return isOverDays || hasLastingTiers(product, rules, usageTerms)
}

function hasLastingTiers(
  { rules }: ProductVersion,
  { tariffs, tiers }: RuleSet,
  usageTerms: Registry['usageTerms']
): boolean {
  if (tiers.size === 0) return false
  const named = namedTariffs(rules, usageTerms).flatMap(({ name }) => tariffs.get(name) ?? [])
  return named.some(tariff =>
    tariff.tiers.some(name => ['month', 'never'].includes(tiers.get(name)?.counter.reset ?? ''))
  )
}

function countsUsage({ rules }: ProductVersion, { usageTerms }: Registry): boolean {
  return usageOffers(rules, usageTerms).some(({ after }) => after !== null)
}

function hasLimits({ rules }: ProductVersion, { usageTerms }: Registry): boolean {
  return [planCaps, planMinimums, planOverages].some(limits => limits(rules, usageTerms).length > 0)
}
