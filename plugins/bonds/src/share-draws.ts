// Which of a subscription's bonds each draw, and each return by hand, takes from: what is held longest goes first, and never more than there is.
import { compareDates, parseDecimal, sameDate } from '@farthing/plugin-sdk'
import type { ChargeInput, DeedDone, RulePiece } from '@farthing/plugin-sdk'
import type { Bond } from './bond-statement.ts'
import { bondsHeld, type HeldBond } from './held-bonds.ts'
import { DRAW, REFUND } from './held-by-hand.ts'

export interface DrawnPart<B extends HeldBond> {
  readonly done: DeedDone
  readonly bond: B
  /** Micro, positive. */
  readonly amount: bigint
}

export interface PlanBond extends HeldBond {
  readonly piece: RulePiece<Bond>
}

/** The bonds of the plans that a subscription had by the day of the bill. */
export function planBonds(input: ChargeInput<Bond>): SharedDraws<PlanBond> & { readonly bonds: readonly PlanBond[] } {
  const pieces = input.pieces.filter(({ from }) => compareDates(from, input.through) <= 0)
  const bonds = bondsHeld(input, ({ from, plan }) =>
    pieces
      .filter(piece => piece.name === plan && sameDate(piece.from, from))
      .map(piece => ({ piece, value: piece.value }))
  )
  return { bonds, ...shareDraws(bonds, input.deeds) }
}

/** Names it among those of its subscription, for keys: that of the first plan by its place alone. */
export function bondOf({ from, ordinal }: RulePiece<Bond>, { started }: ChargeInput['subscription']): string {
  return sameDate(from, started) ? `${ordinal}` : `${ordinal} of ${from.toString()}`
}

interface SharedDraws<B extends HeldBond> {
  readonly drawn: readonly DrawnPart<B>[]
  /** Micro of each bond that was not drawn, in the order of the bonds. */
  readonly left: readonly bigint[]
}

/** `deeds`: those of the subscription, in order of the day. */
export function shareDraws<B extends HeldBond>(bonds: readonly B[], deeds: readonly DeedDone[]): SharedDraws<B> {
  const rest = new Map(bonds.map(bond => [bond, bond.value.amount]))
  const drawn = deeds.flatMap(done => {
    if (done.deed !== DRAW && done.deed !== REFUND) return []
    let asked = parseDecimal(String(done.fields['amount']))
    return drawnOn(bonds, done.effective).flatMap((bond): DrawnPart<B>[] => {
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

/** The day on which the last of a bond went back by hand; undefined: it did not, or something is left. `parts`: of that bond. */
export function returnedOn(
  parts: readonly DrawnPart<HeldBond>[],
  left: bigint | undefined
): Temporal.PlainDate | undefined {
  const last = parts.at(-1)
  return left === 0n && last?.done.deed === REFUND ? last.done.effective : undefined
}

/** Micro that can still be drawn on a day: of the bonds that are held on it, less what was drawn on any day. */
export function heldForDraws(
  bonds: readonly HeldBond[],
  { day, deeds }: { readonly day: Temporal.PlainDate; readonly deeds: readonly DeedDone[] }
): bigint {
  const { left } = shareDraws(bonds, deeds)
  return bonds.reduce((sum, bond, index) => (isHeldOn(bond, day) ? sum + (left[index] ?? 0n) : sum), 0n)
}

/** Those taken by then, in the order in which they are drawn on. */
function drawnOn<B extends HeldBond>(bonds: readonly B[], day: Temporal.PlainDate): B[] {
  const order = bonds.filter(({ from }) => compareDates(from, day) <= 0).toSorted(heldLongestFirst)
  return order.toSorted((a, b) => Number(isHeldOn(b, day)) - Number(isHeldOn(a, day)))
}

function isHeldOn({ from, refund }: HeldBond, day: Temporal.PlainDate): boolean {
  return compareDates(from, day) <= 0 && (refund === undefined || compareDates(day, refund.on) < 0)
}

function heldLongestFirst({ refund: a }: HeldBond, { refund: b }: HeldBond): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  return compareDates(b.on, a.on)
}
