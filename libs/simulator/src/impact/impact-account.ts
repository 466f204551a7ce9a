// What is compared of one account: its history, its uses, and the bills that fall into the range.
import { type AccountHistory, lastBillDate } from '@farthing/billing-core'
import { type BaseUnit, compareDates, earlierDate, startOfDayMs } from '@farthing/billing-core/values'
import { type BillableUsage, claimsOn, planTraits, usageWindow } from '../bill/index.ts'
import type { ImpactSides } from './impact-side.ts'

/** One use as it happened, before any price. */
export type Use = Omit<BillableUsage, 'zone' | 'billed' | 'amount' | 'tariff' | 'version'> & {
  readonly unit: BaseUnit
  /** Name of the tariff that rates it on a day when its subscription has no plan; null: none does. */
  readonly tariff: string | null
}

export interface ImpactAccount {
  /** As people know it. */
  readonly number: string
  readonly history: AccountHistory
  readonly dates: ImpactDates
  /** From `usageFromMs` of the dates on, in any order. */
  readonly uses: readonly Use[]
}

export interface ImpactDates {
  /** The bills that are compared, in order; at least one. */
  readonly bills: readonly Temporal.PlainDate[]
  /** The bill before them: what it charged is taken as billed. Null when the first of them is the account's first. */
  readonly previous: Temporal.PlainDate | null
  /** The day to which the bill before them looks back; null: to the beginning, for its first bill and for allowances and tiers that outlive a cycle. */
  readonly since: Temporal.PlainDate | null
  /** Epoch milliseconds from which on usage counts. */
  readonly usageFromMs: number
}

/** Bills dated after `from`, up to and including `until`: those of the days `from`..`until`. */
export interface ImpactRange {
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate
}

/**
 * Null when no bill of the account closes in the range. `previous`: the last bill before it that was made, null when there was none;
 * left out, it is taken that one was made on each bill day.
 */
export function impactDates(
  history: AccountHistory,
  { from, until }: ImpactRange,
  settings: { readonly sides: ImpactSides; readonly previous?: Temporal.PlainDate | null }
): ImpactDates | null {
  const bills: Temporal.PlainDate[] = []
  let date = lastBillDate(history, until)
  while (date !== null && compareDates(date, from) > 0) {
    bills.unshift(date)
    date = lastBillDate(history, date.subtract({ days: 1 }))
  }
  if (bills.length === 0) return null
  const { sides, previous = date } = settings
  const since =
    previous === null || hasLastingPlan(history, sides) ? null : firstCorrected(history, sides, [previous, until])
  const { from: first } = usageWindow(history, since, [])
  const usageFromMs = first === null ? -Infinity : startOfDayMs(first, history.zone)
  return { bills, previous, since, usageFromMs }
}

/** The day after the bill before, or the first day that a version reaches back to that comes into force after it. */
function firstCorrected(
  history: AccountHistory,
  { before, after }: ImpactSides,
  [previous, until]: readonly [Temporal.PlainDate, Temporal.PlainDate]
): Temporal.PlainDate {
  return [before, after]
    .flatMap(({ ruleBook }) => claimsOn(history, ruleBook))
    .filter(({ inForce }) => compareDates(inForce, previous) > 0 && compareDates(inForce, until) <= 0)
    .reduce((day, { from }) => earlierDate(day, from), previous.add({ days: 1 }))
}

function hasLastingPlan({ subscriptions }: AccountHistory, { before, after }: ImpactSides): boolean {
  return [before, after].some(({ ruleBook, registry }) => {
    const { countingOn, lasting } = planTraits(subscriptions, ruleBook, registry)
    return lasting || countingOn
  })
}
