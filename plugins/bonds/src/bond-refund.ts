// When a bond goes back by its rule, and why.
import { compareDates, sameDate, wholeLife } from '@farthing/plugin-sdk'
import type { Settlement, SubscriptionHistory } from '@farthing/plugin-sdk'
import type { Bond } from './bond-statement.ts'
import type { PlanStay } from './plan-stays.ts'

export interface BondRefund {
  readonly on: Temporal.PlainDate
  readonly reason: string
  /** By payments; else its plan was left. */
  readonly earned: boolean
}

export interface BondLife extends PlanStay {
  readonly settlements: readonly Settlement[]
  /** Invoices settled from that day on count. */
  readonly since: Temporal.PlainDate
  readonly subscription: SubscriptionHistory
}

/** The day on which the bond goes back, whichever comes first; undefined while neither has. */
export function refundOf(bond: Bond, life: BondLife): BondRefund | undefined {
  const earned = earnedOn(bond, life)
  const { subscription, until } = life
  if (earned && (until === null || compareDates(earned, until) <= 0)) {
    const reason = `${bond.onTimePayments} invoices in a row settled by their due date`
    return { on: earned, reason, earned: true }
  }
  if (until === null) return undefined
  return { on: until, reason: whyLeft(subscription, until), earned: false }
}

/** The account may see it end where another account goes on with it. */
function whyLeft(subscription: SubscriptionHistory, on: Temporal.PlainDate): string {
  const isThatDay = (day: Temporal.PlainDate | null): boolean => day !== null && sameDate(day, on)
  if (isThatDay(wholeLife(subscription).terminated)) return 'the subscription ended'
  const isMoved = subscription.held?.some(({ until }) => isThatDay(until)) === true
  return isMoved ? 'the subscription went to another account' : 'its plan was left'
}

/** The first day on which the invoices settled so far show an unbroken row that is long enough. */
function earnedOn({ onTimePayments }: Bond, life: BondLife): Temporal.PlainDate | undefined {
  if (onTimePayments === null) return undefined
  const paid = counted(life)
  // What is paid late after that day, however early it was due, takes nothing back.
  return paid.find(({ settled }) => {
    const soFar = paid.filter(other => compareDates(other.settled, settled) <= 0)
    return longestRow(billsOf(soFar)) >= onTimePayments
  })?.settled
}

/** In the order in which they were due, how many in a row were settled by their due date. */
function longestRow(paid: readonly Settlement[]): number {
  let [row, longest] = [0, 0]
  for (const { due, settled } of paid.toSorted(
    (a, b) => compareDates(a.due, b.due) || compareDates(a.settled, b.settled)
  )) {
    row = compareDates(settled, due) <= 0 ? row + 1 : 0
    longest = Math.max(longest, row)
  }
  return longest
}

/** Invoices that are due on one day are one bill, settled with the last of them. */
function billsOf(paid: readonly Settlement[]): Settlement[] {
  const bills = Map.groupBy(paid, ({ due }) => due.toString()).values()
  return bills
    .map(invoices => invoices.reduce((last, each) => (compareDates(each.settled, last.settled) > 0 ? each : last)))
    .toArray()
}

/** In order of the day settled. Of what notes took, nothing was paid. */
function counted({ settlements, since }: BondLife): Settlement[] {
  return settlements
    .filter(({ settled, unpaid }) => unpaid !== true && compareDates(settled, since) >= 0)
    .sort((a, b) => compareDates(a.settled, b.settled))
}
