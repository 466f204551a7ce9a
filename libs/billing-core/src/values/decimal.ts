// Fixed-point numbers: a bigint that counts millionths ("micro"). Exact, without overflow, never a float.

/** One whole unit in micro. */
export const MICRO = 1_000_000n

/** The largest amount that a signed 64-bit column holds: 9,223,372,036,854.775807 units. */
export const MAX_STORED_MICRO = 2n ** 63n - 1n

/** The largest amount that anybody enters, in micro: nobody means more, and sums of many stay within 64 bits. */
export const LARGEST_ENTERED = 1_000_000_000n * MICRO

const DECIMAL = /^([+-]?)(\d{1,40})(?:\.(\d{1,6}))?$/

/** '0.39' -> 390000n. Throws RangeError, naming the text, when it is no decimal, has more than 6 decimals or over 40 digits. */
export function parseDecimal(text: string): bigint {
  const match = text.length <= 48 ? DECIMAL.exec(text) : null
  if (match === null) {
    const shown = text.length > 40 ? `${text.slice(0, 40)}...` : text
    throw new RangeError(`'${shown}' is not a decimal number with at most 6 decimals`)
  }
  const magnitude = BigInt(match[2] ?? '0') * MICRO + BigInt((match[3] ?? '').padEnd(6, '0'))
  return match[1] === '-' ? -magnitude : magnitude
}

/**
 * Exact text of a micro amount, never in exponent notation: 390000n -> '0.39', 1500001n -> '1.500001'.
 * `decimals` fixes the number of decimals (0..6) and throws RangeError when digits would be lost;
 * without it, trailing zeros beyond the second decimal are dropped.
 */
export function formatDecimal(micro: bigint, decimals?: number): string {
  const sign = micro < 0n ? '-' : ''
  const digits = (micro < 0n ? -micro : micro).toString().padStart(7, '0')
  const whole = digits.slice(0, -6)
  const fraction = digits.slice(-6)
  if (decimals === 6) return `${sign}${whole}.${fraction}`
  const needed = significantDecimals(fraction)
  const kept = decimals ?? Math.max(2, needed)
  if (!Number.isInteger(kept) || kept < 0 || kept > 6) throw new RangeError(`decimals must be 0..6, not ${kept}`)
  if (needed > kept) {
    throw new RangeError(`${sign}${whole}.${fraction} does not fit in ${kept} decimals: round it first`)
  }
  return kept === 0 ? sign + whole : `${sign}${whole}.${fraction.slice(0, kept)}`
}

/** How many of the last six digits are left without the zeros at the end. */
export function significantDecimals(digits: string): number {
  let count = 6
  while (count > 0 && digits.charCodeAt(digits.length - 7 + count) === ZERO) count -= 1
  return count
}

const ZERO = 0x30

/** Returns the amount when a signed 64-bit column can hold it, else throws RangeError: storing never wraps around. */
export function storable(micro: bigint): bigint {
  if (micro > MAX_STORED_MICRO || micro < -MAX_STORED_MICRO) {
    throw new RangeError(`${formatDecimal(micro, 6)} is beyond the largest amount that can be stored`)
  }
  return micro
}
