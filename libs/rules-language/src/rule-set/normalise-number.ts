// Numbers as dialled, stored and signalled -> E.164 digits, as prefixes of zone tables are written.
import type { Dialling } from './rule-set.ts'

/** The longest E.164 number has 15 digits; a few more leave room for test and special numbers. */
const MOST_DIGITS = 32

/** Where rules do not say how long they are, a national number has at most this many digits: a longer one without any prefix carries its country code. */
const LONGEST_NATIONAL = 10
const SHORTEST_SUBSCRIBER = 8

const PLUS = 43

/**
 * '+61 2 9333 4444', '0011 61 2...', '02 9333 4444', '+61 (0)2 9333 4444', 'tel:+61-2-9333-4444', 'sip:0293334444@host',
 * '61293334444' -> '61293334444'; '131450' -> '61131450'.
 * Returns '' when the text is no telephone number: a login, 'anonymous', the name of an extension. Without dialling rules a
 * number is taken as E.164 already.
 */
export function normaliseNumber(text: string, dialling: Dialling | null): string {
  const number = isPlain(text) ? text : numberIn(text)
  const global = number.charCodeAt(0) === PLUS
  const digits = global ? number.slice(1) : number
  if (digits === '' || digits.length > MOST_DIGITS) return ''
  if (global) return digits.startsWith('0') ? '' : digits // no country code begins with 0
  return dialling === null ? digits : fromHere(digits, dialling)
}

/** A number in the form of `normaliseNumber`, written so that it is read as itself wherever it is read again: what has no '+' is read as dialled here. */
export function writtenNumber(digits: string): string {
  return digits === '' || digits.startsWith('0') ? digits : `+${digits}`
}

/** Of the two lengths that were written, in whatever order. */
export function nationalDigits({
  shortest,
  longest = shortest
}: {
  readonly shortest?: number | undefined
  readonly longest?: number | undefined
}): Pick<Dialling, 'national'> {
  if (shortest === undefined || longest === undefined) return {}
  return { national: { shortest: Math.min(shortest, longest), longest: Math.max(shortest, longest) } }
}

/** Dialled without '+'. */
function fromHere(digits: string, dialling: Dialling): string {
  const { country, trunk, international } = dialling
  if (isInternational(digits, dialling)) return digits.slice(international.length)
  // ITU's own international prefix, which mobiles and exports of switches use anywhere. No country code begins with 0, so
  // that a short code such as 000 is not one of these.
  if (digits.startsWith('00') && digits[2] !== '0' && digits.length > 2 + SHORTEST_SUBSCRIBER) return digits.slice(2)
  if (hasTrunk(digits, dialling)) return country + digits.slice(trunk.length)
  return carriesCountry(digits, dialling) ? digits : country + digits
}

/** Where it is 810, national numbers may begin like it: what is as long as these, and too short without it for another country, is one of them. */
function isInternational(digits: string, { international, national }: Dialling): boolean {
  if (international === '' || !digits.startsWith(international)) return false
  const restIsShort = digits.length - international.length < SHORTEST_SUBSCRIBER
  return digits.startsWith('0') || !restIsShort || !isNational(digits.length, national)
}

/** Where the trunk prefix is a digit with which numbers begin, too, the lengths tell. */
function hasTrunk(digits: string, { trunk, national }: Dialling): boolean {
  if (trunk === '' || !digits.startsWith(trunk)) return false
  return !isNational(digits.length, national) || isNational(digits.length - trunk.length, national)
}

function isNational(digits: number, national: Dialling['national']): boolean {
  return national !== undefined && digits >= national.shortest && digits <= national.longest
}

/** Exports of switches often drop the '+'; short codes and local numbers are dialled bare. */
function carriesCountry(digits: string, { country, national }: Dialling): boolean {
  if (national !== undefined) return digits.length > national.longest
  if (digits.length > LONGEST_NATIONAL) return true
  return digits.startsWith(country) && digits.length >= country.length + SHORTEST_SUBSCRIBER
}

/** Digits, perhaps behind a '+': nearly all numbers of call records, and no more work. */
function isPlain(text: string): boolean {
  for (let i = text.charCodeAt(0) === PLUS ? 1 : 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 48 || code > 57) return false
  }
  return true
}

/** '+' and digits, or digits; '' when the text is more than the spelling of a number. */
function numberIn(text: string): string {
  const address = addressOf(text.trim())
  const dialled = address.replace(HIDES_CALLER, '').replace(TRUNK_IN_BRACKETS, '$1').replace(SEPARATORS, '')
  return /^\+?\d+$/.test(dialled) ? dialled : ''
}

/** What is dialled before a number to hide the caller's (GSM 02.81). */
const HIDES_CALLER = /^[*#]31#/
/** '+61 (0)2 9333 4444': the trunk prefix, for those who dial from within the country. */
const TRUNK_IN_BRACKETS = /^(\+\d{1,3})\s*\(\d\)/
const SEPARATORS = /[\s().\-/]/g

/** The number of '"Ann" <sip:+61293334444@host;user=phone>' (RFC 3261) or 'tel:+61-2-9333-4444' (RFC 3966); any other text as it is. */
function addressOf(text: string): string {
  const uri = /<([^<>]*)>/.exec(text)?.[1] ?? text
  if (/^tel:/i.test(uri)) return uri.slice('tel:'.length).split(';', 1)[0] ?? ''
  if (!/^sips?:/i.test(uri)) return text
  const [, user = ''] = /^sips?:([^@]*)@/i.exec(uri) ?? []
  const number = (user.split(/[;:]/, 1)[0] ?? '').replace(/^%2b/i, '+')
  return isTelephoneUser(number, uri) ? number : ''
}

/** sip:1001@pbx.example is an extension of somebody, not a number of everybody. */
function isTelephoneUser(user: string, uri: string): boolean {
  return user.startsWith('+') || /;user=phone(;|$)/i.test(uri) || user.replace(/\D/g, '').length >= SHORTEST_SUBSCRIBER
}
