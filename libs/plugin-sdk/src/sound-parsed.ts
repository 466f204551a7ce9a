// What a format says of a line, as tables can hold it: numbers that are whole, and texts that are text.
import type { ParsedEvent, ParsedLine, UsageRecord } from './usage-format.ts'

const NUL = 0
const FIRST_SURROGATE = 0xd800
const TEXTS = ['id', 'service', 'subscriber', 'to', 'from', 'currency'] as const satisfies (keyof UsageRecord)[]

/** The same where nothing is wrong with it; what a line holds that is no text makes it malformed. `blame` names the plugin. */
export function soundParsed(parsed: ParsedLine, blame: (what: string) => string): ParsedLine {
  switch (parsed.kind) {
    case 'record':
      return soundRecord(parsed, blame)
    case 'batch':
      return parsed
    case 'filtered':
      return ofTexts(parsed, [parsed.reason, parsed.event ?? ''], blame)
    case 'malformed': {
      const { detail, field, piece, reason } = parsed
      const shownWhy = { field: shown(String(field)), reason: shown(String(reason)), detail: shown(String(detail)) }
      const sound = piece === undefined || isText(pieceText(piece))
      return { kind: 'malformed', ...shownWhy, ...(sound && piece !== undefined ? { piece } : {}) }
    }
    case 'piece':
      return ofTexts(parsed, [pieceText(parsed.piece), parsed.spare, parsed.reason, parsed.detail], blame)
    default:
      return faulty(blame('gave something that is neither a record, nor filtered, malformed, a piece or a batch'))
  }
}

/** Names from a file stand in sentences: nothing that a terminal obeys or a database refuses. */
export function shown(text: string): string {
  return text.toWellFormed().replaceAll(/\p{Cc}/gu, '\ufffd')
}

/** The plugin is to blame, not the line. */
export function faulty(detail: string): ParsedEvent {
  return { kind: 'malformed', field: 'line', reason: 'plugin-fault', detail }
}

type Piece = Extract<ParsedLine, { kind: 'piece' }>['piece']

function pieceText({ all, name, of }: Piece): string {
  return [of, name, ...all].join(' ')
}

function soundRecord(parsed: Extract<ParsedLine, { kind: 'record' }>, blame: (what: string) => string): ParsedLine {
  const { record } = parsed
  const { quantity, startedAt, value } = record
  if (!Number.isSafeInteger(startedAt)) {
    return faulty(blame(`gave the start ${startedAt}, which is no whole number of milliseconds`))
  }
  if (!isCount(quantity)) return faulty(blame(`gave the quantity ${quantity}, ${countFault(quantity, ' of ticks')}`))
  if (value !== null && !isCount(value)) return faulty(blame(`gave the value ${value}, ${countFault(value, '')}`))
  for (const field of TEXTS) {
    const text: unknown = record[field]
    if (typeof text !== 'string') return faulty(blame(`gave the ${field} ${String(text)}, which is no text`))
    if (!isText(text)) return noText(field, text)
  }
  return parsed
}

function ofTexts<Parsed extends ParsedLine>(
  parsed: Parsed,
  texts: readonly unknown[],
  blame: (what: string) => string
): Parsed | ParsedEvent {
  for (const text of texts) {
    if (typeof text !== 'string') return faulty(blame(`gave ${String(text)}, which is no text`))
    if (!isText(text)) return noText('line', text)
  }
  return parsed
}

function noText(field: string, text: string): ParsedEvent {
  return { kind: 'malformed', field, reason: 'no-text', detail: shown(text.slice(0, LONGEST_DETAIL)) }
}

const LONGEST_DETAIL = 80

/** Escapes of JSON, URLs and quoted attributes can make of a clean line what is none: a NUL, or half a character. */
function isText(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === NUL) return false
    if (code >= FIRST_SURROGATE) return text.isWellFormed() && !text.includes('\0')
  }
  return true
}

function countFault(value: number, of: string): string {
  return Number.isSafeInteger(value) ? 'which is negative: it must be 0 or more' : `which is no whole number${of}`
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}
