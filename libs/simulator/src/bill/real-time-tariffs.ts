// By which tariff a use is charged while it happens: the one that reaches its holder; and whether he has terms that change what it costs.
import { accountAlignments, type AccountHistory, cutPeriod, type SubscriptionHistory } from '@farthing/billing-core'
import { containsDate, dateText, localDay } from '@farthing/billing-core/values'
import { planCaps, planMinimums, planOverages, PluginFault, usageGrants, usageOffers } from '@farthing/plugin-sdk'
import { hasLastingGrants, type Registry } from '@farthing/plugin-sdk'
import {
  type PlanVersion,
  planAt,
  type ProductVersion,
  type RuleSet,
  type TariffVersion
} from '@farthing/rules-language'
import { type FoundTariff, TariffFinder } from '../usage/tariff-finder.ts'
import { reachingOf } from './claims-on.ts'
import { HeldVersions } from './held-versions.ts'
import { planRuns } from './plan-runs.ts'
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

/** A term that makes a service cost something else than its tariff says. */
interface BillTerm {
  readonly service: string
  /** What other subscriptions of the account have of it too. */
  readonly shared: boolean
  readonly from: Day | null
  readonly until: Day | null
}

const EVER = { shared: false, from: null, until: null }

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
    const day = localDay(startedAt, rules.operator.zone)
    const held = new HeldVersions(this.#book, accountAlignments(history), day)
    const ofAccount = { held, rules, day, accountDay: localDay(startedAt, history.zone) }
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
    const features = subscription.features
      .filter(stretch => containsDate(stretch, accountDay))
      .map(({ feature, from: since }) => held.at('features', feature, { day, since }, rules)?.version)
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
    return { ok: false, reason: 'not-in-real-time', detail: `plan ${plan.name} rates its usage at billing` }
  const day = localDay(startedAt, rules.operator.zone)
  const hasTerm = terms.some(each => each.service === service && containsDate(each, day))
  const credit = plan === undefined ? null : creditOf(plan, history, startedAt)
  return { ok: true, tariff, rules, terms: hasTerm || tariff.counted !== null, credit }
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

function planOf({ segments }: SubscriptionHistory, { accountDay, day, held, rules }: OfAccount) {
  const run = planRuns(segments).find(each => containsDate(each, accountDay))
  const plan = run && held.at('plans', run.plan, { day, since: run.from }, rules)
  return run && plan && { plan, since: run.from }
}

function billTerms({ name, rules }: ProductVersion, { usageTerms }: Registry): BillTerm[] {
  const cycle = { from: ANY_DAY, until: ANY_DAY.add({ months: 1 }) }
  const grants = usageGrants(rules, usageTerms, { plan: name, cycle, full: cycle, days: cycle })
  const limits = [planOverages(rules, usageTerms), planMinimums(rules, usageTerms), planCaps(rules, usageTerms)].flat()
  const offers = usageOffers(rules, usageTerms)
  return [
    ...grants.map(({ service, shared = false }) => ({ ...EVER, service, shared })),
    ...limits.map(({ service }) => ({ ...EVER, service })),
    ...offers.flatMap(({ from, terms, until }) => terms.map(({ service }) => ({ ...EVER, service, from, until })))
  ]
}

/** What is granted is the same in every cycle but for its amount. */
const ANY_DAY = Temporal.PlainDate.from('2026-01-01')

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
