// Interest on a bond, paid when it goes back: for every day on which it was held, of what was held on it.
import {
  compareDates,
  dateText,
  daysIn,
  divide,
  earlierDate,
  formatAmount,
  formatDecimal,
  oneOffCharge
} from '@farthing/plugin-sdk'
import type { ChargeInput, ChargeType, TargetCharge } from '@farthing/plugin-sdk'
import type { Bond } from './bond-statement.ts'
import { bondOf, type DrawnPart, type PlanBond, planBonds, returnedOn } from './share-draws.ts'

export const bondInterest: ChargeType<Bond> = {
  code: 'bond-interest',
  statement: 'bonds.bond',
  ledger: 'expense',
  targets(input) {
    const { bonds, drawn, left } = planBonds(input)
    return bonds.flatMap((bond, index) => {
      const { from, refund, value } = bond
      const draws = drawn.filter(part => part.bond === bond)
      const on = earlier(refund?.on, returnedOn(draws, left[index]))
      if (on === undefined || value.interest === null || compareDates(on, input.through) > 0) return []
      const held = heldStretches({ from, until: on, amount: value.amount }, draws)
      const charge = chargeFor({ bond, held, interest: value.interest, on }, input)
      return charge.exact === 0n ? [] : [charge]
    })
  }
}

type Day = Temporal.PlainDate | undefined

function earlier(one: Day, other: Day): Day {
  if (one === undefined || other === undefined) return one ?? other
  return earlierDate(one, other)
}

/** Days on which one amount was held, half-open. */
export interface HeldStretch {
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate
  /** Micro. */
  readonly amount: bigint
}

/** What is drawn on a day is no longer held on it; `draws` in order of the day. */
export function heldStretches(
  whole: HeldStretch,
  draws: readonly Pick<DrawnPart<PlanBond>, 'amount' | 'done'>[]
): HeldStretch[] {
  const held: HeldStretch[] = []
  let { amount, from } = whole
  for (const { amount: taken, done } of draws) {
    const until = compareDates(done.effective, whole.until) < 0 ? done.effective : whole.until
    held.push({ from, until, amount })
    from = until
    amount -= taken
  }
  held.push({ from, until: whole.until, amount })
  return held.filter(({ amount: some, from: start, until }) => some > 0n && compareDates(start, until) < 0)
}

/** Micro, rounded once. `rate` in millionths of one percent of a year of 365 days. */
export function interestOf(held: readonly HeldStretch[], rate: bigint): bigint {
  const days = held.reduce((sum, stretch) => sum + stretch.amount * BigInt(daysIn(stretch)), 0n)
  return divide(days * rate, 365n * 100_000_000n, 'half-up')
}

interface Earned {
  readonly bond: PlanBond
  readonly held: readonly HeldStretch[]
  readonly interest: bigint
  readonly on: Temporal.PlainDate
}

function chargeFor({ bond, held, interest, on }: Earned, { currency, subscription }: ChargeInput<Bond>): TargetCharge {
  const { at, name, title, version } = bond.piece
  const which = bondOf(bond.piece, subscription)
  const exact = -interestOf(held, interest)
  const stretches = held.map(({ amount, ...days }) => ({
    step: 'quantity' as const,
    detail: `${formatAmount(amount, currency)} held from ${dateText(days.from)} until ${dateText(days.until)}`,
    result: `${daysIn(days)} days`
  }))
  const rate = `${formatDecimal(interest)}% of a year of 365 days`
  return oneOffCharge(on, {
    key: `bond-interest:${subscription.id}:${which}`,
    type: 'bond-interest',
    subscription: subscription.id,
    series: `${which} interest`,
    ledger: 'expense',
    category: 'interest',
    exact,
    description: `${title}: interest on bond`,
    rule: at,
    inputs: { plan: name, on: dateText(on) },
    steps: [...stretches, { step: 'amount', detail: rate, result: formatDecimal(exact, 6) }],
    currency,
    version
  })
}
