// Every line of a vendor and every own event in exactly one class.
import { matchUses, type MatchedUses } from './match-uses.ts'
import type { ReconciliationTally } from './reconciliation-tally.ts'
import { isSamePrice, isSameQuantity, partyKey, type ToldUse, type Tolerance } from './told-use.ts'

export type DifferenceKind =
  | 'missing-here'
  | 'missing-there'
  | 'different-quantity'
  | 'different-price'
  /** Used here in a zone that the rule leaves out. */
  | 'other-zone'

export interface Difference<Theirs, Ours> {
  readonly kind: DifferenceKind
  readonly theirs: Theirs | null
  readonly ours: Ours | null
  /** The vendor has another line of the same use, which is matched. */
  readonly twice: boolean
}

export interface Comparison<Theirs, Ours> {
  readonly tolerance: Tolerance
  readonly tally: ReconciliationTally
  /** Those of other zones come last among the uses that were compared. */
  readonly take: (difference: Difference<Theirs, Ours>) => void
  /** An own use that the rule leaves out, with the price that its line is set beside: few of them have one. */
  readonly priced: (own: Ours) => Ours
}

/** Compares uses of one key. */
export function compareUses<Theirs extends ToldUse, Ours extends ToldUse>(
  theirs: readonly Theirs[],
  ours: readonly Ours[],
  { priced, take, tally, tolerance }: Comparison<Theirs, Ours>
): void {
  const { onlyOurs, onlyTheirs, pairs } = matchByZone(theirs, ours, tolerance)
  const billed = new Set<string>()
  for (const [told, paired] of pairs) {
    billed.add(wholeLook(told))
    if (told.outside && (paired.outside || paired.leftOut === true)) {
      tally.addOutside()
      continue
    }
    const own = paired.leftOut === true ? priced(paired) : paired
    const kind = own.leftOut === true ? 'other-zone' : judge(told, own, tolerance)
    tally.add(kind, told, own)
    if (kind !== 'matched') take({ kind, theirs: told, ours: own, twice: false })
  }
  for (const told of onlyTheirs) {
    if (told.outside) {
      tally.addOutside()
      continue
    }
    const twice = billed.has(wholeLook(told))
    tally.add('missing-here', told, null)
    if (twice) tally.addTwice()
    take({ kind: 'missing-here', theirs: told, ours: null, twice })
  }
  for (const own of onlyOurs) {
    if (own.outside) continue
    tally.add('missing-there', null, own)
    take({ kind: 'missing-there', theirs: null, ours: own, twice: false })
  }
}

/** A use of a zone that the rule leaves out takes no line away from one that the vendor carries, and is not missed; its pair comes behind those. */
function matchByZone<Theirs extends ToldUse, Ours extends ToldUse>(
  theirs: readonly Theirs[],
  ours: readonly Ours[],
  tolerance: Tolerance
): MatchedUses<Theirs, Ours> {
  const leftOut = ours.filter(own => own.leftOut === true)
  if (leftOut.length === 0) return matchUses(theirs, ours, tolerance)
  const carried = ours.filter(own => own.leftOut !== true)
  const { onlyOurs, onlyTheirs, pairs } = matchUses(theirs, carried, tolerance)
  const other = matchUses(onlyTheirs, leftOut, tolerance)
  return { pairs: [...pairs, ...other.pairs], onlyTheirs: other.onlyTheirs, onlyOurs }
}

/** A quantity that differs explains a price that does. */
function judge(theirs: ToldUse, ours: ToldUse, tolerance: Tolerance): DifferenceKind | 'matched' {
  if (!isSameQuantity(theirs, ours, tolerance)) return 'different-quantity'
  return isSamePrice(theirs, ours, tolerance) ? 'matched' : 'different-price'
}

function wholeLook(use: ToldUse): string {
  return `${partyKey(use)} ${use.party} ${use.startedAt} ${use.quantity}`
}
