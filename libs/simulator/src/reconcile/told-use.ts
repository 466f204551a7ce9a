// One use as one side tells it, with what tells it from others.

export interface ToldUse {
  /** Tells apart uses of a side that look the same: its id. Decides nothing else. */
  readonly id: string
  /** E.164 digits of the called number; '' when there is none. */
  readonly called: string
  /** The own subscription that used; '' when the side does not know. */
  readonly party: string
  /** Epoch milliseconds. */
  readonly startedAt: number
  /** Ticks, before increments. */
  readonly quantity: number
  /** Micro; null: nobody says. */
  readonly price: bigint | null
  /** Its price is in another currency, and is not compared. */
  readonly unpriced?: boolean
  /** An own use of a zone that the vendor is not said to carry: never missed, and found only for a line that has no other. */
  readonly leftOut?: boolean
  /** It lies outside the days that are compared, and only may be the other side of what lies within. */
  readonly outside: boolean
}

/** How far two sides of one use may lie apart; `price` null: prices are not compared. Of an amount and a share the larger holds. */
export interface Tolerance {
  readonly startMs: number
  readonly ticks: number
  /** Of the own quantity, millionths of one percent; 0: none. */
  readonly quantityShare: bigint
  /** Micro. */
  readonly price: bigint | null
  /** Of the own price. */
  readonly priceShare: bigint
}

const WHOLE = 100_000_000n

export function isSameQuantity(
  { quantity: theirs }: Pick<ToldUse, 'quantity'>,
  { quantity: ours }: Pick<ToldUse, 'quantity'>,
  { quantityShare, ticks }: Tolerance
): boolean {
  const apart = Math.abs(theirs - ours)
  return apart <= ticks || (quantityShare > 0n && BigInt(apart) * WHOLE <= BigInt(ours) * quantityShare)
}

/** A price that one side cannot name is another one. */
export function isSamePrice(theirs: ToldUse, ours: ToldUse, { price, priceShare }: Tolerance): boolean {
  if (price === null || ours.unpriced === true) return true
  if (theirs.price === null || ours.price === null) return false
  const apart = theirs.price > ours.price ? theirs.price - ours.price : ours.price - theirs.price
  return apart <= price || apart * WHOLE <= ours.price * priceShare
}

/** Uses of different keys are never the same. Uses without a number are known by who used. */
export function partyKey({ called, party }: Pick<ToldUse, 'called' | 'party'>): string {
  return called === '' ? `@${party}` : called
}

/** In order of start; those that look the same by id, so that it does not matter in which order they came. */
export function byStart(a: ToldUse, b: ToldUse): number {
  if (a.startedAt !== b.startedAt) return a.startedAt - b.startedAt
  if (a.quantity !== b.quantity) return a.quantity - b.quantity
  if (a.price !== b.price) return (a.price ?? -1n) < (b.price ?? -1n) ? -1 : 1
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1
}
