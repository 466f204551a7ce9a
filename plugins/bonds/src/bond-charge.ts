// Takes a bond at the start, gives it back once: when it was earned, or when the subscription ends.
import { earlierDate, formatDecimal } from '@farthing/plugin-sdk'
import type { ChargeInput, ChargeType, RulePiece, Settlement, Step, TargetCharge } from '@farthing/plugin-sdk'
import type { Bond } from './bond-statement.ts'

const { compare } = Temporal.PlainDate

export const bondCharge: ChargeType<Bond> = {
  code: 'bond',
  statement: 'bonds.bond',
  ledger: 'bond',
  targets(input) {
    const { started } = input.subscription
    if (compare(started, input.through) > 0) return []
    return input.pieces
      .filter(piece => piece.from.equals(started))
      .flatMap(piece => {
        const refund = refundOf(piece.value, input)
        const taken = charge(piece, input, {
          event: 'taken',
          on: started,
          reason: 'held from the start of the subscription'
        })
        return refund && compare(refund.on, input.through) <= 0 ? [taken, charge(piece, input, refund)] : [taken]
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
  if (earned && (ended === null || compare(earned, ended) <= 0)) {
    return {
      event: 'refunded',
      on: earned,
      reason: `${bond.onTimePayments} invoices in a row settled by their due date`
    }
  }
  return ended === null ? undefined : { event: 'refunded', on: ended, reason: 'the subscription ended' }
}

/** The day of the last payment of the first unbroken row that is long enough. */
function earnedOn(bond: Bond, input: ChargeInput<Bond>): Temporal.PlainDate | undefined {
  if (bond.onTimePayments === null) return undefined
  let row = 0
  let last = input.subscription.started
  for (const settlement of sinceStart(input)) {
    row = compare(settlement.settled, settlement.due) <= 0 ? row + 1 : 0
    // An invoice may be settled before one that was due earlier: the row is complete when its last payment is in.
    last = row <= 1 || earlierDate(last, settlement.settled).equals(last) ? settlement.settled : last
    if (row === bond.onTimePayments) return last
  }
  return undefined
}

function sinceStart({ settlements, subscription }: ChargeInput<Bond>): Settlement[] {
  return settlements
    .filter(({ settled }) => compare(settled, subscription.started) >= 0)
    .sort((a, b) => compare(a.due, b.due) || compare(a.settled, b.settled))
}

function charge(piece: RulePiece<Bond>, input: ChargeInput<Bond>, { event, on, reason }: BondEvent): TargetCharge {
  const { at, ordinal, plan, title, value, version } = piece
  const { id } = input.subscription
  const exact = event === 'taken' ? value.amount : -value.amount
  const amount = formatDecimal(exact, 6)
  const step: Step = { step: 'amount', detail: reason, result: amount }
  return {
    key: `bond:${id}:${ordinal}:${event}`,
    type: 'bond',
    subscription: id,
    // A bond taken and one given back are two lines, even on one day.
    series: `${ordinal} ${event}`,
    ledger: 'bond',
    category: 'bond',
    from: on,
    until: on.add({ days: 1 }),
    quantity: '1',
    exact,
    description: event === 'taken' ? `${title}: bond` : `${title}: bond returned`,
    explanation: {
      rule: at,
      version,
      inputs: { plan, bond: `${formatDecimal(value.amount, 6)} ${input.currency}`, on: on.toString() },
      steps: [step],
      amount,
      currency: input.currency
    },
    version
  }
}
