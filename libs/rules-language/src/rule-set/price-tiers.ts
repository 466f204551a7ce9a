// What usage costs by a table of tiers, given what its counter has counted before.
import { formatAmount, formatQuantity, fromTicks, type Step } from '@farthing/billing-core/values'
import type { Tier, TierTable } from './tiers.ts'

export interface TieredPrice {
  /** Micro units; negative when a larger count makes all of it cheaper (`volume`). */
  readonly amount: bigint
  /** The step `tiers` of an explanation, once for each tier that took part; their results add up to the amount. */
  readonly steps: readonly Step[]
}

/**
 * The price of `quantity` more ticks after `before` ticks have been counted: what both together cost, less what was counted
 * before. So the prices of any pieces, in any order, add up to the price of the whole count, which is rounded half up to the
 * sixth decimal. Both are safe integers, not negative.
 */
export function priceTiers(table: TierTable, before: number, quantity: number): TieredPrice {
  const steps =
    table.word === 'graduated' || table.word === 'package'
      ? partSteps(table, BigInt(before), BigInt(before + quantity))
      : wholeSteps(table, BigInt(before), BigInt(before + quantity))
  return {
    amount: steps.reduce((sum, { micro }) => sum + micro, 0n),
    steps: steps.map(({ detail, micro, tier }) => ({
      step: 'tiers',
      detail,
      result: formatAmount(micro, table.currency),
      rule: tier.at
    }))
  }
}

interface PricedTier {
  readonly tier: Tier
  readonly detail: string
  readonly micro: bigint
}

/** Tiers that price their own part of the count. */
function partSteps(table: TierTable, before: bigint, after: bigint): PricedTier[] {
  let lower = 0n
  const steps: PricedTier[] = []
  for (const tier of table.tiers) {
    const [from, until] = [within(before, lower, tier), within(after, lower, tier)]
    const micro = partPrice(table, tier, until - lower) - partPrice(table, tier, from - lower)
    if (until > from) {
      const place = `${quantityText(table, until - from)} ${rangeText(table, lower, tier)}`
      steps.push({ tier, detail: `${place} at ${tier.text}`, micro })
    }
    if (tier.upTo !== null) lower = tier.upTo
  }
  return steps
}

function within(count: bigint, lower: bigint, { upTo }: Tier): bigint {
  if (count < lower) return lower
  return upTo !== null && count > upTo ? upTo : count
}

/** Of the first `ticks` of a tier. */
function partPrice({ word }: TierTable, { micro, per }: Tier, ticks: bigint): bigint {
  const unit = per ?? 1n
  const counted = word === 'package' ? ((ticks + unit - 1n) / unit) * unit : ticks
  return (2n * counted * micro + unit) / (2n * unit)
}

/** The tier in which the count ends prices all of it; what was counted before is taken back at its own price. */
function wholeSteps(table: TierTable, before: bigint, after: bigint): PricedTier[] {
  const now = wholeStep(table, after)
  const then = wholeStep(table, before)
  if (after === before || now === null) return []
  if (then === null) return [now]
  return [now, { ...then, detail: `counted before: ${then.detail}`, micro: -then.micro }]
}

function wholeStep(table: TierTable, count: bigint): PricedTier | null {
  if (count === 0n) return null
  let lower = 0n
  for (const tier of table.tiers) {
    if (tier.upTo === null || count <= tier.upTo) {
      const micro = tier.per === null ? tier.micro : partPrice(table, tier, count)
      const detail = `all ${quantityText(table, count)}, ${rangeText(table, lower, tier)}, at ${tier.text}`
      return { tier, detail, micro }
    }
    lower = tier.upTo
  }
  throw new Error(`the last tier of ${table.name} has an end`)
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
