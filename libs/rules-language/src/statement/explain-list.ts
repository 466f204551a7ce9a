// Words after a name: a list without its commas, or a name with a space in it.
import { type Problem, replaceBy } from '../diagnostics/problem.ts'
import { quoted } from '../diagnostics/wording.ts'
import { endOf } from '../lexer/lex.ts'
import { Ident, NumberToken } from '../lexer/tokens.ts'
import { spanOf } from '../slots/written.ts'
import type { Walk } from './walk.ts'

/** The problem when the walk stopped right after a name at a word that could belong to it; else null. */
export function explainList(walk: Walk): Problem | null {
  const { tokens, furthest, compiled } = walk
  const [before, token, next] = [tokens[furthest - 1], tokens[furthest], tokens[furthest + 1]]
  if (!before || !token || (token.tokenType !== Ident && token.tokenType !== NumberToken)) return null
  const slot = walk.places.find(place => place.end === endOf(before))?.slot
  const kind = slot === undefined ? undefined : compiled.signature.slots[slot]?.kind
  if (kind === 'names') {
    const and = (token.image === 'and' || token.image === 'or') && next?.tokenType === Ident
    const gap = { start: endOf(before), end: and ? next.startOffset : token.startOffset }
    const first = and ? next : token
    if (first.tokenType !== Ident) return null
    const message = and
      ? `names are listed with commas, not with ${quoted(token.image)}`
      : `a comma is missing before ${quoted(first.image)}`
    return { code: 'R0027', message, ...spanOf(token), fix: replaceBy('write a comma', gap, ', ') }
  }
  if (kind !== 'name' || before.tokenType !== Ident || walk.expected.some(item => item.startsWith('`'))) return null
  const joined = `${before.image}-${token.image}`
  const span = spanOf(before, token)
  return {
    code: 'R0022',
    message: `a name is one word: ${joined}`,
    ...span,
    fix: replaceBy(`write ${joined}`, span, joined)
  }
}
