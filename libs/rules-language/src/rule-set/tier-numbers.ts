// Tiers in plain numbers, for prices that these compute exactly.
import { gcd } from '../compiler/price-fractions.ts'
import type { Tier, TierTable } from './tiers.ts'

export interface TierNumbers {
  readonly tier: Tier
  /** Ticks of the count below it, and those up to its end. */
  readonly lower: number
  readonly upTo: number
  /** Micro for every `per` ticks, in lowest terms. */
  readonly micro: number
  readonly per: number
  /** Ticks that count whole once they have begun. */
  readonly block: number
}

const known = new WeakMap<TierTable, readonly TierNumbers[]>()

/** Of tiers that price their own part of the count. */
export function tierNumbers(table: TierTable): readonly TierNumbers[] {
  const found = known.get(table)
  if (found !== undefined) return found
  const made = table.tiers.map((tier, index) => numbersOf(table, tier, table.tiers[index - 1]?.upTo ?? 0n))
  known.set(table, made)
  return made
}

/** Of the first `ticks` of a tier, rounded half up; null where it takes larger numbers. */
export function priceInNumbers({ block, micro, per }: TierNumbers, ticks: number): number | null {
  const counted = block === 1 ? ticks : Math.ceil(ticks / block) * block
  // floor(a / b) of doubles is the true quotient of integers below 2^53
  const doubled = 2 * counted * micro + per
  return doubled >= 0 && doubled <= Number.MAX_SAFE_INTEGER ? Math.floor(doubled / (2 * per)) : null
}

function numbersOf({ word }: TierTable, tier: Tier, lower: bigint): TierNumbers {
  const unit = tier.per ?? 1n
  const divisor = gcd(tier.micro, unit)
  return {
    tier,
    lower: Number(lower),
    upTo: tier.upTo === null ? Infinity : Number(tier.upTo),
    micro: Number(tier.micro / divisor),
    per: Number(unit / divisor),
    block: word === 'package' ? Number(unit) : 1
  }
}
