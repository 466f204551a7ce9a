// Why a statement fits none of its signatures, in words that teach: the clause out of order, the missing comma, the nearest word.
import type { IToken } from 'chevrotain'
import { nearest } from '../diagnostics/nearest.ts'
import { type Problem, replaceBy } from '../diagnostics/problem.ts'
import { oneOf, quoted } from '../diagnostics/wording.ts'
import { endOf } from '../lexer/lex.ts'
import { Comma, Ident } from '../lexer/tokens.ts'
import { spanOf } from '../slots/written.ts'
import { explainClause } from './explain-clause.ts'
import { explainList } from './explain-list.ts'
import type { Walk } from './walk.ts'

const END = 'the end of the statement'

export interface Mismatch {
  /** The walks of all candidate signatures. */
  readonly walks: readonly Walk[]
  /** Does a statement of this block begin with the word? */
  readonly begins: (word: string) => boolean
}

/** The walk that came furthest: the signature that the author most likely meant. */
export function furthestWalk(walks: readonly Walk[]): Walk | undefined {
  return walks.toSorted((a, b) => b.furthest - a.furthest)[0]
}

export function explainMismatch({ walks, begins }: Mismatch): Problem {
  const walk = furthestWalk(walks)
  if (!walk) throw new RangeError('no signature was tried')
  const { tokens, furthest } = walk
  if (walk.failure) return walk.failure
  const near = explainClause(walk) ?? explainList(walk)
  if (near) return near
  const expected = [
    ...new Set(walks.filter(other => other.furthest === furthest).flatMap(other => [...other.expected]))
  ]
  const token = tokens[furthest]
  if (!token) return endsTooSoon(tokens, expected)
  return expected.includes(END)
    ? leftOver(token, tokens[furthest - 1], { expected, begins })
    : unexpected(token, expected)
}

function endsTooSoon(tokens: readonly IToken[], expected: readonly string[]): Problem {
  const last = tokens.at(-1)
  const at = last ? endOf(last) : 0
  const after = last ? ` after ${quoted(last.image)}` : ''
  const surplus = last?.tokenType === Comma ? { fix: replaceBy('remove the comma', spanOf(last), '') } : {}
  return {
    code: 'R0023',
    message: `the statement ends too soon${after}: expected ${oneOf(expected)}`,
    expected,
    start: at,
    end: at,
    ...surplus
  }
}

function unexpected(token: IToken, expected: readonly string[]): Problem {
  const message = `expected ${oneOf(expected)}, found ${quoted(token.image)}`
  return { code: 'R0022', message, expected, ...spanOf(token), ...suggestion(token, expected) }
}

function leftOver(
  token: IToken,
  before: IToken | undefined,
  { expected, begins }: { expected: readonly string[]; begins(word: string): boolean }
): Problem {
  const suggested = suggestion(token, expected)
  if (suggested.nearest !== undefined)
    return unexpected(
      token,
      expected.filter(item => item !== END)
    )
  const others = expected.filter(item => item !== END)
  const also = others.length > 0 ? `; only ${oneOf(others)} may follow here` : ''
  if (token.tokenType === Ident && begins(token.image) && before) {
    const gap = { start: endOf(before), end: token.startOffset }
    const message = `a new statement begins with ${quoted(token.image)}: write it on a line of its own, or after ;`
    return {
      code: 'R0024',
      message,
      expected,
      ...spanOf(token),
      fix: replaceBy('write ; between the statements', gap, '; ')
    }
  }
  return {
    code: 'R0024',
    message: `the statement is complete before ${quoted(token.image)}${also}`,
    expected,
    ...spanOf(token)
  }
}

/** The expected word nearest to what stands there, as a fix. */
export function suggestion(token: IToken, expected: readonly string[]): Partial<Problem> {
  if (token.tokenType !== Ident) return {}
  const words = expected.filter(item => item.startsWith('`')).map(item => item.slice(1, -1).replace(/^, /, ''))
  const firsts = new Map(words.map(phrase => [phrase.split(' ')[0] ?? '', phrase]))
  const close = nearest(token.image, firsts.keys())
  if (close === undefined || close === token.image) return {}
  return { nearest: close, fix: replaceBy(`write ${close}`, spanOf(token), close) }
}
