// What each event of an account costs by what is known now, as the bill of a day would price it before allowances.
import { accountAlignments, type AccountHistory, type SubscriptionHistory } from '@farthing/billing-core'
import type { Registry } from '@farthing/plugin-sdk'
import { type Rated, type RatingTime, type RuleSet, tariffAt, type TariffVersion } from '@farthing/rules-language'
import {
  arrivedBy,
  type BillableUsage,
  HeldTariffs,
  HeldVersions,
  planRuns,
  rateAfresh,
  type RuleBook,
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
  readonly ruleBook: RuleBook
  readonly registry: Registry
  /** The bill whose prices are asked for: what is in force by its day reaches back. */
  readonly billDate: Temporal.PlainDate
}

interface Lane {
  readonly tariffs: HeldTariffs
  readonly stretches: StretchFinder
}

export class AccountRepricer {
  readonly #world: RepricingWorld
  readonly #lanes: ReadonlyMap<string, Lane>

  constructor(history: AccountHistory, world: RepricingWorld) {
    this.#world = world
    const alignments = accountAlignments(history)
    const held = new HeldVersions(world.ruleBook, alignments, world.billDate)
    const lane = (subscription: SubscriptionHistory): Lane => ({
      tariffs: new HeldTariffs(held, world.registry),
      stretches: new StretchFinder(planRuns(subscription), alignments, history.zone)
    })
    this.#lanes = new Map(history.subscriptions.map(each => [each.id, lane(each)]))
  }

  /** `event`: as it arrived. Those of one subscription are asked about in order of time, or it takes longer. */
  price(event: BillableUsage): Repriced | Unpriced {
    const { service, startedAt } = event
    const { ruleBook } = this.#world
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
    const rules = this.#world.ruleBook.versions.find(each => each.rules.version === event.version)?.rules
    const rated = tariff.rate(event)
    if (rules === undefined || !rated.ok || rated.amount !== event.amount)
      throw new Error(`${event.id} arrived at ${event.amount}, and the same rules now say ${JSON.stringify(rated)}`)
    return { ok: true, plan: null, rating: null, tariff, rules, rated }
  }
}

/** The first day of the version that priced an event, where it is another than that of the event's day; '' where it is that. */
export function sinceWhen({ rules, tariff }: Pick<Repriced, 'rules' | 'tariff'>, startedAt: number): string {
  if (tariffAt(rules, tariff.name, startedAt) === tariff) return ''
  return tariff.from?.toString() ?? SINCE_EVER
}

/** The version of a tariff that `sinceWhen` names. */
export function tariffSince(
  rules: RuleSet,
  name: string,
  when: { readonly since: string; readonly startedAt: number }
): TariffVersion | undefined {
  if (when.since === '') return tariffAt(rules, name, when.startedAt)
  return rules.tariffs.get(name)?.find(({ from }) => (from?.toString() ?? SINCE_EVER) === when.since)
}

const SINCE_EVER = 'ever'

function unpriced(detail: string): Unpriced {
  return { ok: false, detail }
}
