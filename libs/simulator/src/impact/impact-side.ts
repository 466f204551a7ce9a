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
  /** Compared is the first bill of each account from that day on, which corrects earlier ones by versions that reach back; null: all bills. */
  readonly correcting: Temporal.PlainDate | null
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
  const [old, now] = [impactSide(before, book(before), registry), impactSide(after, book(after), registry)]
  return { on, correcting: null, before: old, after: now }
}

export interface RulesChange {
  readonly before: RuleSet
  readonly after: RuleSet
  /** The first day of the rules after, on which they follow those before; null: since ever. */
  readonly from: Temporal.PlainDate | null
}

/** With the dates that they have, for the first bills from `correcting` on: what was billed before was billed by the rules before. */
export function correctingSides(change: RulesChange, registry: Registry, correcting: Temporal.PlainDate): ImpactSides {
  const books = changeBooks(change)
  const before = impactSide(change.before, books.before, registry)
  return { on: null, correcting, before, after: impactSide(change.after, books.after, registry) }
}

export function changeBooks({ before, after, from }: RulesChange): {
  readonly before: RuleBook
  readonly after: RuleBook
} {
  const old = { from: null, rules: before }
  return { before: ruleBook([old]), after: ruleBook([old, { from, rules: after }]) }
}

function impactSide(rules: RuleSet, book: RuleBook, registry: Registry): ImpactSide {
  return { rules, ruleBook: book, registry, tariffs: new TariffFinder(book, registry.usageTerms) }
}

/** Rates records as they would fare if they came at `now` (epoch milliseconds) under this side's rules. */
export function sideRating({ rules, tariffs }: ImpactSide, subscribers: SubscriberIndex, now: number): UsageRating {
  const { operator } = rules
  return { subscribers, choice: null, tariffs, dialling: operator.dialling ?? null, now, limits: operator }
}
