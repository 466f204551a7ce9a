// By which tariff a use is charged while it happens: the one that reaches its holder; and whether he has terms that change what it costs.
import { accountAlignments, type AccountHistory, type SubscriptionHistory } from '@farthing/billing-core'
import { compareDates, containsDate, localDay, sameDate } from '@farthing/billing-core/values'
import { hasLastingGrants, PluginFault, type Registry } from '@farthing/plugin-sdk'
import { type PlanVersion, planAt, type ProductVersion, type RuleSet } from '@farthing/rules-language'
import { type FoundTariff, TariffFinder } from '../usage/tariff-finder.ts'
import { type BillTerm, billTerms } from './bill-terms.ts'
import { reachingOf } from './claims-on.ts'
import { HeldVersions } from './held-versions.ts'
import { featureRuns, type PlanRun, planRuns } from './plan-runs.ts'
import { speaksOfUsage } from './plan-traits.ts'
import {
  type ChargedHolder,
  creditOf,
  type CycleCredit,
  type FoundUntaxed,
  inRealTime,
  isOnBill,
  noTariff,
  type RealTimeTariff
} from './real-time-tariff.ts'
import { taxedUse } from './real-time-taxes.ts'
import type { RuleBook } from './rule-book.ts'
import { servingTariff } from './serving-tariff.ts'

type Day = Temporal.PlainDate

export class RealTimeTariffs {
  /** Whether it matters since when and with which features somebody is a customer: of most rules it does not. */
  readonly #asksHistory: boolean
  /** Plans of which something may stand on a bill, whose cycles matter. */
  readonly #onBill: ReadonlySet<string>
  readonly #book: RuleBook
  readonly #registry: Registry
  readonly #dated: TariffFinder
  readonly #terms = new WeakMap<ProductVersion, readonly BillTerm[]>()

  constructor(book: RuleBook, registry: Registry) {
    this.#book = book
    this.#registry = registry
    this.#dated = new TariffFinder(book, registry.usageTerms)
    this.#asksHistory = asksHistory(book, registry)
    this.#onBill = new Set(
      book.versions.flatMap(({ rules }) =>
        [...rules.plans.values()]
          .flat()
          .filter(isOnBill)
          .map(({ name }) => name)
      )
    )
  }

  /** Whether the history of who has the plan matters. */
  asksHistoryOf(plan: string): boolean {
    return this.#asksHistory || this.#onBill.has(plan)
  }

  /** `startedAt`: epoch milliseconds. */
  find(holder: ChargedHolder, service: string, startedAt: number): RealTimeTariff {
    try {
      const found = this.#asksHistory ? this.#held(holder, service, startedAt) : this.#ofDay(holder, service, startedAt)
      if (!found.ok) return found
      return taxedUse(found, holder, { service, startedAt }, { ruleBook: this.#book, registry: this.#registry })
    } catch (fault) {
      if (fault instanceof PluginFault) return { ok: false, reason: 'not-in-real-time', detail: fault.message }
      throw fault
    }
  }

  /** What of a use that begins at an instant may stand on the bill; null: pockets alone pay, or it is not charged then. */
  creditAt(holder: Omit<ChargedHolder, 'zone'>, startedAt: number): CycleCredit | null {
    const plan = this.#planAt(holder, startedAt)
    return plan === undefined || plan.rating === 'billing' ? null : creditOf(plan, holder.history, startedAt)
  }

  #planAt(
    { history, plan, subscription: id }: Omit<ChargedHolder, 'zone'>,
    startedAt: number
  ): PlanVersion | undefined {
    const rules = this.#book.atInstant(startedAt)
    if (rules === undefined) return undefined
    const day = localDay(startedAt, rules.operator.zone)
    if (!this.#asksHistory) return planAt(rules, plan, day)
    const subscription = history?.subscriptions.find(each => each.id === id)
    if (history === null || subscription === undefined) return undefined
    return planOf(subscription, this.#accountOn(history, rules, startedAt))?.plan.version
  }

  #accountOn(history: AccountHistory, rules: RuleSet, startedAt: number): OfAccount {
    const day = localDay(startedAt, rules.operator.zone)
    const held = new HeldVersions(this.#book, accountAlignments(history), day)
    return { held, rules, day, accountDay: localDay(startedAt, history.zone) }
  }

  #ofDay({ history, plan: name }: ChargedHolder, service: string, startedAt: number): FoundUntaxed {
    const found: FoundTariff = this.#dated.find({ plan: name }, service, startedAt)
    if (!found.ok) return found
    const day = localDay(startedAt, found.rules.operator.zone)
    const plan = planAt(found.rules, name, day)
    return inRealTime(found, { plan, history }, plan === undefined ? [] : this.#termsOf(plan), { service, startedAt })
  }

  #held({ history, plan: name, subscription: id }: ChargedHolder, service: string, startedAt: number): FoundUntaxed {
    const rules = this.#book.atInstant(startedAt)
    const subscription = history?.subscriptions.find(each => each.id === id)
    if (rules === undefined || history === null || subscription === undefined) return noTariff(name, service)
    const ofAccount = this.#accountOn(history, rules, startedAt)
    const { day, held } = ofAccount
    const own = planOf(subscription, ofAccount)
    const { usageTerms } = this.#registry
    const tariff =
      own &&
      servingTariff(own.plan.version, usageTerms, service, each =>
        held.at('tariffs', each, { day, since: own.since }, own.plan.rules)
      )
    if (tariff === undefined || own?.plan.version.name !== name) return noTariff(name, service)
    const others = history.subscriptions.filter(each => each !== subscription)
    const terms = [
      ...this.#productsOf(subscription, ofAccount).flatMap(each => this.#termsOf(each)),
      ...others.flatMap(other =>
        this.#productsOf(other, ofAccount).flatMap(each => this.#termsOf(each).filter(({ shared }) => shared))
      )
    ]
    const priced = { tariff: tariff.version, rules: tariff.rules }
    return inRealTime(priced, { plan: own.plan.version, history }, terms, { service, startedAt })
  }

  /** The plan and the features that a subscription has. */
  #productsOf(subscription: SubscriptionHistory, at: OfAccount): ProductVersion[] {
    const { accountDay, day, held, rules } = at
    const features = featureRuns(subscription)
      .filter(stretch => containsDate(stretch, accountDay))
      .map(({ feature, since }) => held.at('features', feature, { day, since }, rules)?.version)
    return [planOf(subscription, at)?.plan.version, ...features].filter(each => each !== undefined)
  }

  #termsOf(product: ProductVersion): readonly BillTerm[] {
    let terms = this.#terms.get(product)
    if (terms === undefined) this.#terms.set(product, (terms = billTerms(product, this.#registry)))
    return terms
  }
}

interface OfAccount {
  readonly held: HeldVersions
  readonly rules: RuleSet
  /** In the operator's zone, in which versions begin. */
  readonly day: Day
  readonly accountDay: Day
}

/** One that came from an account of another zone may be here some hours before its first day here: it has the plan of that day. */
function planOf(subscription: SubscriptionHistory, { accountDay, day, held, rules }: OfAccount) {
  const runs = planRuns(subscription)
  const run = runs.find(each => containsDate(each, accountDay)) ?? firstAfter(runs, subscription, accountDay)
  const plan = run && held.at('plans', run.plan, { day, since: run.since }, rules)
  return run && plan && { plan, since: run.since }
}

function firstAfter(runs: readonly PlanRun[], { held }: SubscriptionHistory, day: Day): PlanRun | undefined {
  const next = held?.find(({ from }) => compareDates(day, from) < 0 && compareDates(from, day.add({ days: 2 })) <= 0)
  return next && runs.find(({ from }) => sameDate(from, next.from))
}

function asksHistory(book: RuleBook, registry: Registry): boolean {
  if (reachingOf(book).names.size > 0) return true
  return book.versions.some(
    ({ rules }) =>
      [...rules.features.keys()].some(feature => speaksOfUsage(feature, book, registry)) ||
      [...rules.plans.values()].flat().some(plan => lasts(plan, registry))
  )
}

function lasts({ rules }: ProductVersion, { usageTerms }: Registry): boolean {
  try {
    return hasLastingGrants(rules, usageTerms)
  } catch (fault) {
    if (fault instanceof PluginFault) return true
    throw fault
  }
}
