// The tariff that prices an event under the plan that held, and its amount: as rated on arrival, or afresh when plan or
// rules have changed for that day since.
import { localDay, startOfDayMs } from '@farthing/billing-core/values'
import type { Registry } from '@farthing/plugin-sdk'
import { planAt, type PlanVersion, type RuleSet, type TariffVersion, tariffAt } from '@farthing/rules-language'
import type { BillableUsage, Parked } from './bill-input.ts'
import { type OfferTable, offerTable } from './offer-table.ts'
import type { RuleBook } from './rule-book.ts'
import { servingTariff } from './serving-tariff.ts'

export interface PricedEvent {
  readonly ok: true
  readonly event: BillableUsage
  readonly tariff: TariffVersion
  readonly version: string
  readonly zone: string
  /** Ticks after increments. */
  readonly billed: number
  /** Micro, before allowances. */
  readonly gross: number
  /** Of the plan that held; null when it has none. */
  readonly offers: OfferTable | null
}

/** The version of a plan in force from `startMs` until `endMs`, and its tariffs by service as far as asked for. */
interface Choice {
  readonly rules: RuleSet
  readonly name: string
  readonly startMs: number
  readonly endMs: number
  readonly plan: PlanVersion | undefined
  readonly offers: OfferTable | null
  readonly tariffs: Map<string, TariffVersion | undefined>
}

/** Prices the events of one plan; keeps the last choice at hand because neighbours share it. */
export class UsagePricer {
  readonly #ruleBook: RuleBook
  readonly #registry: Registry
  #choice: Choice | undefined

  constructor(ruleBook: RuleBook, registry: Registry) {
    this.#ruleBook = ruleBook
    this.#registry = registry
  }

  /** `plan` null: outside the subscription's life the event keeps the price it arrived with. */
  price(event: BillableUsage, plan: string | null): PricedEvent | Parked {
    const rules = this.#ruleBook.atInstant(event.startedAt)
    if (rules === undefined) return parked(event, 'no rules were in force when it began')
    const tariff = plan === null ? undefined : this.#tariff(rules, plan, event)
    if (tariff === undefined) return this.#asArrived(event)
    const offers = this.#choice?.offers ?? null
    if (tariff.name === event.tariff && rules.version === event.version) return arrived(event, tariff, offers)
    const outcome = tariff.rate(event)
    const tiers = tariff.tiersOf(event)
    if (tiers !== null) return parked(event, `tiers ${tiers.name} price it, and bills do not count over a period yet`)
    if (!outcome.ok) return parked(event, `tariff ${tariff.name} cannot rate it: ${outcome.reason}, ${outcome.detail}`)
    const { zone, billed, amount } = outcome
    return { ok: true, event, tariff, version: rules.version, zone, billed, gross: amount, offers }
  }

  #asArrived(event: BillableUsage): PricedEvent | Parked {
    const rules = this.#ruleBook.versions.find(each => each.rules.version === event.version)?.rules
    const tariff = rules && tariffAt(rules, event.tariff, event.startedAt)
    return tariff === undefined
      ? parked(event, `no tariff '${event.tariff}' of rules ${event.version} is known`)
      : arrived(event, tariff, null)
  }

  #tariff(rules: RuleSet, name: string, event: BillableUsage): TariffVersion | undefined {
    const { startedAt, service } = event
    let choice = this.#choice
    if (choice?.rules !== rules || choice.name !== name || startedAt < choice.startMs || startedAt >= choice.endMs) {
      choice = choiceAt(rules, name, startedAt, this.#registry)
      this.#choice = choice
    }
    const { plan, tariffs } = choice
    if (plan === undefined) return undefined
    const known = tariffs.get(service)
    if (known !== undefined && startedAt >= known.startsAt && startedAt < known.endsAt) return known
    const found = servingTariff(rules, plan, this.#registry.usageTerms, event)
    tariffs.set(service, found)
    return found
  }
}

function choiceAt(rules: RuleSet, name: string, startedAt: number, registry: Registry): Choice {
  const { zone } = rules.operator
  const day = localDay(startedAt, zone)
  const plan = planAt(rules, name, day)
  const { from, until } = plan ?? { from: day, until: day.add({ days: 1 }) }
  const startMs = from === null ? -Infinity : startOfDayMs(from, zone)
  const endMs = until === null ? Infinity : startOfDayMs(until, zone)
  const offers = plan === undefined ? null : offerTable(plan, zone, registry)
  return { rules, name, startMs, endMs, plan, offers, tariffs: new Map() }
}

function arrived(event: BillableUsage, tariff: TariffVersion, offers: OfferTable | null): PricedEvent {
  const { amount: gross, billed, version, zone } = event
  return { ok: true, event, tariff, version, zone, billed, gross, offers }
}

function parked(event: BillableUsage, detail: string): Parked {
  return { ok: false, reason: 'usage', detail: `usage ${event.id} of subscription ${event.subscription}: ${detail}` }
}
