// Spellings of who is called or holds a service: numbers, logins, and the addresses that networks make of them.
import { type Dialling, normaliseNumber } from '@farthing/rules-language'

/**
 * One spelling per identity: `0412 345 678`, `+61 412 345 678` and `+61412345678` are the same number to an operator of
 * country 61, and `Anna@Example.org` is one login however it is written.
 */
export function canonicalIdentity(text: string, dialling: Dialling | null): string {
  const trimmed = text.trim()
  const number = dialling === null ? '' : normaliseNumber(trimmed, dialling)
  if (number !== '') return `+${number}`
  return /^\+?[\d\s().-]+$/.test(trimmed) ? trimmed.replace(/[\s().-]/g, '') : trimmed.toLowerCase()
}

/**
 * By which it is held, the first that somebody holds: as it is read now, and as it was read while rules did not say how long
 * national numbers are. What was taken on then is kept as it was read.
 */
export function identitySpellings(text: string, dialling: Dialling | null): readonly string[] {
  const identity = canonicalIdentity(text, dialling)
  if (dialling?.national === undefined) return [identity]
  const before = canonicalIdentity(text, withoutLengths(dialling))
  return before === identity ? [identity] : [identity, before]
}

/** Of an identity that was spelt already: by which else a subscription may hold it. */
export function heldSpellings(identity: string, dialling: Dialling | null): readonly string[] {
  const code = `+${dialling?.country ?? ''}`
  if (!identity.startsWith(code)) return [identity]
  const spellings = identitySpellings(identity.slice(code.length), dialling)
  return spellings[0] === identity ? spellings : [identity]
}

/** As numbers are read where rules do not say how long national ones are. */
export function withoutLengths({ country, international, trunk }: Dialling): Dialling {
  return { country, international, trunk }
}

/** Who is called: the number or login of the address, spelt as identities are; '' when nobody is. */
export function partyOf(address: string, dialling: Dialling | null): string {
  return address === '' ? '' : canonicalIdentity(partyAddress(address), dialling)
}

/** Of a party to a call: where a SIP user is a telephone number the host does not matter, elsewhere it makes the login; an MSISDN has its country (3GPP TS 23.003). */
export function partyAddress(address: string): string {
  const bare = bareAddress(address)
  if (MSISDN.test(address)) return `+${bare}`
  const isNumber = SIP.test(address) && normaliseNumber(address, null) !== ''
  return isNumber ? (bare.split(/[@:]/, 1)[0] ?? '') : bare
}

/** 'tel:+61400000001' and 'msisdn-61400000001' are the number, 'SIP:anna@example.org:5060;transport=tcp' and 'nai-anna@example.org' the login. */
export function bareAddress(address: string): string {
  const bare = address
    .trim()
    .replace(SCHEME, '')
    .replace(/[;?].*$/, '')
  return SIP.test(address) ? bare.replace(/:\d+$/, '') : bare
}

/** Schemes are read in whatever case (RFC 3986). */
const MSISDN = /^\s*msisdn-[1-9]\d*$/i
const SIP = /^\s*sips?:/i
const SCHEME = /^(?:tel:|sips?:|msisdn-|imsi-|nai-)/i
