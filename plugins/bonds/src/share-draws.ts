// Which of a subscription's bonds each draw takes from: what is held longest goes first, and never more than there is.
import { compareDates, parseDecimal, sameDate } from '@farthing/plugin-sdk'
import type { ChargeInput, DeedDone, RulePiece } from '@farthing/plugin-sdk'
import { type BondRefund, refundOf } from './bond-refund.ts'
import type { Bond } from './bond-statement.ts'
import { DRAW } from './held-by-hand.ts'

export interface HeldBond {
  readonly value: Bond
  /** Undefined: it is still held. */
  readonly refund: BondRefund | undefined
}

export interface DrawnPart<B extends HeldBond> {
  readonly done: DeedDone
  readonly bond: B
  /** Micro, positive. */
  readonly amount: bigint
}

export interface PlanBond extends HeldBond {
  readonly piece: RulePiece<Bond>
}

/** The bonds of the plan on which a subscription began, and what was drawn on them; none before it begins. */
export function planBonds(input: ChargeInput<Bond>): SharedDraws<PlanBond> & { readonly bonds: readonly PlanBond[] } {
  const { started } = input.subscription
  const pieces = compareDates(started, input.through) > 0 ? [] : input.pieces
  const bonds = pieces
    .filter(piece => sameDate(piece.from, started))
    .map(piece => ({ piece, value: piece.value, refund: refundOf(piece.value, input) }))
  return { bonds, ...shareDraws(bonds, input.deeds) }
}

interface SharedDraws<B extends HeldBond> {
  readonly drawn: readonly DrawnPart<B>[]
  /** Micro of each bond that was not drawn, in the order of the bonds. */
  readonly left: readonly bigint[]
}

/** `deeds`: those of the subscription, in order of the day. */
export function shareDraws<B extends HeldBond>(bonds: readonly B[], deeds: readonly DeedDone[]): SharedDraws<B> {
  const rest = new Map(bonds.map(bond => [bond, bond.value.amount]))
  const order = bonds.toSorted(heldLongestFirst)
  const drawn = deeds.flatMap(done => {
    if (done.deed !== DRAW) return []
    let asked = parseDecimal(String(done.fields['amount']))
    return order.flatMap((bond): DrawnPart<B>[] => {
      const held = rest.get(bond) ?? 0n
      const amount = asked < held ? asked : held
      if (amount === 0n) return []
      asked -= amount
      rest.set(bond, held - amount)
      return [{ amount, bond, done }]
    })
  })
  return { drawn, left: bonds.map(bond => rest.get(bond) ?? 0n) }
}

/** Micro that can still be drawn on a day: of the bonds that are held on it, less what was drawn on any day. */
export function heldForDraws(
  bonds: readonly HeldBond[],
  { day, deeds }: { readonly day: Temporal.PlainDate; readonly deeds: readonly DeedDone[] }
): bigint {
  const { left } = shareDraws(bonds, deeds)
  return bonds.reduce((sum, { refund }, index) => {
    const isHeld = refund === undefined || compareDates(day, refund.on) < 0
    return isHeld ? sum + (left[index] ?? 0n) : sum
  }, 0n)
}

function heldLongestFirst({ refund: a }: HeldBond, { refund: b }: HeldBond): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  return compareDates(b.on, a.on)
}
