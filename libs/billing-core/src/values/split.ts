// Splitting an amount over weights so that the parts add up to it exactly.

/**
 * Shares `total` out in proportion to `weights` by largest remainder, in multiples of `step`; ties go to the earlier part.
 * The parts add up to `total`; a zero weight gets nothing; weights that are all zero share equally;
 * a negative total gives the mirrored parts. Throws RangeError on a negative weight, on no weights with
 * something to share, and on a total that is no multiple of the step.
 */
export function split(total: bigint, weights: readonly bigint[], step = 1n): bigint[] {
  if (step <= 0n) throw new RangeError(`a step must be positive, not ${step}`)
  if (total % step !== 0n) throw new RangeError(`${total} is no multiple of the step ${step}: round it first`)
  if (weights.some(weight => weight < 0n)) throw new RangeError('a weight must not be negative')
  if (total < 0n) return split(-total, weights, step).map(part => -part)
  if (weights.length === 0 && total !== 0n) throw new RangeError(`nothing to split ${total} over`)
  const sum = weights.reduce((left, right) => left + right, 0n)
  return shareOut(total / step, sum === 0n ? weights.map(() => 1n) : weights).map(part => part * step)
}

function shareOut(units: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((left, right) => left + right, 0n)
  const parts = weights.map(weight => (units * weight) / sum)
  const remainders = weights.map(weight => (units * weight) % sum)
  const left = Number(units - parts.reduce((a, b) => a + b, 0n))
  const order = weights.map((_, index) => index)
  order.sort((a, b) => compare(remainders[b] ?? 0n, remainders[a] ?? 0n) || a - b)
  for (const index of order.slice(0, left)) parts[index] = (parts[index] ?? 0n) + 1n
  return parts
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
