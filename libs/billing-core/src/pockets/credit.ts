// What may stand on the bill of a cycle beside what pockets pay, and what of it is taken.
export interface Credit {
  /** Micro; null: any amount. */
  readonly limit: bigint | null
  /** Micro that were used and pockets did not pay: the bill will ask for them. */
  readonly owed: bigint
  /** Micro of it that are promised to what may still be used. */
  readonly held: bigint
}

/** Of who pays in advance, and has nothing on a bill. */
export const NO_CREDIT: Credit = { limit: 0n, owed: 0n, held: 0n }

/** What is left of it: null is without end, and none is left where more was used than it allowed. */
export function creditLeft({ held, limit, owed }: Credit): bigint | null {
  if (limit === null) return null
  const left = limit - owed - held
  return left > 0n ? left : 0n
}
