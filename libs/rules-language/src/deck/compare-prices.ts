// Which of two prices is higher, and by how much: exact, whatever they are per.
import { formatDecimal } from '@farthing/billing-core/values'
import type { EventPrice, MoneyLiteral, Price } from '../signature/slot-value.ts'

export interface PriceStep {
  readonly direction: 'up' | 'down' | 'same'
  /** By how much for what the first price is per, as a decimal: '0.05'; of percentages in points; '' when one of the two prices is free. */
  readonly by: string
  /** In hundredths of a percent, rounded half up; null when one of the two prices is free, or the first amount is nothing. */
  readonly basisPoints: number | null
}

const NONE: PriceStep = { direction: 'same', by: '', basisPoints: null }

/** Prices of which one can be higher than the other; steps and tiers have several. */
export type ComparablePrice = Price | Extract<EventPrice, { kind: 'percent' }>

/** Null when the two cannot be compared: a price per call and one per minute, other currencies, one of them by started units. */
export function comparePrices(before: ComparablePrice, after: ComparablePrice): PriceStep | null {
  const [first, second] = [costs(before), costs(after)]
  if (first === null || second === null) {
    const direction = first === second ? 'same' : first === null ? 'up' : 'down'
    return { ...NONE, direction }
  }
  if (first.kind === 'percent' && second.kind === 'percent') return stepOf(first.percent, second.percent, 1n)
  if (first.kind === 'percent' || second.kind === 'percent') return null
  const { money, per, started } = first
  if (money.currency !== second.money.currency || per.unit !== second.per.unit) return null
  // both for the quantity that the first one is per, times the quantity of the second one
  const [was, is] = [money.micro * second.per.micro, second.money.micro * per.micro]
  return started === second.started ? stepOf(was, is, second.per.micro) : null
}

/** Two amounts for an event, a setup or a minimum; undefined is nothing. Null when they are in different money. */
export function compareAmounts(before: MoneyLiteral | undefined, after: MoneyLiteral | undefined): PriceStep | null {
  if (before !== undefined && after !== undefined && before.currency !== after.currency) return null
  return stepOf(before?.micro ?? 0n, after?.micro ?? 0n, 1n)
}

/** `scale`: how many times the amounts are what they stand for. */
function stepOf(was: bigint, is: bigint, scale: bigint): PriceStep {
  if (was === is) return NONE
  return {
    direction: is > was ? 'up' : 'down',
    by: formatDecimal(rounded(is - was, scale)).replace(/\.?0+$/, ''),
    basisPoints: was === 0n ? null : Number(rounded((is - was) * 10_000n, was))
  }
}

type Charged = Exclude<ComparablePrice, { kind: 'free' }>

/** Null for a price of nothing, whether it is written free or 0.00. */
function costs(price: ComparablePrice): Charged | null {
  if (price.kind === 'free') return null
  const size = price.kind === 'percent' ? price.percent : price.money.micro
  return size === 0n ? null : price
}

/** Half away from zero; the divisor is positive. */
function rounded(value: bigint, divisor: bigint): bigint {
  const half = value < 0n ? -divisor : divisor
  return (2n * value + half) / (2n * divisor)
}
