// A slot that takes one of a few phrases.
import type { IToken } from 'chevrotain'
import { nearest } from '../diagnostics/nearest.ts'
import { replaceBy } from '../diagnostics/problem.ts'
import { oneOf, quoted } from '../diagnostics/wording.ts'
import { Ident } from '../lexer/tokens.ts'
import type { Slot } from '../signature/slot.ts'
import type { SlotReading, SlotStart } from './read-slot.ts'
import { bad } from './judged.ts'
import { spanOf } from './written.ts'

export function readChoice(start: SlotStart, slot: Slot): SlotReading {
  if (slot.kind !== 'choice') throw new TypeError('not a choice')
  const { tokens, at } = start
  let longest = ''
  let length = 0
  for (const phrase of slot.of) {
    const words = phrase.split(' ')
    if (words.length > length && fits(tokens, at, words)) [longest, length] = [phrase, words.length]
  }
  if (length > 0) return { ok: true, value: longest, next: at + length }
  const wanted = slot.of.map(phrase => `\`${phrase}\``)
  const token = tokens[at]
  if (token?.tokenType !== Ident || start.follow.has(token.image)) return { ok: false, at, wanted }
  const begun = begunPhrase(start, slot.of)
  if (begun !== null) return begun
  const close = nearest(token.image, slot.of)
  const fix = close === undefined ? {} : { nearest: close, fix: replaceBy(`write ${close}`, spanOf(token), close) }
  const { problem } = bad('R0022', spanOf(token), `expected ${oneOf(wanted)}, found ${quoted(token.image)}`, {
    expected: slot.of,
    ...fix
  })
  return { ok: true, value: '', next: at + 1, problem }
}

/** `every fortnight`, where `every cycle` and `every month` are known: what is wrong is the word after those that fit. */
function begunPhrase({ tokens, at, follow }: SlotStart, phrases: readonly string[]): SlotReading | null {
  const split = phrases.map(phrase => phrase.split(' '))
  let length = 0
  while (split.some(words => words.length > length + 1 && fits(tokens, at, words.slice(0, length + 1)))) length++
  if (length === 0) return null
  const begun = split.filter(words => words.length > length && fits(tokens, at, words.slice(0, length)))
  const nexts = begun.map(words => words[length] ?? '')
  const [first, token] = [tokens[at], tokens[at + length]]
  if (first === undefined || token?.tokenType !== Ident || follow.has(token.image)) {
    return { ok: false, at: at + length, wanted: nexts.map(quoted) }
  }
  const near = nearest(token.image, nexts)
  const fix = near === undefined ? {} : { nearest: near, fix: replaceBy(`write ${near}`, spanOf(token), near) }
  const written = tokens.slice(at, at + length + 1).map(({ image }) => image)
  const message = `expected ${oneOf(phrases.map(quoted))}, found ${quoted(written.join(' '))}`
  const { problem } = bad('R0022', spanOf(first, token), message, { expected: phrases, ...fix })
  return { ok: true, value: '', next: at + length + 1, problem }
}

/** Do the words stand at this index, one after the other? */
export function fits(tokens: readonly IToken[], at: number, words: readonly string[]): boolean {
  return words.every((word, index) => tokens[at + index]?.image === word)
}
