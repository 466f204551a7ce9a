// What was really charged for the count of a table of tiers: nothing else can be given back when the count becomes cheaper.
import { divide } from '@farthing/billing-core/values'
import type { TieredPrice } from '@farthing/rules-language'

/** Micro, for all that is counted. */
export interface ChargedCount {
  /** After offers. */
  offered: number
  /** After offers and caps. */
  charged: number
}

/** What more of a count costs, and what becomes of the price of what was counted before; micro. */
export interface CountPrice {
  /** Of what is added, before offers and caps. */
  readonly own: number
  /** What counted usage becomes dearer by, with its offers: caps hold over it. */
  readonly dearer: number
  /** What is given back of what was charged; not positive. */
  readonly back: number
  /** What offers leave of the new price of what was counted before. */
  readonly offered: number
}

/** What offers and caps left of an event, each as the amount before and after them; micro. */
export interface LeftOver {
  readonly unoffered: number
  readonly offered: number
  readonly uncut: number
  readonly cut: number
}

/** A share that an offer gave stays given; what is taken back goes first against what caps took off. */
export function priceOfCount({ charged, offered }: ChargedCount, { amount, before }: TieredPrice): CountPrice {
  if (before === null) return { own: safe(amount), dearer: 0, back: 0, offered }
  const own = safe(amount - (before.is - before.was))
  const now = before.was === 0n ? safe(before.is) : scaled(offered, before.was, before.is)
  if (now > offered) return { own, dearer: now - offered, back: 0, offered: now }
  return { own, dearer: 0, back: Math.min(charged, now) - charged, offered: now }
}

/** Adds what an event was charged. */
export function addCharge(count: ChargedCount, { own, dearer, back, offered }: CountPrice, left: LeftOver): void {
  const added = part(own, left.unoffered, left.offered)
  count.offered = offered + added
  count.charged += back + part(added + dearer, left.uncut, left.cut)
}

function part(amount: number, before: number, after: number): number {
  return before <= 0 || before === after ? amount : scaled(amount, BigInt(before), BigInt(after))
}

function scaled(amount: number, from: bigint, to: bigint): number {
  return safe(divide(BigInt(amount) * to, from, 'half-up'))
}

function safe(micro: bigint): number {
  const amount = Number(micro)
  if (!Number.isSafeInteger(amount)) throw new RangeError(`tiers make an amount of ${micro}, which is too large`)
  return amount
}
