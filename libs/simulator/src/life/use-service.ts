// Usage of a life, rated by the one function that rates every record, under the plans that are known to have held.
import { heldOn } from '@farthing/billing-core'
import type { AccountHistory, PaidByPockets } from '@farthing/billing-core'
import { intersect, startOfDayMs, toTicks } from '@farthing/billing-core/values'
import type { Explanation, RuleRef } from '@farthing/billing-core/values'
import type { UsageRecord } from '@farthing/plugin-sdk'
import type { BillableUsage } from '../bill/index.ts'
import { SubscriberIndex, rateRecord, usageRating, waitsFor } from '../usage/index.ts'
import type { RatedRecord, UsageRating } from '../usage/index.ts'
import { lifeHistory } from './life-history.ts'
import type { LifeState } from './life-state.ts'
import type { LifeFact } from './life.ts'

/** What became of one use: billable, or in quarantine for a reason. */
export interface RatedUse {
  readonly fact: LifeFact<'use'>
  readonly record: UsageRecord
  readonly subscription: string | null
  readonly plan: string | null
  readonly billable: BillableUsage | null
  /** Tables of tiers that price it when the bill is made. */
  readonly waitsFor: string | null
  readonly bands: string | null
  /** The plan's rule that names the tariff. */
  readonly namedBy: RuleRef | null
  readonly explanation: Explanation | null
  readonly reason: string | null
  readonly detail: string | null
}

/** All uses so far. A use that came before the news of its subscription or price is rated again once that is known. */
export function ratedUses(state: LifeState): readonly RatedUse[] {
  const { rated, uses } = state
  const rating = ratingOf(state)
  for (const fact of uses.slice(rated.uses.length)) rated.uses.push(rateUse(fact, rating, state))
  return rated.uses
}

/** Of those, what may be billed, in the same order. */
export function billableUses(state: LifeState): readonly BillableUsage[] {
  const { rated } = state
  const uses = ratedUses(state)
  for (const { billable } of uses.slice(rated.looked)) if (billable !== null) rated.billable.push(billable)
  rated.looked = uses.length
  return rated.billable
}

/** One that is not among them yet. */
export function rateNow(state: LifeState, fact: LifeFact<'use'>): RatedUse {
  return rateUse(fact, ratingOf(state), state)
}

function ratingOf(state: LifeState): UsageRating {
  const { rated } = state
  if (rated.rating === null) {
    const history = lifeHistory(state)
    rated.rating = usageRating({
      ruleBook: state.ruleBook,
      registry: state.registry,
      subscribers: history && subscribersOf(history, state),
      now: Temporal.Instant.fromEpochMilliseconds(0)
    })
    rated.history = history
    rated.uses.length = 0
    rated.billable.length = 0
    rated.looked = 0
  }
  return rated.rating
}

/** To be called when a fact or a rule set becomes known that may change who pays for what. */
export function forgetRating(state: LifeState): void {
  state.rated.rating = null
}

function subscribersOf(history: AccountHistory, state: LifeState): SubscriberIndex {
  const dialling = state.ruleBook.versions.at(-1)?.rules.operator.dialling ?? null
  const index = new SubscriberIndex(dialling)
  for (const { id, identities, segments } of history.subscriptions) {
    const { account, zone } = history
    for (const segment of segments) {
      for (const held of identities) {
        const days = intersect(held, segment)
        if (days === null) continue
        const until = days.until === null ? Infinity : startOfDayMs(days.until, zone)
        const stretch = { account, subscription: id, plan: segment.plan, from: startOfDayMs(days.from, zone), until }
        index.add(held.identity, stretch)
      }
    }
  }
  return index
}

function rateUse(fact: LifeFact<'use'>, rating: UsageRating, state: LifeState): RatedUse {
  const record: UsageRecord = {
    id: `fact-${String(fact.number).padStart(6, '0')}`,
    service: fact.service,
    subscriber: subscriberOf(fact, state),
    to: fact.to ?? '',
    from: fact.from ?? '',
    value: fact.value === undefined ? null : Number(fact.value),
    currency: '',
    startedAt: fact.at.epochMilliseconds,
    quantity: toTicks(fact.quantity),
    unit: fact.quantity.unit
  }
  const outcome = rateRecord(record, { ...rating, now: fact.known.epochMilliseconds })
  if (outcome.ok) return ratedAs({ fact, record }, outcome, { rating, prepaid: state.prepaid.get(record.id) })
  const { detail, reason } = outcome
  const unrated = {
    subscription: null,
    plan: null,
    billable: null,
    waitsFor: null,
    bands: null,
    namedBy: null,
    explanation: null
  }
  return { fact, record, ...unrated, reason, detail }
}

/** A subscription keeps its name in the life; a network knows the number that it has on that day. */
function subscriberOf({ as, from, on }: LifeFact<'use'>, { onlySubscription, rated }: LifeState): string {
  const name = as ?? onlySubscription
  if ((as === undefined && from !== undefined) || name === null) return from ?? ''
  const named = rated.history?.subscriptions.find(({ id }) => id === name)
  return (named && heldOn(named, on)[0]) ?? name
}

function ratedAs(
  { fact, record }: Pick<RatedUse, 'fact' | 'record'>,
  outcome: RatedRecord,
  { prepaid, rating }: { readonly rating: UsageRating; readonly prepaid: PaidByPockets | undefined }
): RatedUse {
  const { event, namedBy, rated, rules, stretch, tariff } = outcome
  const holder = rating.subscribers?.at(stretch)
  const subscription = holder?.subscription ?? ''
  return {
    fact,
    record,
    subscription,
    plan: holder?.plan ?? null,
    billable: {
      id: record.id,
      subscription,
      service: record.service,
      zone: rated.zone,
      ...event,
      billed: rated.billed,
      amount: rated.amount,
      ...(prepaid === undefined ? {} : paidBefore(prepaid)),
      tariff: tariff.name,
      version: rules.version
    },
    waitsFor: waitsFor(tariff, event),
    bands: rated.bands,
    namedBy,
    // uses are rated again and again, and explained when the life is shown
    get explanation() {
      return tariff.explain(event, rated, rules.version)
    },
    reason: null,
    detail: null
  }
}

function paidBefore({ inUnits, prepaid }: PaidByPockets): Pick<BillableUsage, 'prepaid' | 'inUnits'> {
  const all = { prepaid: Number(prepaid) }
  return inUnits === null ? all : { ...all, inUnits }
}
