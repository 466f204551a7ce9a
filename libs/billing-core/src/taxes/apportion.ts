// Shares that add up: each ideal share rounded to a step, by largest remainder. Unlike `split`, shares may be negative.
import { type Ratio } from './ratio.ts'

/** Parts that add up to `total`, which is a multiple of `step` and near the sum of the ideals; ties go to the earlier. */
export function apportion(total: bigint, ideals: readonly Ratio[], step: bigint): bigint[] {
  const shares = ideals.map(ideal => roundedDown(ideal, step))
  const left = total - shares.reduce((sum, { part }) => sum + part, 0n)
  if (left % step !== 0n) throw new RangeError(`${total} is no multiple of the step ${step}: round it first`)
  if (left === 0n) return shares.map(({ part }) => part)
  if (shares.length === 0) throw new RangeError(`nothing to share ${total} over`)
  const steps = left / step
  const count = BigInt(shares.length)
  const again = ((steps % count) + count) % count
  const each = (steps - again) / count
  const order = shares.map((_, index) => index)
  order.sort((a, b) => compare(shares[b]?.rest, shares[a]?.rest) || a - b)
  const extra = new Set(order.slice(0, Number(again)))
  return shares.map(({ part }, index) => part + (each + (extra.has(index) ? 1n : 0n)) * step)
}

interface Share {
  readonly part: bigint
  readonly rest: Ratio
}

function roundedDown({ count, over }: Ratio, step: bigint): Share {
  const unit = over * step
  const rest = ((count % unit) + unit) % unit
  return { part: ((count - rest) / unit) * step, rest: { count: rest, over } }
}

function compare(a: Ratio | undefined, b: Ratio | undefined): number {
  if (a === undefined || b === undefined) return 0
  const [left, right] = [a.count * b.over, b.count * a.over]
  return left < right ? -1 : left > right ? 1 : 0
}
