// By which tariff a use is charged while it happens: the one that reaches its holder; and whether he has terms that change what it costs.
import { accountAlignments, type AccountHistory, cutPeriod, type SubscriptionHistory } from '@farthing/billing-core'
import { compareDates, containsDate, dateText, localDay, sameDate } from '@farthing/billing-core/values'
import { hasLastingGrants, PluginFault, type Registry } from '@farthing/plugin-sdk'
import {
  type PlanVersion,
  planAt,
  type ProductVersion,
  type RuleSet,
  type TariffVersion
} from '@farthing/rules-language'
import { type FoundTariff, TariffFinder } from '../usage/tariff-finder.ts'
import { type BillTerm, billTerms } from './bill-terms.ts'
import { reachingOf } from './claims-on.ts'
import { HeldVersions } from './held-versions.ts'
import { featureRuns, type PlanRun, planRuns } from './plan-runs.ts'
import { speaksOfUsage } from './plan-traits.ts'
import type { RuleBook } from './rule-book.ts'
import { servingTariff } from './serving-tariff.ts'
import { CYCLE } from './usage-stretch.ts'

type Day = Temporal.PlainDate

/** Whose use it is. */
export interface ChargedHolder {
  readonly plan: string
  readonly subscription: string
  /** Null unless `asksHistoryOf` its plan. */
  readonly history: AccountHistory | null
}

export type RealTimeTariff =
  | PricedInRealTime
  | { readonly ok: false; readonly reason: 'no-tariff' | 'not-in-real-time'; readonly detail: string }

interface PricedInRealTime {
  readonly ok: true
  readonly tariff: TariffVersion
  readonly rules: RuleSet
  /** What it costs depends on what else was used in the cycle. */
  readonly terms: boolean
  /** Null: nothing of it may stand on the bill. */
  readonly credit: CycleCredit | null
  /** The plan itself says how what is used is paid. */
  readonly saysHow: boolean
}

/** What of a plan's use may stand on the bill of the cycle in which it begins. */
export interface CycleCredit {
  /** YYYY-MM-DD, the first day of that cycle. */
  readonly cycle: string
  /** Micro; null: any amount. */
  readonly limit: bigint | null
  /** Whether pockets pay first. */
  readonly pockets: boolean
}

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
      return this.#asksHistory ? this.#held(holder, service, startedAt) : this.#ofDay(holder, service, startedAt)
    } catch (fault) {
      if (fault instanceof PluginFault) return { ok: false, reason: 'not-in-real-time', detail: fault.message }
      throw fault
    }
  }

  /** What of a use that begins at an instant may stand on the bill; null: pockets alone pay, or it is not charged then. */
  creditAt(holder: ChargedHolder, startedAt: number): CycleCredit | null {
    const plan = this.#planAt(holder, startedAt)
    return plan === undefined || plan.rating === 'billing' ? null : creditOf(plan, holder.history, startedAt)
  }

  #planAt({ history, plan, subscription: id }: ChargedHolder, startedAt: number): PlanVersion | undefined {
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

  #ofDay({ history, plan: name }: ChargedHolder, service: string, startedAt: number): RealTimeTariff {
    const found: FoundTariff = this.#dated.find({ plan: name }, service, startedAt)
    if (!found.ok) return found
    const day = localDay(startedAt, found.rules.operator.zone)
    const plan = planAt(found.rules, name, day)
    return inRealTime(found, { plan, history }, plan === undefined ? [] : this.#termsOf(plan), { service, startedAt })
  }

  #held({ history, plan: name, subscription: id }: ChargedHolder, service: string, startedAt: number): RealTimeTariff {
    const rules = this.#book.atInstant(startedAt)
    const subscription = history?.subscriptions.find(each => each.id === id)
    if (rules === undefined || history === null || subscription === undefined) return none(name, service)
    const ofAccount = this.#accountOn(history, rules, startedAt)
    const { day, held } = ofAccount
    const own = planOf(subscription, ofAccount)
    const { usageTerms } = this.#registry
    const tariff =
      own &&
      servingTariff(own.plan.version, usageTerms, service, each =>
        held.at('tariffs', each, { day, since: own.since }, own.plan.rules)
      )
    if (tariff === undefined || own?.plan.version.name !== name) return none(name, service)
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

interface Held {
  readonly plan: PlanVersion | undefined
  readonly history: AccountHistory | null
}

function inRealTime(
  { rules, tariff }: { readonly tariff: TariffVersion; readonly rules: RuleSet },
  { history, plan }: Held,
  terms: readonly BillTerm[],
  { service, startedAt }: { readonly service: string; readonly startedAt: number }
): RealTimeTariff {
  if (plan?.rating === 'billing')
    return {
      ok: false,
      reason: 'not-in-real-time',
      detail: `plan ${plan.name} rates its usage at billing: import it, nobody has to be asked`
    }
  const day = localDay(startedAt, rules.operator.zone)
  const hasTerm = terms.some(each => each.service === service && containsDate(each, day))
  const credit = plan === undefined ? null : creditOf(plan, history, startedAt)
  const saysHow = (plan?.payment ?? null) !== null
  return { ok: true, tariff, rules, terms: hasTerm || tariff.counted !== null, credit, saysHow }
}

function creditOf(
  { name, payment }: PlanVersion,
  history: AccountHistory | null,
  startedAt: number
): CycleCredit | null {
  if (payment === null || payment.mode === 'prepaid') return null
  if (history === null) throw new Error(`the cycle of a use of plan ${name} is asked for without its account`)
  const { days } = cutPeriod(accountAlignments(history), CYCLE, localDay(startedAt, history.zone))
  return { cycle: dateText(days.from), limit: payment.limit, pockets: payment.mode === 'hybrid' }
}

function isOnBill({ payment }: PlanVersion): boolean {
  return payment !== null && payment.mode !== 'prepaid'
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

function none(plan: string, service: string): RealTimeTariff {
  return { ok: false, reason: 'no-tariff', detail: `plan ${plan} has no tariff for ${service} in force at that time` }
}
