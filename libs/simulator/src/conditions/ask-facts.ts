// Answers conditions about one subscription on one day: from the kernel's facts, or from a plugin's.
import { type AccountHistory, type SubscriptionHistory, wholeLife } from '@farthing/billing-core'
import { askPlugin, contributorOf, factValue, type FactValue, type Registry } from '@farthing/plugin-sdk'
import { compareDates, type Interval } from '@farthing/billing-core/values'
import type { BillableUsage, BillResult, RuleBook } from '../bill/index.ts'
import type { FactSource } from './holds.ts'
import { kernelFactValue, planHeld } from './kernel-facts.ts'

/** What is known of an account on a day. What is dear is a function, called only when a condition asks. */
export interface FactWorld {
  readonly history: AccountHistory
  /** Null while it is only asked for: then facts of it have no value. */
  readonly subscription: SubscriptionHistory | null
  readonly today: Temporal.PlainDate
  readonly ruleBook: RuleBook
  readonly registry: Registry
  /** Ticks of a service that were used. */
  used(service: string, asked: UsageAsked): number | Promise<number>
  /** Ticks of a service used on these days by the members of each group that the subscription is in today, while they were members. */
  usedByGroups(service: string, days: Interval): readonly number[] | Promise<readonly number[]>
  /** Rated usage of the account from a day on, or more of it. */
  usage(from: Temporal.PlainDate): readonly BillableUsage[] | Promise<readonly BillableUsage[]>
  /** The bill of the cycle around the day as far as is known, which says of all usage from a day on what it cost. */
  bill(from: Temporal.PlainDate): BillResult | Promise<BillResult>
  /** Micro that the account owes on its invoices. */
  owed(): bigint | Promise<bigint>
}

/** Whose usage, and on which days of the account. */
export interface UsageAsked {
  /** A subscription; null: the whole account's. */
  readonly whose: string | null
  readonly days: Interval
}

export function askFacts(world: FactWorld): FactSource {
  return {
    today: world.today,
    valueOf: (fact, asked) => kernelFactValue(fact, asked, world) ?? pluginFactValue(fact, asked.arguments, world)
  }
}

function pluginFactValue(name: string, given: readonly string[], world: FactWorld): FactValue {
  const { history, registry, subscription, today } = world
  const fact = registry.facts.get(name)
  if (fact === undefined || subscription === null) return null
  const { account: id, currency, settlements, zone } = history
  const whole = { ...world, subscription: wholeLife(subscription) } // on an earlier day it may have been with another account
  const rulesOn = (day: Temporal.PlainDate) =>
    (planHeld({ ...whole, today: day })?.rules ?? []).filter(({ signature }) => signature === fact.statement)
  const own = rulesOn(today)
  const values = own.map(({ value }) => value)
  const account = { id, zone, currency }
  const deeds = history.deeds.filter(
    ({ effective, subscription: of }) => of === subscription.id && compareDates(effective, today) <= 0
  )
  return askPlugin(
    () => fact.valueOf({ account, subscription, today, rules: values, settlements, deeds, rulesOn }, given),
    factValue(fact.type),
    () => ({ what: `fact ${name}`, plugin: contributorOf('facts', fact, registry), rules: own.map(({ at }) => at) })
  )
}
