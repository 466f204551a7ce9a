// When a bond goes back by its rule, and why.
import { compareDates } from '@farthing/plugin-sdk'
import type { ChargeInput, Settlement } from '@farthing/plugin-sdk'
import type { Bond } from './bond-statement.ts'

export type BondLife = Pick<ChargeInput, 'settlements' | 'subscription'>

export interface BondRefund {
  readonly on: Temporal.PlainDate
  readonly reason: string
}

/** The day on which the bond goes back, whichever comes first; undefined while neither has. */
export function refundOf(bond: Bond, input: BondLife): BondRefund | undefined {
  const earned = earnedOn(bond, input)
  const ended = input.subscription.terminated
  if (earned && (ended === null || compareDates(earned, ended) <= 0)) {
    return {
      on: earned,
      reason: `${bond.onTimePayments} invoices in a row settled by their due date`
    }
  }
  return ended === null ? undefined : { on: ended, reason: 'the subscription ended' }
}

/** The first day on which the invoices settled so far show an unbroken row that is long enough. */
function earnedOn({ onTimePayments }: Bond, input: BondLife): Temporal.PlainDate | undefined {
  if (onTimePayments === null) return undefined
  const paid = sinceStart(input)
  // What is paid late after that day, however early it was due, takes nothing back.
  return paid.find(({ settled }) => {
    const soFar = paid.filter(other => compareDates(other.settled, settled) <= 0)
    return longestRow(soFar) >= onTimePayments
  })?.settled
}

/** Invoices in a row, in the order in which they were due, that were settled by their due date. */
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

/** In order of the day settled. */
function sinceStart({ settlements, subscription }: BondLife): Settlement[] {
  return settlements
    .filter(({ settled }) => compareDates(settled, subscription.started) >= 0)
    .sort((a, b) => compareDates(a.settled, b.settled))
}
