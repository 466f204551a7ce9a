// Which pockets pay an amount: the one decision behind debits, transfers and reservations.
import { compareUse, free, type Piece, type Pocket } from './pocket.ts'

export type Spending =
  | { readonly ok: true; readonly pieces: readonly Piece[] }
  /** Nothing is taken. `available`: what could have been. */
  | { readonly ok: false; readonly reason: 'insufficient-balance'; readonly available: bigint }

/** Takes the amount out of pockets of one unit, exactly or not at all. Throws RangeError for a negative amount or mixed units. */
export function spend(pockets: readonly Pocket[], amount: bigint, at: Temporal.Instant): Spending {
  if (amount < 0n) throw new RangeError(`${amount} cannot be spent: it is negative`)
  const [first] = pockets
  const other = pockets.find(pocket => pocket.unit !== first?.unit)
  if (other !== undefined) throw new RangeError(`${first?.unit} and ${other.unit} are not spent together`)
  const pieces: Piece[] = []
  let missing = amount
  for (const pocket of pockets.toSorted(compareUse)) {
    const left = free(pocket, at)
    const part = left < missing ? left : missing
    if (part <= 0n) continue
    pieces.push({ pocket: pocket.id, amount: part })
    missing -= part
  }
  if (missing > 0n) return { ok: false, reason: 'insufficient-balance', available: amount - missing }
  return { ok: true, pieces }
}

/** All that can be spent. */
export function available(pockets: readonly Pocket[], at: Temporal.Instant): bigint {
  return pockets.reduce((sum, pocket) => sum + free(pocket, at), 0n)
}
