// How a file writes dates and times: a text of parts such as "DD.MM.YYYY HH:mm:ss", checked when rules are, and read by.
import { nearest } from '@farthing/plugin-sdk'

/** A part of the format: a token, or a character that stands there. */
type Part = { readonly token: Token } | { readonly mark: string }

const TOKENS = ['YYYY', 'YY', 'MMM', 'MM', 'M', 'DD', 'D', 'HH', 'H', 'hh', 'h', 'mm', 'ss', 'S', 'A', 'Z'] as const
type Token = (typeof TOKENS)[number]

/** Of an instant that is counted, not written. */
const COUNTED = { 'seconds since 1970': 1000, 'milliseconds since 1970': 1 } as const

export type DateFormat =
  | { readonly kind: 'parts'; readonly parts: readonly Part[] }
  /** Milliseconds of one. */
  | { readonly kind: 'counted'; readonly ms: number }

export type ReadDateFormat =
  | { readonly ok: true; readonly format: DateFormat }
  | { readonly ok: false; readonly problem: string; readonly nearest?: string | undefined }

/** What a person may write in a format, for messages and the reference. */
export const DATE_PARTS =
  'YYYY or YY (20YY), MM, M or MMM (Jan), DD or D, HH or H (0 to 23), hh or h with A (AM, PM), mm, ss, S (fraction), Z (Z, +02:00)'

export function readDateFormat(text: string): ReadDateFormat {
  if (isCounted(text)) return { ok: true, format: { kind: 'counted', ms: COUNTED[text] } }
  const parts: Part[] = []
  for (let at = 0; at < text.length; ) {
    const [run = ''] = /^([A-Za-z])\1*/.exec(text.slice(at)) ?? []
    const token = run[0] === 'S' && /^S{1,9}$/.test(run) ? 'S' : TOKENS.find(known => known === run)
    if (token !== undefined) parts.push({ token })
    else if (run === '' || run === 'T') parts.push({ mark: text[at] ?? '' })
    else return unknownPart(text.slice(at))
    at += Math.max(run.length, 1)
  }
  const problem = twice(parts) ?? missing(parts) ?? runTogether(parts)
  return problem === null ? { ok: true, format: { kind: 'parts', parts } } : { ok: false, problem }
}

function isCounted(text: string): text is keyof typeof COUNTED {
  return Object.hasOwn(COUNTED, text)
}

function unknownPart(rest: string): ReadDateFormat {
  const [letters = ''] = /^[A-Za-z]+/.exec(rest) ?? []
  const [run = ''] = /^([A-Za-z])\1*/.exec(rest) ?? []
  const written = run.length > 1 ? run : letters
  const close = TOKENS.find(token => token.toLowerCase() === written.toLowerCase()) ?? nearest(written, TOKENS)
  return { ok: false, problem: `\`${written.slice(0, 40)}\` is no part of a date format`, nearest: close }
}

const NEEDED: readonly (readonly [words: string, tokens: readonly Token[]])[] = [
  ['the year, YYYY', ['YYYY', 'YY']],
  ['the month, MM', ['MM', 'M', 'MMM']],
  ['the day, DD', ['DD', 'D']],
  ['the hour, HH', ['HH', 'H', 'hh', 'h']],
  ['the minutes, mm', ['mm']]
]

function missing(parts: readonly Part[]): string | null {
  const has = (...tokens: readonly Token[]): boolean =>
    parts.some(part => 'token' in part && tokens.includes(part.token))
  const lacks = NEEDED.find(([, tokens]) => !has(...tokens))
  if (lacks !== undefined) return `the format lacks ${lacks[0]}`
  if (has('S') && !has('ss')) return 'S is a fraction of a second, and the format lacks the seconds, ss'
  if (has('hh', 'h') && !has('A')) return 'hours from 1 to 12 need A, for AM or PM; hours from 0 to 23 are HH'
  return has('A') && !has('hh', 'h') ? 'A goes with hours from 1 to 12, hh' : null
}

function twice(parts: readonly Part[]): string | null {
  const kinds = parts.flatMap(part => ('token' in part ? [kindOf(part.token)] : []))
  const again = kinds.find((kind, index) => kinds.indexOf(kind) !== index)
  if (again === undefined) return null
  return again === 'month' ? 'the month stands in it twice: minutes are mm' : `the ${again} stands in it twice`
}

const KINDS: Readonly<Record<string, string>> = { Y: 'year', M: 'month', D: 'day', H: 'hour', h: 'hour', m: 'minute' }

function kindOf(token: Token): string {
  return KINDS[token[0] ?? ''] ?? { s: 'second', S: 'fraction', A: 'AM or PM', Z: 'offset' }[token[0] ?? ''] ?? token
}

/** `DMM` of 112026: is it the first of December, or the eleventh of February? */
function runTogether(parts: readonly Part[]): string | null {
  const index = parts.findIndex((part, at) => isOfAnyWidth(part) && isDigits(parts[at + 1]))
  const part = parts[index]
  return part !== undefined && 'token' in part
    ? `${part.token} may have one digit or two, and digits follow it: write ${part.token}${part.token}`
    : null
}

function isOfAnyWidth(part: Part): boolean {
  return 'token' in part && ['M', 'D', 'H', 'h'].includes(part.token)
}

function isDigits(part: Part | undefined): boolean {
  if (part === undefined) return false
  return 'token' in part ? !['MMM', 'A', 'Z'].includes(part.token) : /\d/.test(part.mark)
}
