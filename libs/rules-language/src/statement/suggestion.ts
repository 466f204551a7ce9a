// Did you mean: the expected word nearest to what stands there.
import type { IToken } from 'chevrotain'
import { nearest } from '../diagnostics/nearest.ts'
import { type Problem, replaceBy } from '../diagnostics/problem.ts'
import { Ident } from '../lexer/tokens.ts'
import { spanOf } from '../slots/written.ts'

/** The nearest of the words among `expected` (they stand in back quotes), with a fix; empty when none is near. */
export function suggestion(token: IToken, expected: readonly string[]): Partial<Problem> {
  if (token.tokenType !== Ident) return {}
  const words = expected.filter(item => item.startsWith('`')).map(item => item.slice(1, -1).replace(/^, /, ''))
  const firsts = new Map(words.map(phrase => [phrase.split(' ')[0] ?? '', phrase]))
  const close = nearest(token.image, firsts.keys())
  if (close === undefined || close === token.image) return {}
  return { nearest: close, fix: replaceBy(`write ${close}`, spanOf(token), close) }
}
