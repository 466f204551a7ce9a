// What is compared of one account: its history, its uses, and the bills that fall into the range.
import { type AccountHistory, lastBillDate } from '@farthing/billing-core'
import { type BaseUnit, compareDates, earlierDate, startOfDayMs } from '@farthing/billing-core/values'
import { type BillableUsage, claimsOn, planTraits, usageWindow } from '../bill/index.ts'
import type { ImpactSides } from './impact-side.ts'
import type { SideUses } from './waiting-uses.ts'

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
  /** Ids of those that came when the bill before the range had been made. */
  readonly late: ReadonlySet<string>
  /** What waits in quarantine: where a side can rate it, the bills of the range have it, however old it is. */
  readonly waiting: SideUses
}

export interface ImpactDates {
  /** The bills that are compared, in order; at least one. */
  readonly bills: readonly Temporal.PlainDate[]
  /** What it charged is taken as billed. Null when the first of `bills` is the account's first. */
  readonly previous: PreviousBill | null
  /** The day to which the bill before them looks back; null: to the beginning, for its first bill and for allowances and tiers that outlive a cycle. */
  readonly since: Temporal.PlainDate | null
  /** Epoch milliseconds from which on usage counts. */
  readonly usageFromMs: number
}

/** The last bill on or before the first day of the range. */
export interface PreviousBill {
  readonly billDate: Temporal.PlainDate
  /** As it was known when the bill was made. */
  readonly history: AccountHistory
}

/** Bills dated after `from`, up to and including `until`: those of the days `from`..`until`. */
export interface ImpactRange {
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate
}

/** What was billed of an account; invoices that were cancelled are none. */
export interface MadeBills {
  readonly previous: PreviousBill | null
  /** Days of those in the range, in any order: on demand, or at an end, they lie between bill days. */
  readonly inRange: readonly Temporal.PlainDate[]
  /** The earliest day of what the previous bill did not know: facts, usage that came late or waits. Null: it knew all. */
  readonly newsFrom: Temporal.PlainDate | null
}

/** Null when no bill of the account closes in the range. */
export function impactDates(
  history: AccountHistory,
  { from, until }: ImpactRange,
  { sides, made }: { readonly sides: ImpactSides; readonly made: MadeBills }
): ImpactDates | null {
  const bills = [...made.inRange]
  let date = lastBillDate(history, until)
  while (date !== null && compareDates(date, from) > 0) {
    const day = date
    if (!bills.some(each => each.equals(day))) bills.push(day)
    date = lastBillDate(history, day.subtract({ days: 1 }))
  }
  if (bills.length === 0) return null
  bills.sort(compareDates)
  if (sides.correcting !== null) bills.splice(1)
  const { newsFrom } = made
  const previous = sides.correcting === null ? made.previous : madeByThen(history, from, made.previous)
  const since =
    previous === null || hasLastingPlan(history, sides)
      ? null
      : firstCorrected(history, sides, [previous.billDate, until])
  const lookBack = since === null || newsFrom === null ? since : earlierDate(since, newsFrom)
  const { from: first } = usageWindow(history, lookBack, [])
  const usageFromMs = first === null ? -Infinity : startOfDayMs(first, history.zone)
  return { bills, previous, since: lookBack, usageFromMs }
}

/** Bills that are due before a range of days to come are taken to be made on their days. */
function madeByThen(
  history: AccountHistory,
  from: Temporal.PlainDate,
  previous: PreviousBill | null
): PreviousBill | null {
  const due = lastBillDate(history, from)
  if (due === null || (previous !== null && compareDates(previous.billDate, due) >= 0)) return previous
  return { billDate: due, history }
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
