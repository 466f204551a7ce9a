// Reads one value as a statement would: for the examples of the reference.
import type { Slot } from '../signature/slot.ts'
import type { DiagnosticCode } from '../diagnostics/diagnostic.ts'
import { oneOf } from '../diagnostics/wording.ts'
import { lexRange } from '../lexer/lex.ts'
import { Bad, CurlyText, UnterminatedText } from '../lexer/tokens.ts'
import { badCharacters, curlyQuotes } from '../segmenter/bad-characters.ts'
import { describeSlot } from '../slots/describe-slot.ts'
import { readSlot } from '../slots/read-slot.ts'

export interface Refused {
  readonly code: DiagnosticCode
  readonly message: string
}

/** Null when the whole text is a value of the slot. */
export function whyRefused(slot: Slot, text: string): Refused | null {
  const { tokens } = lexRange(text, 0, text.length)
  for (const token of tokens) {
    if (token.tokenType === Bad) return badCharacters(token)
    if (token.tokenType === CurlyText) return curlyQuotes(token)
    if (token.tokenType === UnterminatedText)
      return { code: 'R0002', message: 'the text has no closing quotation mark' }
  }
  const reading = readSlot({ tokens, at: 0, follow: new Set(), endsList: () => false }, slot)
  if (reading.problem) return reading.problem
  if (!reading.ok)
    return { code: 'R0022', message: `expected ${reading.at === 0 ? describeSlot(slot) : oneOf(reading.wanted)}` }
  return reading.next === tokens.length
    ? null
    : { code: 'R0024', message: `\`${tokens[reading.next]?.image}\` is left over` }
}
