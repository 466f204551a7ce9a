// What usage costs by a table of tiers, given what its counter has counted before.
import { formatAmount, formatQuantity, fromTicks, type Step } from '@farthing/billing-core/values'
import { priceInNumbers, type TierNumbers, tierNumbers } from './tier-numbers.ts'
import type { Tier, TierTable } from './tiers.ts'

export interface TieredPrice {
  /** Micro units; negative when a larger count makes all of it cheaper (`volume`). */
  readonly amount: bigint
  /** Once for each tier that took part; they add up to the amount. */
  readonly parts: readonly TierPart[]
  /** Micro, of what was counted before: its price then, and its price in the tier that is reached. Null when it keeps its price. */
  readonly before: { readonly was: bigint; readonly is: bigint } | null
}

export interface TierPart {
  readonly tier: Tier
  /** Of the count, that it prices; negative where what was counted before is taken back. */
  readonly ticks: bigint
  readonly micro: bigint
}

/**
 * The price of `quantity` more ticks after `before` ticks have been counted: what both together cost, less what was counted
 * before. So the prices of any pieces, in any order, add up to the price of the whole count, which is rounded half up to the
 * sixth decimal. Both are safe integers, not negative.
 */
export function priceTiers(table: TierTable, before: number, quantity: number): TieredPrice {
  if (!Number.isSafeInteger(before + quantity)) throw new RangeError(`tiers ${table.name} count no further than 2^53`)
  if (isByPart(table)) {
    const parts = byPart(table, before, before + quantity)
    return { amount: sumOf(parts), parts, before: null }
  }
  const counted = BigInt(before)
  const parts = byWhole(table, counted, BigInt(before + quantity))
  return { amount: sumOf(parts), parts, before: priceOfBefore(table, counted, parts) }
}

function sumOf(parts: readonly TierPart[]): bigint {
  const [first] = parts
  return first !== undefined && parts.length === 1 ? first.micro : parts.reduce((sum, { micro }) => sum + micro, 0n)
}

/** The step `tiers` of an explanation, for each part. */
export function tierSteps(table: TierTable, { parts }: TieredPrice): Step[] {
  return parts.map(part => ({
    step: 'tiers',
    detail: partText(table, part),
    result: formatAmount(part.micro, table.currency),
    rule: part.tier.at
  }))
}

function isByPart({ word }: TierTable): boolean {
  return word === 'graduated' || word === 'package'
}

/** Tiers that price their own part of the count. */
function byPart(table: TierTable, before: number, after: number): readonly TierPart[] {
  let parts: readonly TierPart[] = NONE
  for (const numbers of tierNumbers(table)) {
    const { lower, tier } = numbers
    const [from, until] = [Math.max(before, lower), Math.min(after, numbers.upTo)]
    if (until <= from) continue
    const part = { tier, ticks: BigInt(until - from), micro: microBetween(table, numbers, from - lower, until - lower) }
    parts = parts.length === 0 ? [part] : [...parts, part]
  }
  return parts
}

const NONE: readonly never[] = []

function microBetween(table: TierTable, numbers: TierNumbers, from: number, until: number): bigint {
  const [before, after] = [priceInNumbers(numbers, from), priceInNumbers(numbers, until)]
  if (before !== null && after !== null) return BigInt(after - before)
  return partPrice(table, numbers.tier, BigInt(until)) - partPrice(table, numbers.tier, BigInt(from))
}

/** Of the first `ticks` of a tier. */
function partPrice({ word }: TierTable, { micro, per }: Tier, ticks: bigint): bigint {
  if (ticks === 0n) return 0n
  const unit = per ?? 1n
  const counted = word === 'package' ? ((ticks + unit - 1n) / unit) * unit : ticks
  return (2n * counted * micro + unit) / (2n * unit)
}

/** The tier in which the count ends prices all of it; what was counted before is taken back at its own price. */
function byWhole(table: TierTable, before: bigint, after: bigint): TierPart[] {
  if (after === before) return []
  const now = wholePart(table, after)
  if (before === 0n) return [now]
  const then = wholePart(table, before)
  return [now, { tier: then.tier, ticks: -then.ticks, micro: -then.micro }]
}

/** One amount for a whole tier is no price of what was counted in another, unless it is the lower one. */
function priceOfBefore(table: TierTable, before: bigint, [now, then]: readonly TierPart[]): TieredPrice['before'] {
  if (now === undefined || then === undefined || now.tier === then.tier) return null
  const was = -then.micro
  if (now.tier.per !== null) return { was, is: partPrice(table, now.tier, before) }
  return now.micro < was ? { was, is: now.micro } : null
}

/** Of a count that is not zero. */
function wholePart(table: TierTable, count: bigint): TierPart {
  const tier = table.tiers.find(({ upTo }) => upTo === null || count <= upTo)
  if (tier === undefined) throw new Error(`the last tier of ${table.name} has an end`)
  return { tier, ticks: count, micro: tier.per === null ? tier.micro : partPrice(table, tier, count) }
}

function partText(table: TierTable, { ticks, tier }: TierPart): string {
  const lower = table.tiers[table.tiers.indexOf(tier) - 1]?.upTo ?? 0n
  const range = rangeText(table, lower, tier)
  if (isByPart(table)) return `${quantityText(table, ticks)} ${range} at ${tier.text}`
  const before = ticks < 0n ? 'counted before: ' : ''
  return `${before}all ${quantityText(table, ticks < 0n ? -ticks : ticks)}, ${range}, at ${tier.text}`
}

function rangeText(table: TierTable, lower: bigint, { upTo }: Tier): string {
  if (upTo === null) return lower === 0n ? 'without end' : `over ${quantityText(table, lower)}`
  return lower === 0n
    ? `up to ${quantityText(table, upTo)}`
    : `from ${quantityText(table, lower)} up to ${quantityText(table, upTo)}`
}

function quantityText({ unit }: TierTable, ticks: bigint): string {
  return formatQuantity(fromTicks(Number(ticks), unit))
}
