// Takes a bond at the start of a stay on a plan, and gives back once what was not drawn, or given back by hand: when it was earned, or when the plan is left.
import { compareDates, dateText, formatDecimal, oneOffCharge, sameDate } from '@farthing/plugin-sdk'
import type { ChargeInput, ChargeType, RulePiece, TargetCharge } from '@farthing/plugin-sdk'
import { REFUND } from './held-by-hand.ts'
import { bondOf, planBonds } from './share-draws.ts'
import type { Bond } from './bond-statement.ts'

export const bondCharge: ChargeType<Bond> = {
  code: 'bond',
  statement: 'bonds.bond',
  ledger: 'bond',
  targets(input) {
    const { bonds, drawn, left } = planBonds(input)
    const { started } = input.subscription
    const changes = bonds.flatMap(({ from, piece, refund, value }, index): BondChange[] => {
      const reason = sameDate(from, started)
        ? 'held from the start of the subscription'
        : 'held from the change of plan'
      const taken = { piece, event: 'taken', on: from, exact: value.amount, reason } as const
      const rest = left[index] ?? 0n
      if (refund === undefined || rest === 0n) return [taken]
      return [taken, { piece, event: 'refunded', on: refund.on, reason: refund.reason, exact: -rest }]
    })
    const draws = drawn.map(({ amount, bond: { piece }, done }): BondChange => {
      const [event, reason] =
        done.deed === REFUND
          ? ([`returned ${done.id}`, 'given back by hand'] as const)
          : ([`drawn ${done.id}`, 'pays what the customer owes'] as const)
      return { piece, event, on: done.effective, exact: -amount, reason }
    })
    return [...changes, ...draws]
      .filter(({ on }) => compareDates(on, input.through) <= 0)
      .map(change => charge(change, input))
  }
}

interface BondChange {
  readonly piece: RulePiece<Bond>
  readonly event: 'taken' | 'refunded' | `drawn ${string}` | `returned ${string}`
  readonly on: Temporal.PlainDate
  /** Micro; what goes back or is drawn is negative. */
  readonly exact: bigint
  readonly reason: string
}

function wordsOf(event: BondChange['event']): string {
  if (event === 'taken') return 'bond'
  return event.startsWith('drawn ') ? 'bond drawn' : 'bond returned'
}

function charge({ event, exact, on, piece, reason }: BondChange, input: ChargeInput<Bond>): TargetCharge {
  const { at, name, title, value, version } = piece
  const { id } = input.subscription
  const which = bondOf(piece, input.subscription)
  return oneOffCharge(on, {
    key: `bond:${id}:${which}:${event}`,
    type: 'bond',
    subscription: id,
    // A bond taken and one given back are two lines, even on one day.
    series: `${which} ${event}`,
    ledger: 'bond',
    category: 'bond',
    exact,
    description: `${title}: ${wordsOf(event)}`,
    rule: at,
    inputs: { plan: name, bond: `${formatDecimal(value.amount, 6)} ${input.currency}`, on: dateText(on) },
    steps: [{ step: 'amount', detail: reason, result: formatDecimal(exact, 6) }],
    currency: input.currency,
    version
  })
}
