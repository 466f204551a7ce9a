// Exact fractions, for shares of tax that no decimal holds: 19/119 of a price.
import { MICRO, parseDecimal } from '../values/index.ts'

/** In lowest terms; `over` is positive. */
export interface Ratio {
  readonly count: bigint
  readonly over: bigint
}

export const NOTHING: Ratio = { count: 0n, over: 1n }
export const WHOLE: Ratio = { count: 1n, over: 1n }

/** Throws RangeError when `over` is zero. */
export function ratio(count: bigint, over: bigint): Ratio {
  if (over === 0n) throw new RangeError('a fraction of nothing')
  const shared = commonDivisor(count < 0n ? -count : count, over < 0n ? -over : over)
  const sign = over < 0n ? -1n : 1n
  return { count: (sign * count) / shared, over: (sign * over) / shared }
}

export function plus(a: Ratio, b: Ratio): Ratio {
  return a.over === b.over
    ? ratio(a.count + b.count, a.over)
    : ratio(a.count * b.over + b.count * a.over, a.over * b.over)
}

export function times(a: Ratio, b: Ratio): Ratio {
  return ratio(a.count * b.count, a.over * b.over)
}

export function dividedBy(a: Ratio, b: Ratio): Ratio {
  return ratio(a.count * b.over, a.over * b.count)
}

/** '19' -> 19/100. */
export function percentRatio(percent: string): Ratio {
  return ratio(parseDecimal(percent), 100n * MICRO)
}

function commonDivisor(a: bigint, b: bigint): bigint {
  let [left, right] = [a, b]
  while (right !== 0n) [left, right] = [right, left % right]
  return left === 0n ? 1n : left
}
