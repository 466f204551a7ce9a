// Names, texts, telephone numbers, counts and factors.
import type { IToken } from 'chevrotain'
import { quoted } from '../diagnostics/wording.ts'
import { replaceBy } from '../diagnostics/problem.ts'
import type { Slot } from '../signature/slot.ts'
import { Text } from '../lexer/tokens.ts'
import { grouped, limits } from '../limits.ts'
import type { Span } from '../signature/match.ts'
import { microOf } from './amounts.ts'
import { bad, good, judgeAll, type Judged } from './judged.ts'
import { type Measure, spanOf, spanOfMeasure } from './written.ts'

/** The characters between the quotation marks. */
export function textOf(token: IToken): Judged<string> {
  const inside = token.image.slice(1, -1)
  if (!inside.isWellFormed()) return bad('R0005', spanOf(token), `the text ${quoted(inside)} holds half of a character`)
  if (!inside.includes('\\')) return good(inside)
  const odd = /\\[^"\\]/.exec(inside.replaceAll('\\\\', '  ').replaceAll('\\"', '  '))
  if (odd) {
    const start = token.startOffset + 1 + odd.index
    return bad('R0006', { start, end: start + 2 }, `${quoted(odd[0])} means nothing; write a backslash as \\\\`)
  }
  return good(inside.replace(/\\(["\\])/g, '$1'))
}

export function nameOf(token: IToken): Judged<string> {
  const text = token.tokenType === Text ? textOf(token) : good(token.image)
  if (!text.ok) return text
  if (text.value.trim() === '') return bad('R0022', spanOf(token), 'a name cannot be empty')
  return isLongName(text.value) ? longName(text.value, spanOf(token)) : text
}

export function isLongName(name: string): boolean {
  return name.length > limits.nameLength.most
}

export function longName({ length }: string, span: Span): ReturnType<typeof bad> {
  return bad('R0085', span, `this name has ${grouped(length)} characters, and may have ${limits.nameLength.most}`)
}

export function namesOf(tokens: readonly IToken[]): Judged<readonly string[]> {
  const long = longList(tokens)
  if (long) return long
  const seen = new Set<string>()
  return judgeAll(tokens, token => {
    const name = nameOf(token)
    if (!name.ok) return name
    if (seen.has(name.value)) return bad('R0047', spanOf(token), `${quoted(name.value)} is in this list already`)
    seen.add(name.value)
    return name
  })
}

/** Null when the list is not too long. */
function longList(tokens: readonly IToken[]): ReturnType<typeof bad> | null {
  const surplus = tokens[limits.listItems.most]
  if (surplus === undefined) return null
  const message = `this list has ${grouped(tokens.length)} items, and may have ${grouped(limits.listItems.most)}`
  return bad('R0084', spanOf(surplus), message)
}

export function textsOf(tokens: readonly IToken[]): Judged<readonly string[]> {
  return longList(tokens) ?? judgeAll(tokens, textOf)
}

/** The digits, without the leading +. */
export function phoneOf(token: IToken): Judged<string> {
  const digits = token.image.replace(/^\+/, '')
  const span = spanOf(token)
  if (!/^\d+$/.test(digits)) return bad('R0038', span, `${quoted(token.image)} is not a telephone number`)
  const { most } = limits.phoneDigits
  if (digits.length > most)
    return bad(
      'R0038',
      span,
      `${quoted(token.image)} has ${digits.length} digits; telephone numbers have at most ${most}`
    )
  return good(digits)
}

export function countOf(measure: Measure, slot: Slot): Judged<number> {
  const span = spanOfMeasure(measure)
  const { min = 0, max = 1_000_000_000, signed } = slot.kind === 'count' ? slot : {}
  const surplus = measure.unit ?? measure.percent
  if (surplus) {
    const cut = { start: measure.number.startOffset + measure.number.image.length, end: span.end }
    return bad('R0032', span, `a plain whole number is wanted here, without ${quoted(surplus.image)}`, {
      fix: replaceBy('remove the unit', cut, '')
    })
  }
  const value = (measure.minus ? -1 : 1) * Number(measure.number.image)
  const least = signed ? Math.min(min, -max) : min
  const limits = `write a whole number from ${least} to ${max}`
  if (Number.isSafeInteger(value) && value >= least && value <= max && !measure.number.image.includes('.'))
    return good(value)
  return bad('R0037', span, `${quoted(`${measure.minus ? '-' : ''}${measure.number.image}`)}: ${limits}`)
}

/** Millionths. */
export function numberOf(measure: Measure): Judged<bigint> {
  const surplus = measure.unit ?? measure.percent
  if (surplus)
    return bad('R0032', spanOfMeasure(measure), `a plain number is wanted here, without ${quoted(surplus.image)}`)
  const micro = microOf(measure.number)
  return micro.ok && measure.minus ? good(-micro.value) : micro
}
