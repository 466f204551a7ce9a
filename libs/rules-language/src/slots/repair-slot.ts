// Values as other programs, other countries and hurried people write them: understood well enough to say how to write them here.
// Each repair yields a reading with a problem, so that the rest of the statement is still checked.
import { isCurrency } from '@farthing/billing-core/values'
import type { IToken } from 'chevrotain'
import { type Problem, replaceBy } from '../diagnostics/problem.ts'
import { quoted } from '../diagnostics/wording.ts'
import { endOf, lexRange, touches } from '../lexer/lex.ts'
import {
  Colon,
  DateLike,
  Dot,
  Ident,
  Minus,
  NumberToken,
  Phone,
  Semicolon,
  Slash,
  Text,
  TimeLike
} from '../lexer/tokens.ts'
import type { Span } from '../signature/match.ts'
import type { Slot } from '../signature/slot.ts'
import { unknownCurrency } from './amounts.ts'
import { misspelledDate } from './calendar.ts'
import { bad } from './judged.ts'
import type { SlotReading, SlotStart } from './read-slot.ts'
import { spanOf } from './written.ts'

type Repaired = Extract<SlotReading, { ok: true }>

/** Reads a slot again without repairs: for a value that was found inside something else. */
type Read = (start: SlotStart, slot: Slot) => SlotReading

/** A reading that failed: the repair that applies, or null. */
export function repairFailed(start: SlotStart, slot: Slot, read: Read): SlotReading | null {
  const token = start.tokens[start.at]
  if (!token) return null
  switch (slot.kind) {
    case 'text':
      return unquotedText(start, token)
    case 'name':
    case 'names':
      return token.tokenType === NumberToken || token.tokenType === DateLike ? digitName(start, token) : null
    case 'times':
    case 'hours':
    case 'dates':
      return otherRange(start)
    case 'date-time':
      if (token.tokenType === DateLike && token.image.includes('T'))
        return repaired(start.at + 1, misspelledDate(token))
      return quotedValue(start, slot, read)
    case 'date':
      return slashedDate(start, token) ?? quotedValue(start, slot, read)
    default:
      return quotedValue(start, slot, read)
  }
}

/** A reading that is right as far as it goes, but what follows belongs to it too. */
export function repairRead(start: SlotStart, slot: Slot, reading: Repaired): SlotReading {
  if (slot.kind === 'number-text') return spacedPhone(start, reading)
  if (slot.kind !== 'money') return reading
  const word = start.tokens[reading.next]
  if (word?.tokenType !== Ident || start.follow.has(word.image) || !isCurrency(word.image.toUpperCase())) return reading
  return repaired(reading.next + 1, unknownCurrency(word))
}

function repaired(next: number, { problem }: { problem: Problem }): Repaired {
  return { ok: true, value: '', next, problem }
}

/** `Coastal Telecom` where a text is wanted: all words up to the next clause. */
function unquotedText({ tokens, at, follow }: SlotStart, token: IToken): SlotReading | null {
  let end = at
  while (end < tokens.length && !follow.has(tokens[end]?.image ?? '') && tokens[end]?.tokenType !== Colon) end++
  const last = tokens[end - 1]
  const words = tokens.slice(at, end)
  if (!last || words.some(({ tokenType }) => tokenType === Text || tokenType === Semicolon)) return null
  if (end < tokens.length && follow.size === 0) return null
  return repaired(end, unquoted(spanOf(token, last), 'a text stands between quotation marks'))
}

/** `5g-max` as a name. */
function digitName({ tokens, at }: SlotStart, token: IToken): SlotReading | null {
  let end = at + 1
  for (let before = token; end < tokens.length; end++) {
    const next = tokens[end]
    if (
      !next ||
      !touches(before, next) ||
      (next.tokenType !== Ident && next.tokenType !== Minus && next.tokenType !== NumberToken)
    )
      break
    before = next
  }
  const last = tokens[end - 1]
  if (!last || end === at + 1) return null
  return repaired(end, unquoted(spanOf(token, last), 'a name that begins with a digit stands between quotation marks'))
}

function unquoted(span: Span, message: string): { problem: Problem } {
  const edits = [
    { start: span.start, end: span.start, text: '"' },
    { start: span.end, end: span.end, text: '"' }
  ]
  return bad('R0007', span, message, { fix: { title: 'write the quotation marks', edits } })
}

/** `"2026-06-01"`: a value between quotation marks. */
function quotedValue({ tokens, at }: SlotStart, slot: Slot, read: Read): SlotReading | null {
  const token = tokens[at]
  if (token?.tokenType !== Text) return null
  const inside = token.image.slice(1, -1).trim()
  const within = lexRange(inside, 0, inside.length).tokens
  if (within.length === 0) return null
  const reading = read({ tokens: within, at: 0, follow: new Set(), endsList: () => false }, slot)
  if (!reading.ok || reading.problem || reading.next < within.length) return null
  const fix = replaceBy(`write ${inside}`, spanOf(token), inside)
  return repaired(at + 1, bad('R0008', spanOf(token), `${quoted(inside)} stands without quotation marks`, { fix }))
}

/** `08:00-20:00`, `2026-03-01 to 2026-04-01`: a range with something else for its two dots. */
function otherRange({ tokens, at }: SlotStart): SlotReading | null {
  for (let index = at; index + 2 < tokens.length; index++) {
    const [from, between, until] = [tokens[index], tokens[index + 1], tokens[index + 2]]
    if (!from || !between || !until) return null
    const ends = from.tokenType === until.tokenType && (from.tokenType === TimeLike || from.tokenType === DateLike)
    if (!ends || (between.tokenType !== Minus && between.image !== 'to' && between.image !== 'until')) continue
    const written = `${from.image}..${until.image}`
    const gap = { start: endOf(from), end: until.startOffset }
    const message = `a range is written with two dots: ${written}`
    const { problem } = bad('R0009', spanOf(from, until), message, { fix: replaceBy(`write ${written}`, gap, '..') })
    return { ok: false, at: index + 1, wanted: ['`..`'], problem }
  }
  return null
}

/** `01/03/2026`, `1.3.2026`: no telling which is the month, so no fix. */
function slashedDate({ tokens, at }: SlotStart, token: IToken): SlotReading | null {
  let end = at + 1
  for (let before = token; end < tokens.length; end++) {
    const next = tokens[end]
    const belongs =
      next?.tokenType === Slash ||
      next?.tokenType === NumberToken ||
      next?.tokenType === Dot ||
      next?.tokenType === Minus
    if (!next || !belongs || !touches(before, next)) break
    before = next
  }
  const last = tokens[end - 1]
  if (token.tokenType !== NumberToken || !last || end < at + 3) return null
  const written = tokens
    .slice(at, end)
    .map(({ image }) => image)
    .join('')
  return repaired(
    end,
    bad('R0035', spanOf(token, last), `${quoted(written)} is not a date; dates are written year-month-day, 2026-03-01`)
  )
}

/** `61 2 9333 4444`, `+61-2-9333-4444`. */
function spacedPhone({ tokens, at }: SlotStart, reading: Repaired): SlotReading {
  let next = reading.next
  for (let token = tokens[next]; token; token = tokens[next]) {
    const { tokenType } = token
    if (tokenType !== NumberToken && tokenType !== Minus && tokenType !== DateLike && tokenType !== Phone) break
    next++
  }
  const [first, last] = [tokens[at], tokens[next - 1]]
  if (next === reading.next || !first || !last) return reading
  const digits = tokens
    .slice(at, next)
    .map(({ image }) => image.replace(/[^+\d]/g, ''))
    .join('')
  const span = spanOf(first, last)
  return repaired(
    next,
    bad('R0038', span, `a telephone number is written in one piece: ${digits}`, {
      fix: replaceBy(`write ${digits}`, span, digits)
    })
  )
}
