// Takes a bond at the start, gives it back once: when it was earned, or when the subscription ends.
import { compareDates, dateText, formatDecimal, oneOffCharge, sameDate } from '@farthing/plugin-sdk'
import type { ChargeInput, ChargeType, RulePiece, Settlement, Step, TargetCharge } from '@farthing/plugin-sdk'
import type { Bond } from './bond-statement.ts'

export const bondCharge: ChargeType<Bond> = {
  code: 'bond',
  statement: 'bonds.bond',
  ledger: 'bond',
  targets(input) {
    const { started } = input.subscription
    if (compareDates(started, input.through) > 0) return []
    return input.pieces
      .filter(piece => sameDate(piece.from, started))
      .flatMap(piece => {
        const refund = refundOf(piece.value, input)
        const taken = charge(piece, input, {
          event: 'taken',
          on: started,
          reason: 'held from the start of the subscription'
        })
        return refund && compareDates(refund.on, input.through) <= 0 ? [taken, charge(piece, input, refund)] : [taken]
      })
  }
}

interface BondEvent {
  readonly event: 'taken' | 'refunded'
  readonly on: Temporal.PlainDate
  readonly reason: string
}

/** The day on which the bond goes back, whichever comes first; undefined while neither has. */
function refundOf(bond: Bond, input: ChargeInput<Bond>): BondEvent | undefined {
  const earned = earnedOn(bond, input)
  const ended = input.subscription.terminated
  if (earned && (ended === null || compareDates(earned, ended) <= 0)) {
    return {
      event: 'refunded',
      on: earned,
      reason: `${bond.onTimePayments} invoices in a row settled by their due date`
    }
  }
  return ended === null ? undefined : { event: 'refunded', on: ended, reason: 'the subscription ended' }
}

/** The first day on which the invoices settled so far show an unbroken row that is long enough. */
function earnedOn({ onTimePayments }: Bond, input: ChargeInput<Bond>): Temporal.PlainDate | undefined {
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
function sinceStart({ settlements, subscription }: ChargeInput<Bond>): Settlement[] {
  return settlements
    .filter(({ settled }) => compareDates(settled, subscription.started) >= 0)
    .sort((a, b) => compareDates(a.settled, b.settled))
}

function charge(piece: RulePiece<Bond>, input: ChargeInput<Bond>, { event, on, reason }: BondEvent): TargetCharge {
  const { at, name, ordinal, title, value, version } = piece
  const { id } = input.subscription
  const exact = event === 'taken' ? value.amount : -value.amount
  const amount = formatDecimal(exact, 6)
  const step: Step = { step: 'amount', detail: reason, result: amount }
  return oneOffCharge(on, {
    key: `bond:${id}:${ordinal}:${event}`,
    type: 'bond',
    subscription: id,
    // A bond taken and one given back are two lines, even on one day.
    series: `${ordinal} ${event}`,
    ledger: 'bond',
    category: 'bond',
    exact,
    description: event === 'taken' ? `${title}: bond` : `${title}: bond returned`,
    rule: at,
    inputs: { plan: name, bond: `${formatDecimal(value.amount, 6)} ${input.currency}`, on: dateText(on) },
    steps: [step],
    currency: input.currency,
    version
  })
}
