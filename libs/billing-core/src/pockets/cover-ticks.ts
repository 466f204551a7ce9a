// What pockets of a use's own unit pay of it: seconds of a call, bytes of a session, films.
import type { Pocket } from './pocket.ts'

/** Micro that the first so many ticks of the event cost, all in all. More ticks never cost less. */
export type PriceOf = (ticks: number) => bigint

/** Beyond it nobody can say a price: such ticks are granted to nobody. */
export const UNPRICED = 2n ** 63n - 1n

/** Pockets of the unit in which a use is counted, and how it is counted. */
export interface Ticks {
  readonly pockets: readonly Pocket[]
  /** How many ticks the tariff bills of the first so many: its increments are theirs too. */
  readonly billed: (ticks: number) => number
}

/** Of a use for which none may pay. */
export const NO_TICKS: Ticks = { pockets: [], billed: ticks => ticks }

/** Ticks that are paid for out of pockets, and the micro of the price that they pay. */
export interface Cover {
  readonly ticks: bigint
  readonly worth: bigint
}

export const NO_COVER: Cover = { ticks: 0n, worth: 0n }

/** A part of an event: ticks from its beginning, half-open. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/**
 * What so many ticks of pockets pay of a stretch. What costs nothing at its beginning and its end is left out, for it needs nobody who
 * pays; of the rest they pay their share, rounded down to the micro, and all when they cover all of it.
 */
export function coverOf({ from, to }: Stretch, most: bigint, billed: Ticks['billed'], price: PriceOf): Cover {
  if (most <= 0n) return NO_COVER
  const [before, after] = [price(from), price(to)]
  if (after <= before) return NO_COVER
  const begins = firstAt({ from, to }, price, before + 1n) - 1
  const ends = firstAt({ from: begins, to }, price, after)
  return share(after - before, { most, counted: billed(ends) - billed(begins) })
}

/** The same of every stretch from one point on, up to any that is asked about; what costs nothing at its end counts, so that no less is held than will be paid. */
export function coverAhead(
  { from, to }: Stretch,
  most: bigint,
  billed: Ticks['billed'],
  price: PriceOf
): (to: number) => Cover {
  const before = price(from)
  if (most <= 0n || to <= from || price(to) <= before) return () => NO_COVER
  const start = billed(firstAt({ from, to }, price, before + 1n) - 1)
  return end => {
    const after = price(end)
    return after <= before || after >= UNPRICED
      ? NO_COVER
      : share(after - before, { most, counted: billed(end) - start })
  }
}

function share(costs: bigint, { counted, most }: { readonly counted: number; readonly most: bigint }): Cover {
  const all = BigInt(counted)
  if (all <= 0n) return NO_COVER
  const ticks = most < all ? most : all
  return { ticks, worth: (costs * ticks) / all }
}

/** The fewest ticks beyond `from` that cost so much. */
function firstAt({ from, to }: Stretch, price: PriceOf, amount: bigint): number {
  if (to - from <= 1 || price(from + 1) >= amount) return from + 1
  let [less, enough] = [from + 1, to]
  while (enough - less > 1) {
    const middle = less + Math.floor((enough - less) / 2)
    if (price(middle) >= amount) enough = middle
    else less = middle
  }
  return enough
}
