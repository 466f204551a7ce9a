// What pockets of a use's own unit pay of it: seconds of a call, bytes of a session, films.
import { grossPrice, type TaxTreatment } from '../taxes/index.ts'
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
  /** What the tariff alone asks of them, where allowances and caps make the price another; null: it is the price. */
  readonly tariff: PriceOf | null
}

/** Of a use for which none may pay. */
export const NO_TICKS: Ticks = { pockets: [], billed: ticks => ticks, tariff: null }

/** Ticks that are paid for out of pockets, and the micro of the price that they pay. */
export interface Cover {
  readonly ticks: bigint
  readonly worth: bigint
}

const NO_COVER: Cover = { ticks: 0n, worth: 0n }

/** A part of an event: ticks from its beginning, half-open. */
interface Stretch {
  readonly from: number
  readonly to: number
}

/** `upTo`: what comes next is counted from there on. */
export type Counted = Cover & { readonly upTo: number }

/**
 * What so many ticks of pockets pay of a stretch: their share of what it costs, rounded down to the micro, and all when they cover all
 * of it. All that the tariff bills is counted, also where the price stands still (a minimum, a call at one price), but for two things:
 * a use that costs nothing so far, and what terms leave free at the beginning or the end, which the tariff alone would charge.
 */
export function coverOf({ from, to }: Stretch, most: bigint, ticks: Omit<Ticks, 'pockets'>, price: PriceOf): Counted {
  if (most <= 0n) return { ...NO_COVER, upTo: to }
  const { billed, tariff } = ticks
  const [before, after] = [price(from), price(to)]
  if (tariff === null) {
    if (after === 0n) return { ...NO_COVER, upTo: from }
    return { ...share(after - before, { most, counted: billed(to) - billed(from) }), upTo: to }
  }
  if (after <= before) return { ...NO_COVER, upTo: isFree({ from, to }, tariff) ? to : from }
  const begins = paidFrom({ from, to }, price, tariff)
  const ends = paidUpTo({ from: begins, to }, price, tariff)
  return { ...share(after - before, { most, counted: billed(ends) - billed(begins) }), upTo: to }
}

/** The same of every stretch from one point on, up to any that is asked about; what costs nothing at its end counts, so that no less is held than will be paid. */
export function coverAhead(
  { from, to }: Stretch,
  most: bigint,
  { billed, tariff }: Omit<Ticks, 'pockets'>,
  price: PriceOf
): (to: number) => Cover {
  if (most <= 0n || to <= from) return () => NO_COVER
  const before = price(from)
  if (price(to) <= (tariff === null ? 0n : before)) return () => NO_COVER
  const start = billed(tariff === null ? from : paidFrom({ from, to }, price, tariff))
  return end => {
    const after = price(end)
    if (after >= UNPRICED || after <= (tariff === null ? 0n : before)) return NO_COVER
    return share(after - before, { most, counted: billed(end) - start })
  }
}

/** The tariff alone would charge more for it than rounding makes of nothing. */
function isFree({ from, to }: Stretch, tariff: PriceOf): boolean {
  return tariff(to) - tariff(from) > ROUNDING
}

/**
 * The beginning without what terms leave free of it. A price may take the whole bill to say, and a tariff is asked in no time: the
 * price is asked at the one tick before which nothing can be free, and searched for only where something is.
 */
function paidFrom({ from, to }: Stretch, price: PriceOf, tariff: PriceOf): number {
  const nothing = price(from)
  const least = firstWhere({ from, to }, ticks => tariff(ticks) - tariff(from) > ROUNDING)
  if (least >= to || price(least) > nothing) return from
  return firstWhere({ from: least, to }, ticks => price(ticks) > nothing) - 1
}

/** The end without what terms leave free of it, in the same way: nothing can be free beyond one tick. */
function paidUpTo({ from, to }: Stretch, price: PriceOf, tariff: PriceOf): number {
  const all = price(to)
  const last = firstWhere({ from, to }, ticks => tariff(to) - tariff(ticks) <= ROUNDING) - 1
  if (last <= from || price(last) < all) return to
  return firstWhere({ from, to: last }, ticks => price(ticks) >= all)
}

/** Of prices that tariff and bill round apart. */
const ROUNDING = 1n

function share(costs: bigint, { counted, most }: { readonly counted: number; readonly most: bigint }): Cover {
  const all = BigInt(counted)
  if (all <= 0n) return NO_COVER
  const ticks = most < all ? most : all
  return { ticks, worth: (costs * ticks) / all }
}

/** The fewest ticks beyond `from` of which it holds, as it does of all that are more; `to` where it holds of none before. */
function firstWhere({ from, to }: Stretch, holds: (ticks: number) => boolean): number {
  let [less, enough] = [from, Math.max(to, from + 1)]
  while (enough - less > 1) {
    const middle = less + Math.floor((enough - less) / 2)
    if (holds(middle)) enough = middle
    else less = middle
  }
  return enough
}

/** What pockets pay of it, with the taxes of a treatment. */
export function withTax(price: PriceOf, tax: TaxTreatment): PriceOf {
  if (tax === null) return price
  return ticks => {
    const amount = price(ticks)
    return amount >= UNPRICED ? UNPRICED : grossPrice(amount, tax)
  }
}

/** Asked the same again, it is not worked out again: one step asks for the price of the same ticks several times. */
export function remembered(price: PriceOf): PriceOf {
  const known = new Map<number, bigint>()
  return ticks => {
    let amount = known.get(ticks)
    if (amount === undefined) known.set(ticks, (amount = price(ticks)))
    return amount
  }
}
