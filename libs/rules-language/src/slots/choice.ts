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
  const close = nearest(token.image, slot.of)
  const fix = close === undefined ? {} : { nearest: close, fix: replaceBy(`write ${close}`, spanOf(token), close) }
  const { problem } = bad('R0022', spanOf(token), `expected ${oneOf(wanted)}, found ${quoted(token.image)}`, {
    expected: slot.of,
    ...fix
  })
  return { ok: true, value: '', next: at + 1, problem }
}

/** Do the words stand at this index, one after the other? */
export function fits(tokens: readonly IToken[], at: number, words: readonly string[]): boolean {
  return words.every((word, index) => tokens[at + index]?.image === word)
}
