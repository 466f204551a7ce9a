// Answers conditions about one subscription on one day: from the kernel's facts, or from a plugin's.
import type { AccountHistory, SubscriptionHistory } from '@farthing/billing-core'
import { askPlugin, contributorOf, factValue, type FactValue, type Registry } from '@farthing/plugin-sdk'
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
  /** Ticks of a service that the subscription used in the billing cycle around the day. */
  used(service: string): number | Promise<number>
  /** Rated usage of the account in that cycle, or more of it. */
  usage(): readonly BillableUsage[] | Promise<readonly BillableUsage[]>
  /** The bill of that cycle as far as is known. */
  bill(): BillResult | Promise<BillResult>
  /** Micro that the account owes on its invoices. */
  owed(): bigint | Promise<bigint>
}

export function askFacts(world: FactWorld): FactSource {
  return {
    today: world.today,
    valueOf: (fact, given) => kernelFactValue(fact, given, world) ?? pluginFactValue(fact, given, world)
  }
}

function pluginFactValue(name: string, given: readonly string[], world: FactWorld): FactValue {
  const { history, registry, subscription, today } = world
  const fact = registry.facts.get(name)
  if (fact === undefined || subscription === null) return null
  const { account: id, currency, settlements, zone } = history
  const own = (planHeld(world)?.rules ?? []).filter(({ signature }) => signature === fact.statement)
  const values = own.map(({ value }) => value)
  const account = { id, zone, currency }
  return askPlugin(
    () => fact.valueOf({ account, subscription, today, rules: values, settlements }, given),
    factValue(fact.type),
    () => ({ what: `fact ${name}`, plugin: contributorOf('facts', fact, registry), rules: own.map(({ at }) => at) })
  )
}
