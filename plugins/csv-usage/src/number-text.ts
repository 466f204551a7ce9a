// Numbers and durations as carriers write them -> the plain decimals that everything else reads, by their digits alone.
import type { NumberMarks } from './file-layout.ts'

/** '1.234,50' with those marks is '1234.50'; null when a mark would be taken for another. Whether the rest is a number is for its reader to say. */
export function plainDecimal(text: string, { decimal, thousands }: NumberMarks): string | null {
  if (thousands === '') return decimal === '.' ? text : text.includes('.') ? null : text.replace(decimal, '.')
  const [whole = '', fraction, ...more] = text.split(decimal)
  if (more.length > 0) return null
  const digits = whole.includes(thousands) ? joined(whole, thousands) : whole
  if (digits === null || !/^[+-]?\d+$/.test(digits)) return null
  if (fraction === undefined) return digits
  return /^\d+$/.test(fraction) ? `${digits}.${fraction}` : null
}

/** '1.234.567' is '1234567'; null when its groups are not of three digits. */
function joined(whole: string, thousands: string): string | null {
  const [first = '', ...groups] = whole.split(thousands)
  return /^[+-]?\d{1,3}$/.test(first) && groups.every(group => /^\d{3}$/.test(group)) ? first + groups.join('') : null
}

/** Of hours and minutes together: beyond it a number is not exact. */
const MOST_DIGITS = 11

/** Seconds of 01:02:03 (hours first) or 62:03 (minutes first); null when it is none. */
export function clockSeconds(text: string, first: 'hours' | 'minutes'): string | null {
  const [, hours = '0', minutes = '', seconds = ''] =
    (first === 'hours' ? /^(\d+):([0-5]\d):([0-5]\d)$/ : /^()(\d+):([0-5]\d)$/).exec(text) ?? []
  if (minutes === '') return null
  if (hours.length + minutes.length > MOST_DIGITS)
    return String((BigInt(hours) * 60n + BigInt(minutes)) * 60n + BigInt(seconds))
  return String((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds))
}
