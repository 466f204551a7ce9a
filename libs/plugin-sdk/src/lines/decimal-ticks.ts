// Quantities as files write them -> ticks, exactly and without an object per number.

const MOST_DIGITS = 15
/** Behind the point: a third has no last one, and exporters write up to 18. */
const MOST_DECIMALS = 60

/**
 * `12`, `12.5` times `ticksPerUnit` (a safe integer), rounded half up to a whole tick. NaN when the text is not a decimal
 * number of at most 60 digits behind the point; a sign is read, an exponent is not. Infinity when the ticks are no safe integer.
 */
export function decimalTicks(text: string, ticksPerUnit: number): number {
  const negative = text.charCodeAt(0) === 45
  const start = negative || text.charCodeAt(0) === 43 ? 1 : 0
  const point = text.indexOf('.')
  const end = point < 0 ? text.length : point
  const whole = end - start > MOST_DIGITS ? longWhole(text.slice(start, end)) : digits(text, start, end)
  if (!(whole >= 0)) return Number.NaN
  const ticks = whole * ticksPerUnit
  const rest = point < 0 ? 0 : fractionTicks(text, point + 1, ticksPerUnit)
  const total = ticks + rest
  if (Number.isNaN(total)) return Number.NaN
  if (!Number.isSafeInteger(total)) return Number.POSITIVE_INFINITY
  return negative && total > 0 ? -total : total
}

/** Leading zeros say nothing. */
function longWhole(text: string): number {
  if (!/^\d+$/.test(text)) return Number.NaN
  const shortest = text.replace(/^0+/, '')
  return shortest.length > MOST_DIGITS ? Number.POSITIVE_INFINITY : Number(shortest)
}

function digits(text: string, start: number, end: number): number {
  if (end <= start || end - start > MOST_DIGITS) return Number.NaN
  let value = 0
  for (let i = start; i < end; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

function manyDigits(text: string): bigint | number {
  return text.length <= MOST_DECIMALS && /^\d+$/.test(text) ? BigInt(text) : Number.NaN
}

function fractionTicks(text: string, start: number, ticksPerUnit: number): number {
  const value = text.length - start > MOST_DIGITS ? manyDigits(text.slice(start)) : digits(text, start, text.length)
  if (!(value >= 0)) return Number.NaN
  if (value === 0) return 0
  const scale = 10n ** BigInt(text.length - start)
  return Number((BigInt(value) * BigInt(ticksPerUnit) * 2n + scale) / (scale * 2n))
}
