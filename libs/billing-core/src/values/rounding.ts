// Rounding with a named mode: integer division and rounding to a step.

/** `up` and `down` go away from and towards zero; `half-up` takes a half away from zero, `half-even` to the even neighbour. */
export type RoundingMode = 'half-up' | 'half-even' | 'up' | 'down'

/** A mode and the step to round to, in micro: cents are `step: 10000n`. */
export interface Rounding {
  readonly mode: RoundingMode
  readonly step: bigint
}

/** numerator / denominator as an integer, rounded by the mode. Throws RangeError on a zero denominator. */
export function divide(numerator: bigint, denominator: bigint, mode: RoundingMode): bigint {
  if (denominator === 0n) throw new RangeError('division by zero')
  const quotient = numerator / denominator
  const remainder = numerator % denominator
  if (remainder === 0n) return quotient
  const away = numerator < 0n === denominator < 0n ? 1n : -1n
  return roundsAway(mode, quotient, remainder, denominator) ? quotient + away : quotient
}

function roundsAway(mode: RoundingMode, quotient: bigint, remainder: bigint, denominator: bigint): boolean {
  if (mode === 'up') return true
  if (mode === 'down') return false
  const twice = 2n * magnitude(remainder)
  const whole = magnitude(denominator)
  if (twice !== whole) return twice > whole
  return mode === 'half-up' || quotient % 2n !== 0n
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value
}

/** The multiple of `rounding.step` nearest to `micro` by the mode. Throws RangeError unless the step is positive. */
export function roundTo(micro: bigint, rounding: Rounding): bigint {
  if (rounding.step <= 0n) throw new RangeError(`a rounding step must be positive, not ${rounding.step}`)
  return divide(micro, rounding.step, rounding.mode) * rounding.step
}
