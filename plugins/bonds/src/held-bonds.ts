// Which bonds a subscription ever had: one for each stay on a plan that asks for one on its first day, from then until it goes back.
import { compareDates } from '@farthing/plugin-sdk'
import type { Settlement, SubscriptionHistory } from '@farthing/plugin-sdk'
import { type BondRefund, refundOf } from './bond-refund.ts'
import type { Bond } from './bond-statement.ts'
import { type PlanStay, planStays } from './plan-stays.ts'

export interface HeldBond {
  readonly value: Bond
  readonly from: Temporal.PlainDate
  /** Undefined: it is still held. */
  readonly refund: BondRefund | undefined
}

interface BondLife {
  readonly subscription: SubscriptionHistory
  readonly settlements: readonly Settlement[]
}

/**
 * `bondsOn`: what the plan asks for on the first day of a stay. The row of payments goes on from plan to plan while one bond follows the
 * other; what it has earned already is not taken again.
 */
export function bondsHeld<B extends { readonly value: Bond }>(
  { settlements, subscription }: BondLife,
  bondsOn: (stay: PlanStay) => readonly B[]
): (B & HeldBond)[] {
  const held: (B & HeldBond)[] = []
  let row: Temporal.PlainDate | null = null
  for (const stay of planStays(subscription)) {
    const asked = bondsOn(stay)
    const since: Temporal.PlainDate = row ?? stay.from
    const bonds = asked.map(bond => {
      const refund = refundOf(bond.value, { ...stay, settlements, since, subscription })
      return { ...bond, from: stay.from, refund }
    })
    held.push(...bonds.filter(bond => compareDates(since, stay.from) === 0 || !isEarnedBy(bond, stay.from)))
    row = asked.length === 0 || bonds.some(({ refund }) => refund?.earned === true) ? null : since
  }
  return held
}

function isEarnedBy({ refund }: HeldBond, day: Temporal.PlainDate): boolean {
  return refund !== undefined && refund.earned && compareDates(refund.on, day) <= 0
}
