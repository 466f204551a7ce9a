// The tariff that prices an event under the plan that held, and its amount: as rated on arrival, or afresh when plan or
// rules have changed for that day since.
import { type BaseUnit, declaredUnit, localDay, startOfDayMs, unitNoun } from '@farthing/billing-core/values'
import type { Registry } from '@farthing/plugin-sdk'
import { type PlanVersion, type RuleSet, type TariffVersion, tariffAt } from '@farthing/rules-language'
import type { BillableUsage, Parked } from './bill-input.ts'
import type { FeatureHolders } from './feature-holders.ts'
import { earliest, type HeldVersion, type HeldVersions } from './held-versions.ts'
import { type OfferTable, offerTable } from './offer-table.ts'
import type { RuleBook } from './rule-book.ts'
import type { PlanRun } from './plan-runs.ts'
import { servingTariff } from './serving-tariff.ts'

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

/** What holds of a plan from `startMs` until `endMs`, and of its tariffs by service as far as asked for. */
interface Choice {
  readonly rules: RuleSet
  readonly run: PlanRun
  readonly startMs: number
  readonly endMs: number
  readonly plan: HeldVersion<PlanVersion> | undefined
  readonly offers: OfferTable | null
  readonly tariffs: Map<string, ChosenTariff>
}

/** `endMs`: it holds before. */
interface ChosenTariff {
  readonly held: HeldVersion<TariffVersion> | undefined
  readonly endMs: number
}

interface PricingWorld {
  readonly held: HeldVersions
  readonly features: FeatureHolders
}

/** Prices the events of one plan; keeps the last choice at hand because neighbours share it. */
export class UsagePricer {
  readonly #ruleBook: RuleBook
  readonly #held: HeldVersions
  readonly #features: FeatureHolders
  readonly #registry: Registry
  #choice: Choice | undefined

  constructor(ruleBook: RuleBook, { features, held }: PricingWorld, registry: Registry) {
    this.#ruleBook = ruleBook
    this.#held = held
    this.#features = features
    this.#registry = registry
  }

  /** `run` null: outside the subscription's life the event keeps the price it arrived with. */
  price(event: BillableUsage, run: PlanRun | null): PricedEvent | Parked {
    const rules = this.#ruleBook.atInstant(event.startedAt)
    if (rules === undefined) return parked(event, 'no rules were in force when it began')
    const held = run === null ? undefined : this.#tariff(rules, run, event)
    if (held === undefined) return this.#asArrived(event)
    const { because, version: tariff } = held
    const offers = this.#choice?.offers ?? null
    if (priced(event, held)) return { ...arrived(event, tariff, offers), because }
    const counted = this.#arrivedBy(event)?.unit ?? tariff.unit
    if (counted !== tariff.unit) return parked(event, otherUnit(counted, tariff))
    const outcome = tariff.rate(event)
    if (!outcome.ok) return parked(event, `tariff ${tariff.name} cannot rate it: ${outcome.reason}, ${outcome.detail}`)
    const { zone, billed, amount } = outcome
    const { version } = held.rules
    return { ok: true, event, tariff, version, zone, billed, gross: amount, offers, because }
  }

  #asArrived(event: BillableUsage): PricedEvent | Parked {
    const tariff = this.#arrivedBy(event)
    return tariff === undefined
      ? parked(event, `no tariff '${event.tariff}' of rules ${event.version} is known`)
      : arrived(event, tariff, null)
  }

  /** The tariff that rated it, whose unit its quantity is counted in. */
  #arrivedBy(event: BillableUsage): TariffVersion | undefined {
    const rules = this.#ruleBook.versions.find(each => each.rules.version === event.version)?.rules
    return rules && tariffAt(rules, event.tariff, event.startedAt)
  }

  #tariff(rules: RuleSet, run: PlanRun, event: BillableUsage): HeldVersion<TariffVersion> | undefined {
    const { startedAt, service } = event
    let choice = this.#choice
    if (choice?.rules !== rules || choice.run !== run || startedAt < choice.startMs || startedAt >= choice.endMs) {
      choice = this.#choose(rules, run, startedAt)
      this.#choice = choice
    }
    const known = choice.tariffs.get(service)
    if (known !== undefined && startedAt < known.endMs) return known.held
    const found = this.#serving(choice, service, startedAt)
    choice.tariffs.set(service, found)
    return found.held
  }

  #choose(rules: RuleSet, run: PlanRun, startedAt: number): Choice {
    const { zone } = rules.operator
    const day = localDay(startedAt, zone)
    const plan = this.#held.at('plans', run.plan, { day, since: run.from }, rules)
    const startMs = startedAt
    const features = this.#features.at(startedAt)
    const planEndMs = plan === undefined ? startOfDayMs(day.add({ days: 1 }), zone) : endOf(plan.until, zone)
    const endMs = Math.min(planEndMs, features.endMs)
    const { usageTerms } = this.#registry
    const offers = plan === undefined ? null : offerTable(plan.version, features.versions, { zone, usageTerms })
    return { rules, run, startMs, endMs, plan, offers, tariffs: new Map() }
  }

  /** Events come in order of time, so that a tariff is asked for again only when it ends. */
  #serving({ plan, rules, run }: Choice, service: string, startedAt: number): ChosenTariff {
    const { zone } = rules.operator
    const day = localDay(startedAt, zone)
    const ends: (Temporal.PlainDate | null)[] = []
    const held =
      plan &&
      servingTariff(plan.version, this.#registry.usageTerms, service, name => {
        const found = this.#held.at('tariffs', name, { day, since: run.from }, plan.rules)
        // one that does not hold yet may begin tomorrow
        ends.push(found === undefined ? day.add({ days: 1 }) : found.until)
        return found
      })
    const until = held === undefined ? day.add({ days: 1 }) : earliest(...ends)
    return { held, endMs: endOf(until, zone) }
  }
}

function endOf(until: Temporal.PlainDate | null, zone: string): number {
  return until === null ? Infinity : startOfDayMs(until, zone)
}

/** On arrival an event is priced by the tariff of its day. */
function priced({ startedAt, tariff, version }: BillableUsage, held: HeldVersion<TariffVersion>): boolean {
  const { name, startsAt, endsAt } = held.version
  return (
    held.because === null &&
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
