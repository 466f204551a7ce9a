// What each event of an account costs by what is known now, as the bill of a day would price it before allowances.
import { accountAlignments, type AccountHistory, type SubscriptionHistory } from '@farthing/billing-core'
import { formatDecimal } from '@farthing/billing-core/values'
import type { Registry } from '@farthing/plugin-sdk'
import type { Rated, RatingTime, RuleSet, TariffVersion } from '@farthing/rules-language'
import {
  arrivedBy,
  type BillableUsage,
  HeldTariffs,
  HeldVersions,
  parkedBy,
  planRuns,
  rateAfresh,
  type RuleBook,
  type RuleBooks,
  StretchFinder,
  unknownArrival
} from '../bill/index.ts'

export interface Repriced {
  readonly ok: true
  /** That the subscription had; null when it had none any more, and the price is that of arrival. */
  readonly plan: string | null
  /** When the plan has its usage priced; null when there is none any more. */
  readonly rating: RatingTime | null
  readonly tariff: TariffVersion
  readonly rules: RuleSet
  readonly rated: Rated
}

/** The bill cannot price it either, and would park its account. */
export interface Unpriced {
  readonly ok: false
  readonly detail: string
}

export interface RepricingWorld {
  readonly books: RuleBooks
  readonly registry: Registry
  /** The bill whose prices are asked for: what is in force by its day reaches back. */
  readonly billDate: Temporal.PlainDate
}

interface Lane {
  readonly tariffs: HeldTariffs
  readonly stretches: StretchFinder
}

export class AccountRepricer {
  readonly #ruleBook: RuleBook
  readonly #lanes: ReadonlyMap<string, Lane>

  constructor(history: AccountHistory, world: RepricingWorld) {
    this.#ruleBook = world.books.in(history.currency)
    const alignments = accountAlignments(history)
    const held = new HeldVersions(this.#ruleBook, alignments, world.billDate)
    const lane = (subscription: SubscriptionHistory): Lane => ({
      tariffs: new HeldTariffs(held, world.registry),
      stretches: new StretchFinder(planRuns(subscription), alignments, history.zone)
    })
    this.#lanes = new Map(history.subscriptions.map(each => [each.id, lane(each)]))
  }

  /** `event`: as it arrived. Those of one subscription are asked about in order of time, or it takes longer. Never throws: one use stands in no other's way. */
  price(event: BillableUsage): Repriced | Unpriced {
    try {
      return this.#price(event)
    } catch (thrown) {
      return unpriced(parkedBy(thrown).detail)
    }
  }

  #price(event: BillableUsage): Repriced | Unpriced {
    const { service, startedAt } = event
    const ruleBook = this.#ruleBook
    const lane = this.#lanes.get(event.subscription)
    if (lane === undefined) return unpriced(`its account has no subscription ${event.subscription}`)
    const rules = ruleBook.atInstant(startedAt)
    if (rules === undefined) return unpriced('no rules were in force when it began')
    const stretch = lane.stretches.at(startedAt)
    const { run } = stretch
    const plan = run && lane.tariffs.planAt(rules, run, startedAt)
    const held = plan && lane.tariffs.serving(plan, service, startedAt, stretch)
    const before = arrivedBy(ruleBook, event)
    if (held == null) return before === undefined ? unpriced(unknownArrival(event)) : this.#asArrived(event, before)
    const rated = rateAfresh(event, held.version, before)
    if (!rated.ok) return rated
    const { plan: version } = plan ?? {}
    const of = { plan: run?.plan ?? null, rating: version?.version.rating ?? null }
    return { ok: true, ...of, tariff: held.version, rules: held.rules, rated }
  }

  #asArrived(event: BillableUsage, tariff: TariffVersion): Repriced | Unpriced {
    const rules = this.#ruleBook.versions.find(each => each.rules.version === event.version)?.rules
    if (rules === undefined) return unpriced(unknownArrival(event))
    const rated = tariff.rate(event)
    if (!rated.ok) return unpriced(`tariff ${tariff.name}, which rated it, cannot: ${rated.reason}, ${rated.detail}`)
    if (rated.amount !== event.amount)
      return unpriced(
        `it came at ${formatDecimal(BigInt(event.amount))}, and tariff ${tariff.name}, which rated it, now says ${formatDecimal(BigInt(rated.amount))}`
      )
    return { ok: true, plan: null, rating: null, tariff, rules, rated }
  }
}

function unpriced(detail: string): Unpriced {
  return { ok: false, detail }
}
