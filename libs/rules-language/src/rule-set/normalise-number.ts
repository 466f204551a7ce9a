// Called numbers as dialled -> E.164 digits, as prefixes of zone tables are written.
import type { Dialling } from './rule-set.ts'

/** The longest E.164 number has 15 digits; a few more leave room for test and special numbers. */
const MOST_DIGITS = 32

/** A national number has at most this many digits, so a longer one without any prefix carries its country code. */
const LONGEST_NATIONAL = 10
const SHORTEST_SUBSCRIBER = 8

/**
 * '+61 2 9333 4444', '0011 61 2...', '02 9333 4444', '61293334444' -> '61293334444'; '131450' -> '61131450'.
 * Returns '' when the text is no telephone number. Without dialling rules a number is taken as E.164 already.
 */
export function normaliseNumber(text: string, dialling: Dialling | null): string {
  const digits = onlyDigits(text)
  if (digits === '' || digits.length > MOST_DIGITS) return ''
  if (text.trimStart().startsWith('+') || dialling === null) return digits
  const { country, trunk, international } = dialling
  if (international !== '' && digits.startsWith(international)) return digits.slice(international.length)
  // ITU's own international prefix, which mobiles and exports of switches use anywhere. No country code begins with 0, so
  // that a short code such as 000 is not one of these.
  if (digits.startsWith('00') && digits[2] !== '0' && digits.length > 2 + SHORTEST_SUBSCRIBER) return digits.slice(2)
  if (trunk !== '' && digits.startsWith(trunk)) return country + digits.slice(trunk.length)
  return carriesCountry(digits, country) ? digits : country + digits
}

/** Exports of switches often drop the '+'; short codes and local numbers are dialled bare. */
function carriesCountry(digits: string, country: string): boolean {
  if (digits.length > LONGEST_NATIONAL) return true
  return digits.startsWith(country) && digits.length >= country.length + SHORTEST_SUBSCRIBER
}

/** Digits without '+', blanks, dots, dashes and brackets; '' when anything else is in it. */
function onlyDigits(text: string): string {
  const first = text.charCodeAt(0) === 43 ? 1 : 0
  for (let i = first; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 48 || code > 57) return /^[\d (+\-.)]*$/.test(text) ? text.replace(/\D/g, '') : ''
  }
  return first === 0 ? text : text.slice(1)
}
