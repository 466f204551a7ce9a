// What an event costs by the tariff that holds: as rated on arrival, or afresh when plan or rules have changed for that day since.
import { type BaseUnit, declaredUnit, unitNoun } from '@farthing/billing-core/values'
import type { Registry } from '@farthing/plugin-sdk'
import type { Rated, TariffVersion } from '@farthing/rules-language'
import type { BillableUsage, Parked } from './bill-input.ts'
import type { FeatureHolders, FeaturesOn } from './feature-holders.ts'
import { HeldTariffs, type PlanHeld } from './held-tariffs.ts'
import type { HeldVersion, HeldVersions } from './held-versions.ts'
import { type OfferTable, offerTable } from './offer-table.ts'
import type { RuleBook } from './rule-book.ts'
import { tariffSince } from './tariff-since.ts'
import type { UsageStretch } from './usage-stretch.ts'

export interface PricedEvent {
  readonly ok: true
  readonly event: BillableUsage
  readonly tariff: TariffVersion
  readonly version: string
  readonly zone: string
  /** Ticks after increments. */
  readonly billed: number
  /** Micro, before allowances; what tiers price is not in it. */
  readonly gross: number
  /** Of the plan that held; null when it has none. */
  readonly offers: OfferTable | null
  /** Why the tariff is another than that of its day; null when it is that. */
  readonly because: string | null
}

interface PricingWorld {
  readonly held: HeldVersions
  readonly features: FeatureHolders
}

/** Of a plan with what was on beside it. */
interface Offered {
  readonly plan: PlanHeld
  readonly features: FeaturesOn
  readonly offers: OfferTable | null
}

/** Prices the events of one plan. */
export class UsagePricer {
  readonly #ruleBook: RuleBook
  readonly #tariffs: HeldTariffs
  readonly #features: FeatureHolders
  readonly #registry: Registry
  #offered: Offered | undefined

  constructor(ruleBook: RuleBook, { features, held }: PricingWorld, registry: Registry) {
    this.#ruleBook = ruleBook
    this.#tariffs = new HeldTariffs(held, registry)
    this.#features = features
    this.#registry = registry
  }

  /** Without a run, outside the subscription's life, the event keeps the price it arrived with. */
  price(event: BillableUsage, stretch: UsageStretch): PricedEvent | Parked {
    const { service, startedAt } = event
    const { run } = stretch
    const rules = this.#ruleBook.atInstant(startedAt)
    if (rules === undefined) return parked(event, 'no rules were in force when it began')
    const plan = run && this.#tariffs.planAt(rules, run, startedAt)
    const held = plan === null ? undefined : this.#tariffs.serving(plan, service, startedAt, stretch)
    if (plan === null || held === undefined) return this.#asArrived(event)
    const { because, version: tariff } = held
    const offers = this.#offers(plan, startedAt)
    if (priced(event, held)) return arrived(event, tariff, offers)
    const outcome = rateAfresh(event, tariff, arrivedBy(this.#ruleBook, event))
    if (!outcome.ok) return parked(event, outcome.detail)
    const { zone, billed, amount } = outcome
    const { version } = held.rules
    return { ok: true, event, tariff, version, zone, billed, gross: amount, offers, because }
  }

  #asArrived(event: BillableUsage): PricedEvent | Parked {
    const tariff = arrivedBy(this.#ruleBook, event)
    return tariff === undefined ? parked(event, unknownArrival(event)) : arrived(event, tariff, null)
  }

  #offers(plan: PlanHeld, startedAt: number): OfferTable | null {
    const features = this.#features.at(startedAt)
    if (this.#offered?.plan !== plan || this.#offered.features !== features) {
      this.#offered = { plan, features, offers: this.#offersOf(plan, features) }
    }
    return this.#offered.offers
  }

  #offersOf({ plan, rules }: PlanHeld, features: FeaturesOn): OfferTable | null {
    if (plan === undefined) return null
    const { usageTerms } = this.#registry
    return offerTable(plan.version, features.versions, { zone: rules.operator.zone, usageTerms })
  }
}

/** The tariff that rated it on arrival, whose unit its quantity is counted in. */
export function arrivedBy({ versions }: RuleBook, event: BillableUsage): TariffVersion | undefined {
  const rules = versions.find(each => each.rules.version === event.version)?.rules
  return rules && tariffSince(rules, event.tariff, { since: event.tariffSince ?? '', startedAt: event.startedAt })
}

export function unknownArrival({ tariff, version }: BillableUsage): string {
  return `no tariff '${tariff}' of rules ${version} is known`
}

/** By the tariff that holds, when that may be another than the one that rated it on arrival. */
export function rateAfresh(
  event: BillableUsage,
  tariff: TariffVersion,
  before: TariffVersion | undefined
): Rated | { readonly ok: false; readonly detail: string } {
  const counted = before?.unit ?? tariff.unit
  if (counted !== tariff.unit) return { ok: false, detail: otherUnit(counted, tariff) }
  const outcome = tariff.rate(event)
  if (outcome.ok) return outcome
  return { ok: false, detail: `tariff ${tariff.name} cannot rate it: ${outcome.reason}, ${outcome.detail}` }
}

/** Whether it arrived at that price: by the version of its day, which is what holds. One that was charged by another is rated afresh. */
function priced(
  { startedAt, tariff, tariffSince: since = '', version }: BillableUsage,
  held: HeldVersion<TariffVersion>
): boolean {
  const { name, startsAt, endsAt } = held.version
  return (
    held.because === null &&
    since === '' &&
    name === tariff &&
    held.rules.version === version &&
    startsAt <= startedAt &&
    startedAt < endsAt
  )
}

function arrived(event: BillableUsage, tariff: TariffVersion, offers: OfferTable | null): PricedEvent {
  const { amount: gross, billed, version, zone } = event
  return { ok: true, event, tariff, version, zone, billed, gross, offers, because: null }
}

function otherUnit(counted: BaseUnit, { name, unit }: TariffVersion): string {
  return `it was counted in ${unitText(counted)}, and tariff ${name} counts ${unitText(unit)}: a unit of other decimals needs another name`
}

/** 'seconds', 'points (decimals: 2)' */
function unitText(unit: BaseUnit): string {
  const declared = declaredUnit(unit)
  return declared === null ? unitNoun(unit) : `${declared.name} (decimals: ${declared.decimals})`
}

function parked(event: BillableUsage, detail: string): Parked {
  return { ok: false, reason: 'usage', detail: `usage ${event.id} of subscription ${event.subscription}: ${detail}` }
}
