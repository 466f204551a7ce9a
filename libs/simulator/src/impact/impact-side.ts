// One of the two rule sets that are compared, as if it had held since ever.
import type { Registry } from '@farthing/plugin-sdk'
import { pinnedRules, type RuleSet } from '@farthing/rules-language'
import { type RuleBook, ruleBook } from '../bill/index.ts'
import { type SubscriberIndex, TariffFinder, type UsageRating } from '../usage/index.ts'

export interface ImpactSide {
  readonly rules: RuleSet
  readonly ruleBook: RuleBook
  readonly registry: Registry
  readonly tariffs: TariffFinder
}

export interface ImpactSides {
  readonly before: ImpactSide
  readonly after: ImpactSide
}

/** `on`: both as they are on that day, on all days; null: with the dates that they have. */
export function impactSides(
  before: RuleSet,
  after: RuleSet,
  registry: Registry,
  on: Temporal.PlainDate | null = null
): ImpactSides {
  const asOf = (rules: RuleSet): RuleSet => (on === null ? rules : pinnedRules(rules, on))
  return { before: impactSide(asOf(before), registry), after: impactSide(asOf(after), registry) }
}

function impactSide(rules: RuleSet, registry: Registry): ImpactSide {
  const book = ruleBook([{ from: null, rules }])
  return { rules, ruleBook: book, registry, tariffs: new TariffFinder(book, registry.usageTerms) }
}

/** Rates records as they would fare if they came at `now` (epoch milliseconds) under this side's rules. */
export function sideRating({ rules, tariffs }: ImpactSide, subscribers: SubscriberIndex, now: number): UsageRating {
  return { subscribers, choice: null, tariffs, dialling: rules.operator.dialling ?? null, now }
}
