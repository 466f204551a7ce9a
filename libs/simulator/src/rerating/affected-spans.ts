// Of which usage the price may be another by the rules published now: found by comparing rules, before any event is read.
import { startOfDayMs } from '@farthing/billing-core/values'
import { type NamedTariff, namedTariffs, PluginFault, type Registry } from '@farthing/plugin-sdk'
import type { PlanVersion, ReachingVersion, RuleSet } from '@farthing/rules-language'
import { type Claim, keyOf, reachingOf, type RuleBook, type RuleBooks, versionsOf } from '../bill/index.ts'

/** What rated events share. */
export interface RatedClass {
  readonly id: number
  /** That the subscription had. */
  readonly plan: string
  readonly service: string
  readonly tariff: string
  /** Of the rules. */
  readonly version: string
  readonly currency: string
  /** As `sinceWhen` says it. */
  readonly tariffSince: string
}

/** Events of a class that started from `fromMs` until `untilMs`: epoch milliseconds, half-open, or infinite. */
export interface AffectedSpan {
  readonly id: number
  readonly fromMs: number
  readonly untilMs: number
}

interface Stretch {
  readonly fromMs: number
  readonly untilMs: number
}

interface InForce extends Stretch {
  readonly rules: RuleSet
}

type Terms = Registry['usageTerms']

/** In order of class and time; of one class no two touch. */
export function affectedSpans(classes: readonly RatedClass[], books: RuleBooks, terms: Terms): AffectedSpan[] {
  const texts = new RuleTexts(terms)
  return classes.flatMap(rated => {
    const ruleBook = books.in(rated.currency)
    const stretches = inForce(ruleBook)
    const moved = stretches.filter(({ rules }) => !isSame(rated, rules, { ruleBook, texts }))
    const reached = reachedBy(rated, ruleBook, texts)
    const settled = settledAtBilling(rated, stretches)
    return merged([...moved, ...reached, ...settled]).map(({ fromMs, untilMs }) => ({ id: rated.id, fromMs, untilMs }))
  })
}

function inForce({ versions }: RuleBook): InForce[] {
  const starts = versions.map(({ from, rules }) =>
    from === null ? -Infinity : startOfDayMs(from, rules.operator.zone)
  )
  return versions
    .map(({ rules }, index) => ({ rules, fromMs: starts[index] ?? -Infinity, untilMs: starts[index + 1] ?? Infinity }))
    .filter(({ fromMs, untilMs }) => fromMs < untilMs)
}

interface Comparison {
  readonly ruleBook: RuleBook
  readonly texts: RuleTexts
}

/** Whether these rules rate events of the class as those did that rated them. */
function isSame(rated: RatedClass, rules: RuleSet, { ruleBook, texts }: Comparison): boolean {
  if (rated.tariffSince !== '') return false
  if (rated.version === rules.version) return true
  const before = ruleBook.versions.find(each => each.rules.version === rated.version)?.rules
  if (before === undefined) return false
  const { service, tariff } = rated
  if (texts.tariff(before, tariff) !== texts.tariff(rules, tariff)) return false
  return texts.plansNaming(before, tariff).every(plan => {
    return texts.plan(before, plan, service) === texts.plan(rules, plan, service)
  })
}

/** Where versions reach otherwise than by date: back over the days of a claim, or as each customer has had them. */
function reachedBy(rated: RatedClass, ruleBook: RuleBook, texts: RuleTexts): readonly Stretch[] {
  const { claims, names } = reachingOf(ruleBook)
  if (names.size === 0) return []
  const plans = new Set(ruleBook.versions.flatMap(({ rules }) => texts.plansNaming(rules, rated.tariff)))
  const keys = [keyOf('tariffs', rated.tariff), ...[...plans].map(plan => keyOf('plans', plan))]
  const found = keys.filter(key => names.has(key))
  if (found.some(key => !isOnlyRetroactive(key, ruleBook))) return [{ fromMs: -Infinity, untilMs: Infinity }]
  return found.flatMap(key => claims.get(key) ?? []).map(daysOf)
}

function isOnlyRetroactive(key: string, { versions }: RuleBook): boolean {
  const of = (rules: RuleSet): readonly ReachingVersion[] =>
    (['plans', 'tariffs'] as const).flatMap(kind =>
      [...rules[kind].keys()].filter(name => keyOf(kind, name) === key).flatMap(name => versionsOf(rules, kind, name))
    )
  return versions.every(({ rules }) => of(rules).every(({ reach }) => reach === null || reach.kind === 'retroactive'))
}

function daysOf({ from, rules, until }: Claim): Stretch {
  const { zone } = rules.operator
  return { fromMs: startOfDayMs(from, zone), untilMs: startOfDayMs(until, zone) }
}

/** Of a plan that rates at billing, the cycle within which something begins has its prices, whatever they were on arrival. */
function settledAtBilling({ plan, service }: RatedClass, stretches: readonly InForce[]): readonly Stretch[] {
  const isSettled = stretches.some(({ rules }) => rules.plans.get(plan)?.some(({ rating }) => rating === 'billing'))
  if (!isSettled) return []
  const begun = stretches.flatMap(({ fromMs, rules }) => [fromMs, ...startsOf(rules, service)])
  return begun.filter(Number.isFinite).map(untilMs => ({ fromMs: untilMs - MS_A_CYCLE, untilMs }))
}

function startsOf({ tariffs }: RuleSet, service: string): number[] {
  return [...tariffs.values()]
    .flat()
    .flatMap(tariff => (tariff.service === service ? [tariff.startsAt, tariff.endsAt] : []))
}

/** The longest, and a day for accounts whose days begin at another hour than the operator's. */
const MS_A_CYCLE = 32 * 86_400_000

function merged(stretches: readonly Stretch[]): Stretch[] {
  const all: { fromMs: number; untilMs: number }[] = []
  for (const { fromMs, untilMs } of stretches.toSorted((a, b) => (a.fromMs < b.fromMs ? -1 : 1))) {
    const last = all.at(-1)
    if (last === undefined || last.untilMs < fromMs) all.push({ fromMs, untilMs })
    else last.untilMs = Math.max(last.untilMs, untilMs)
  }
  return all
}

/** What rules say of a tariff or a plan, as text to compare; made once, for many classes ask. */
class RuleTexts {
  readonly #terms: Terms
  readonly #known = new Map<RuleSet, Map<string, string>>()
  readonly #plans = new Map<RuleSet, ReadonlyMap<string, readonly string[]>>()

  constructor(terms: Terms) {
    this.#terms = terms
  }

  /** Its versions with their prices. */
  tariff(rules: RuleSet, name: string): string {
    return this.#once(rules, `tariff ${name}`, () =>
      versionsOf(rules, 'tariffs', name)
        .map(version => [datesOf(version), version.service, version.fingerprint].join(' '))
        .join('\n')
    )
  }

  /** Of each version of a plan the tariffs that it has for a service, in the order in which they are asked. */
  plan(rules: RuleSet, name: string, service: string): string {
    return this.#once(rules, `plan ${service} ${name}`, () =>
      versionsOf(rules, 'plans', name)
        .map(version => [datesOf(version), version.rating, ...this.#serving(rules, version, service)].join(' '))
        .join('\n')
    )
  }

  plansNaming(rules: RuleSet, tariff: string): readonly string[] {
    let naming = this.#plans.get(rules)
    if (naming === undefined) this.#plans.set(rules, (naming = this.#naming(rules)))
    return naming.get(tariff) ?? []
  }

  #naming(rules: RuleSet): ReadonlyMap<string, readonly string[]> {
    const plans = new Map<string, string[]>()
    for (const plan of rules.plans.keys()) {
      const named = versionsOf(rules, 'plans', plan).flatMap(version => this.#tariffsOf(version))
      for (const tariff of new Set(named.map(({ name }) => name))) {
        const known = plans.get(tariff)
        if (known === undefined) plans.set(tariff, [plan])
        else known.push(plan)
      }
    }
    return plans
  }

  #serving(rules: RuleSet, plan: PlanVersion, service: string): string[] {
    return this.#tariffsOf(plan).flatMap(({ name }) => {
      const versions = versionsOf(rules, 'tariffs', name).filter(version => version.service === service)
      return versions.map(version => `${name} ${datesOf(version)}`)
    })
  }

  /** None where a plugin cannot say them: what it prices is told use by use. */
  #tariffsOf({ rules }: PlanVersion): readonly NamedTariff[] {
    try {
      return namedTariffs(rules, this.#terms)
    } catch (fault) {
      if (fault instanceof PluginFault) return []
      throw fault
    }
  }

  #once(rules: RuleSet, key: string, make: () => string): string {
    let texts = this.#known.get(rules)
    if (texts === undefined) this.#known.set(rules, (texts = new Map()))
    let text = texts.get(key)
    if (text === undefined) texts.set(key, (text = make()))
    return text
  }
}

function datesOf({ from, reach, until }: ReachingVersion): string {
  return `${from}..${until} ${JSON.stringify(reach)}`
}
