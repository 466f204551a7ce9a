// Why a statement fits none of its signatures, in words that teach: the clause out of order, the missing comma, the nearest word.
import type { IToken } from 'chevrotain'
import { type Problem, replaceBy } from '../diagnostics/problem.ts'
import { oneOf, quoted } from '../diagnostics/wording.ts'
import { endOf } from '../lexer/lex.ts'
import { Comma, Ident } from '../lexer/tokens.ts'
import { spanOf } from '../slots/written.ts'
import { explainClause } from './explain-clause.ts'
import { explainList } from './explain-list.ts'
import { suggestion } from './suggestion.ts'
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
  if (!expected.includes(END)) return unexpected(token, expected)
  return leftOver(
    walk,
    expected.filter(item => item !== END),
    begins
  )
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

/** The statement was complete before the token where the walk stopped; `others` are the clauses that might have followed. */
function leftOver(walk: Walk, others: readonly string[], begins: Mismatch['begins']): Problem {
  const { furthest, tokens } = walk
  const [before, token] = [tokens[furthest - 1], tokens[furthest]]
  if (!before || !token) return endsTooSoon(tokens, others)
  if (suggestion(token, others).nearest !== undefined) return unexpected(token, others)
  if (token.tokenType === Comma && furthest === tokens.length - 1) {
    const fix = replaceBy('remove the comma', spanOf(token), '')
    return { code: 'R0028', message: 'nothing follows this comma', ...spanOf(token), fix }
  }
  if (token.tokenType === Ident && begins(token.image)) {
    const gap = { start: endOf(before), end: token.startOffset }
    const message = `a new statement begins with ${quoted(token.image)}: write it on a line of its own, or after ;`
    return { code: 'R0024', message, ...spanOf(token), fix: replaceBy('write ; between the statements', gap, '; ') }
  }
  const also = others.length > 0 ? `; only ${oneOf(others)} may follow here${withWhat(walk, others)}` : ''
  const message = `the statement is complete before ${quoted(token.image)}${also}`
  return { code: 'R0024', message, expected: others, ...spanOf(token) }
}

/** What the one clause that may follow says, in the words of its slot: ', with the subscription, by the name after as'. */
function withWhat({ furthest, skipped }: Walk, others: readonly string[]): string {
  const [clause, ...more] = skipped.filter(({ at }) => at === furthest).map(each => each.clause)
  if (clause === undefined || more.length > 0 || others.length > 1) return ''
  const slots = clause.nodes.flatMap(node => (node.type === 'slot' ? (node.slot.doc ?? []) : []))
  return slots.length === 1 ? `, with ${slots[0]}` : ''
}
