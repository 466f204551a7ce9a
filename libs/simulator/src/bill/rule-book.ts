// The published rule sets on the calendar: which one holds on a day or at an instant.
import { compareDates } from '@farthing/billing-core/values'
import { startOfDayMs } from '@farthing/billing-core/values'
import { currenciesOf, type PinnedRules, rulesIn, type RuleSet } from '@farthing/rules-language'

export interface PublishedRules {
  /** The first day, in the operator's zone; null: since ever. */
  readonly from: Temporal.PlainDate | null
  readonly rules: RuleSet
}

export interface RuleBook {
  /** In order of `from`. */
  readonly versions: readonly PublishedRules[]
  /** All days are taken as one day: which version each holder has is asked of it. Null: days are as they are. */
  readonly pinned: PinnedRules | null
  at(date: Temporal.PlainDate): RuleSet | undefined
  /** `startedAt`: epoch milliseconds; days begin at midnight of the operator's zone. */
  atInstant(startedAt: number): RuleSet | undefined
}

/** What is published, for customers of each currency. */
export interface RuleBooks {
  /** In order of `from`. */
  readonly versions: readonly PublishedRules[]
  /** For customers in the operator's own currency; of what is the same for all. */
  readonly own: RuleBook
  /**
   * By versions that have nothing for that currency nothing is sold, and what is over is billed as the operator said last in it; where it
   * said nothing yet, not at all.
   */
  in(currency: string): RuleBook
  /** Of every currency for which some version has anything. */
  readonly all: readonly RuleBook[]
}

/** As `ruleBook`. */
export function ruleBooks(published: readonly PublishedRules[]): RuleBooks {
  const own = ruleBook(published)
  const made = new Map<string, RuleBook>()
  const of = (currency: string): RuleBook =>
    made.getOrInsertComputed(currency, () => ruleBook(versionsFor(own.versions, currency)))
  return {
    own,
    versions: own.versions,
    in: of,
    get all() {
      return currenciesOf(...published.map(({ rules }) => rules)).map(of)
    }
  }
}

function versionsFor(versions: readonly PublishedRules[], currency: string): PublishedRules[] {
  let last: RuleSet['operator'] | null = null
  return versions.map(({ from, rules }) => {
    const own = rulesFor(rules, currency)
    if (own.operator.currency === currency) last = own.operator
    return { from, rules: last === null ? own : { ...own, operator: last } }
  })
}

/** Where nothing is for customers in that currency, with what is for all alone: nothing is sold. */
export function rulesFor(rules: RuleSet, currency: string): RuleSet {
  const found = rulesIn(rules, currency)
  if (found !== undefined) return found
  const statements = rules.statements.filter(({ forAll }) => forAll)
  return { ...rules, plans: NONE, features: NONE, tariffs: NONE, changeRules: [], policies: [], statements }
}

const NONE = new Map<string, never>()

/** Of two versions from one day the later in the list holds. */
export function ruleBook(published: readonly PublishedRules[]): RuleBook {
  const versions = published.toSorted((a, b) => compareStarts(a.from, b.from))
  const starts = versions.map(({ from, rules }) =>
    from === null ? -Infinity : startOfDayMs(from, rules.operator.zone)
  )
  return {
    versions,
    pinned: null,
    at: date => versions.findLast(({ from }) => from === null || compareDates(from, date) <= 0)?.rules,
    atInstant(startedAt) {
      for (let last = starts.length - 1; last >= 0; last--) {
        if ((starts[last] ?? Infinity) <= startedAt) return versions[last]?.rules
      }
      return undefined
    }
  }
}

/** Of the newest rules; UTC where nothing is published. */
export function operatorZone({ versions }: Pick<RuleBook, 'versions'>): string {
  return versions.at(-1)?.rules.operator.zone ?? 'UTC'
}

/** In force at an instant; where none are yet, the first that will be; undefined while none are published. */
export function rulesNow({ own, versions }: RuleBooks, now: Temporal.Instant): RuleSet | undefined {
  return own.atInstant(now.epochMilliseconds) ?? versions[0]?.rules
}

/** One rule set since ever, as it is on one day. */
export function pinnedBook(pinned: PinnedRules): RuleBook {
  return { ...ruleBook([{ from: null, rules: pinned.rules }]), pinned }
}

function compareStarts(a: Temporal.PlainDate | null, b: Temporal.PlainDate | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null)
  return compareDates(a, b)
}
