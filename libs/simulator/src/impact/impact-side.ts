// One of the two rule sets that are compared, as if it had held since ever.
import type { Registry } from '@farthing/plugin-sdk'
import { pinnedRules, type RuleSet } from '@farthing/rules-language'
import { pinnedBook, type RuleBook, ruleBook } from '../bill/index.ts'
import { type SubscriberIndex, TariffFinder, type UsageRating } from '../usage/index.ts'

export interface ImpactSide {
  readonly rules: RuleSet
  readonly ruleBook: RuleBook
  readonly registry: Registry
  readonly tariffs: TariffFinder
}

export interface ImpactSides {
  /** The day that both are as of, on all days; null: with the dates that they have. */
  readonly on: Temporal.PlainDate | null
  readonly before: ImpactSide
  readonly after: ImpactSide
}

/** `on`: both as they are on that day, on all days, for each customer the versions that reach him by then. */
export function impactSides(
  before: RuleSet,
  after: RuleSet,
  registry: Registry,
  on: Temporal.PlainDate | null = null
): ImpactSides {
  const book = (rules: RuleSet): RuleBook =>
    on === null ? ruleBook([{ from: null, rules }]) : pinnedBook(pinnedRules(rules, on))
  return { on, before: impactSide(before, book(before), registry), after: impactSide(after, book(after), registry) }
}

function impactSide(rules: RuleSet, book: RuleBook, registry: Registry): ImpactSide {
  return { rules, ruleBook: book, registry, tariffs: new TariffFinder(book, registry.usageTerms) }
}

/** Rates records as they would fare if they came at `now` (epoch milliseconds) under this side's rules. */
export function sideRating({ rules, tariffs }: ImpactSide, subscribers: SubscriberIndex, now: number): UsageRating {
  return { subscribers, choice: null, tariffs, dialling: rules.operator.dialling ?? null, now }
}
