// What outlives a billing cycle: kept by whoever bills, so that the next bill need not read all usage from the beginning.
import { accountAlignments, type AccountHistory, cutPeriod } from '@farthing/billing-core'
import { type BaseUnit, dateText, type RuleRef } from '@farthing/billing-core/values'
import type { ChargedCount } from './charged-count.ts'
import { CYCLE } from './usage-stretch.ts'

/** What is left of allowances, and what tiers and caps have counted, on the first day of a cycle. Plain data: it survives JSON. */
export interface CarriedUsage {
  /** YYYY-MM-DD, the first day of a cycle: everything that was used before it is counted. */
  readonly at: string
  readonly allowances: readonly CarriedAllowance[]
  /** Left out when there are none. */
  readonly counts?: readonly CarriedCount[]
  /** Left out when there is nothing. */
  readonly spent?: readonly CarriedSpent[]
  /** Left out when there is nothing. */
  readonly taken?: readonly CarriedTaken[]
}

/** What an allowance that counts by days has covered. */
export interface CarriedTaken {
  readonly subscription: string
  /** Its id. */
  readonly grant: string
  readonly service: string
  /** How many count together. */
  readonly days: number
  /** YYYY-MM-DD, in order of days. */
  readonly taken: readonly { readonly day: string; readonly ticks: number }[]
}

/** What was charged of usage that a cap over days counts on. */
export interface CarriedSpent {
  /** Whose usage; null for the account's. */
  readonly subscription: string | null
  /** The one that counts; left out when there are `services`. */
  readonly service?: string
  /** In order, those that count together; null: all usage. */
  readonly services?: readonly string[] | null
  /** In order; null: every zone. */
  readonly zones: readonly string[] | null
  /** How many count together. */
  readonly days: number
  /** YYYY-MM-DD, in order of days, and micro. */
  readonly spent: readonly { readonly day: string; readonly micro: number }[]
}

/** One is noted by itself, as every one was before caps counted several. */
export function spentBy(services: readonly string[] | null): Pick<CarriedSpent, 'service' | 'services'> {
  const [service, second] = services ?? []
  return service === undefined || second !== undefined ? { services } : { service }
}

export function spentServices({ service, services = null }: CarriedSpent): readonly string[] | null {
  return service === undefined ? services : [service]
}

/** What a table of tiers has counted. */
export interface CarriedCount {
  /** Its name. */
  readonly table: string
  readonly unit: BaseUnit
  /** Whose usage; null for the account's. */
  readonly subscription: string | null
  readonly reset: 'month' | 'never'
  /** YYYY-MM; '' when it never begins again. */
  readonly period: string
  readonly ticks: number
  /** What it was charged; left out by those who noted only ticks: then as its table says. */
  readonly paid?: ChargedCount
}

export interface CarriedAllowance {
  readonly id: string
  readonly subscription: string
  readonly plan: string
  /** First day of the cycle for which it was granted. */
  readonly cycle: string
  /** Its place among the plan's allowances. */
  readonly order: number
  readonly service: string
  readonly zones: readonly string[] | null
  readonly rule: RuleRef
  readonly shared: boolean
  readonly ticks: number | null
  readonly left: number | null
  /** A fixed day; null when it lasts for so many cycles after its own: they may move with the bill day. */
  readonly expires: string | null
  readonly rollOver: number
}

/** From where on a bill needs usage, and what was carried to that day. */
export interface UsageWindow {
  /** Null: from the beginning. */
  readonly from: Temporal.PlainDate | null
  readonly state: CarriedUsage | null
}

/** Usage is accepted for two years; older days are looked at so seldom that they may be read from the beginning. */
export const MOST_CARRIED = 36

/**
 * Usage of every cycle that a bill looking back to `since` touches, for allowances are used up from a cycle's beginning.
 * `carried`: as the last bill returned it, in order of `at`.
 */
export function usageWindow(
  history: AccountHistory,
  since: Temporal.PlainDate | null,
  carried: readonly CarriedUsage[]
): UsageWindow {
  if (since === null) return { from: null, state: null }
  const { from } = cutPeriod(accountAlignments(history), CYCLE, since.subtract({ days: 1 })).days
  const first = dateText(from)
  const state = carried.findLast(({ at }) => at <= first)
  if (state !== undefined) return { from: Temporal.PlainDate.from(state.at), state }
  // Nothing was ever carried to that day, or it was so long ago that it is kept no more.
  return { from: carried.length < MOST_CARRIED ? from : null, state: null }
}
