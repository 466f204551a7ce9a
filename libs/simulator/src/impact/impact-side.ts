// One of the two rule sets that are compared, as if it had held since ever.
import type { Registry } from '@farthing/plugin-sdk'
import { pinnedRules, type RuleSet } from '@farthing/rules-language'
import { pinnedBook, type RuleBook, ruleBook, type RuleBooks, ruleBooks, rulesFor } from '../bill/index.ts'
import { type SubscriberIndex, TariffFinder, type UsageRating } from '../usage/index.ts'

export interface ImpactSide {
  readonly rules: RuleSet
  readonly ruleBook: RuleBook
  readonly registry: Registry
  readonly tariffs: TariffFinder
}

export interface ImpactSides {
  /** Of the customers whose bills are compared. */
  readonly currency: string
  /** The day that both are as of, on all days; null: with the dates that they have. */
  readonly on: Temporal.PlainDate | null
  /** Compared is the first bill of each account from that day on, which corrects earlier ones by versions that reach back; null: all bills. */
  readonly correcting: Temporal.PlainDate | null
  readonly before: ImpactSide
  readonly after: ImpactSide
}

/**
 * `on`: both as they are on that day, on all days, for each customer the versions that reach him by then. `currency`: of the customers;
 * the operator's own when it is left out.
 */
export function impactSides(
  { after, before, currency = after.operator.currency }: Omit<RulesChange, 'from'>,
  registry: Registry,
  on: Temporal.PlainDate | null = null
): ImpactSides {
  const side = (all: RuleSet): ImpactSide => {
    const rules = rulesFor(all, currency)
    return impactSide(
      rules,
      on === null ? ruleBook([{ from: null, rules }]) : pinnedBook(pinnedRules(rules, on)),
      registry
    )
  }
  return { currency, on, correcting: null, before: side(before), after: side(after) }
}

export interface RulesChange {
  readonly before: RuleSet
  readonly after: RuleSet
  /** Of the customers whose bills are compared; left out: the operator's own. */
  readonly currency?: string | undefined
  /** The first day of the rules after, on which they follow those before; null: since ever. */
  readonly from: Temporal.PlainDate | null
}

/** With the dates that they have, for the first bills from `correcting` on: what was billed before was billed by the rules before. */
export function correctingSides(change: RulesChange, registry: Registry, correcting: Temporal.PlainDate): ImpactSides {
  const { currency = change.after.operator.currency } = change
  const books = changeBooks(change)
  const before = impactSide(rulesFor(change.before, currency), books.before.in(currency), registry)
  const after = impactSide(rulesFor(change.after, currency), books.after.in(currency), registry)
  return { currency, on: null, correcting, before, after }
}

export function changeBooks({ before, after, from }: RulesChange): {
  readonly before: RuleBooks
  readonly after: RuleBooks
} {
  const old = { from: null, rules: before }
  return { before: ruleBooks([old]), after: ruleBooks([old, { from, rules: after }]) }
}

function impactSide(rules: RuleSet, book: RuleBook, registry: Registry): ImpactSide {
  return { rules, ruleBook: book, registry, tariffs: new TariffFinder(book, registry.usageTerms) }
}

/** Rates records as they would fare if they came at `now` (epoch milliseconds) under this side's rules. */
export function sideRating({ rules, tariffs }: ImpactSide, subscribers: SubscriberIndex, now: number): UsageRating {
  const { operator } = rules
  const own = { tariffs, tariffsIn: () => tariffs }
  return { subscribers, choice: null, ...own, dialling: operator.dialling ?? null, now, limits: operator }
}
