// A known clause in the wrong place: out of order, twice, or with its comma wrong.
import type { Problem } from '../diagnostics/problem.ts'
import { quoted } from '../diagnostics/wording.ts'
import { endOf } from '../lexer/lex.ts'
import { Comma } from '../lexer/tokens.ts'
import type { CompiledAlternative } from '../signature/compile-signature.ts'
import type { Span } from '../signature/match.ts'
import { fits } from '../slots/choice.ts'
import { Walk } from './walk.ts'

/** The problem when a clause of the signature begins where the walk stopped; else null. */
export function explainClause(walk: Walk): Problem | null {
  const { tokens, compiled } = walk
  // a comma may have been taken as the beginning of a clause
  const stopped = tokens[walk.furthest - 1]?.tokenType === Comma ? walk.furthest - 1 : walk.furthest
  const comma = tokens[stopped]?.tokenType === Comma
  const from = comma ? stopped + 1 : stopped
  const clause = compiled.clauses.find(({ phrase }) => fits(tokens, from, phrase))
  if (!clause) return null
  const [first, last] = [tokens[from], tokens[from + clause.phrase.length - 1]]
  if (!first || !last) return null
  const words: Span = { start: first.startOffset, end: endOf(last) }
  const phrase = quoted(clause.phrase.join(' '))
  if (walk.taken.includes(clause)) return { code: 'R0026', message: `the clause ${phrase} is written twice`, ...words }
  const home = walk.skipped.find(skip => skip.clause === clause)?.at
  if (home === undefined) return null
  if (home === stopped && comma !== clause.comma) return commaProblem(walk, { stopped, clause, words })
  return home < stopped ? outOfOrder(walk, { from, stopped, home, clause, words }) : null
}

interface Found {
  readonly stopped: number
  readonly clause: CompiledAlternative
  readonly words: Span
}

function commaProblem(walk: Walk, { stopped, clause, words }: Found): Problem {
  const phrase = quoted(clause.phrase.join(' '))
  const before = walk.tokens[stopped - 1]
  const at = before ? endOf(before) : words.start
  if (clause.comma) {
    const fix = { title: 'write a comma', edits: [{ start: at, end: at, text: ',' }] }
    return { code: 'R0027', message: `a comma is missing before ${phrase}`, ...words, fix }
  }
  const edits = [{ start: at, end: words.start, text: ' ' }]
  return {
    code: 'R0028',
    message: `no comma stands before ${phrase}`,
    start: at,
    end: words.end,
    fix: { title: 'remove the comma', edits }
  }
}

function outOfOrder(
  walk: Walk,
  { from, stopped, home, clause, words }: Found & { from: number; home: number }
): Problem {
  const { tokens, compiled } = walk
  const next = tokens[home]
  const before = next ? quoted(textAt(walk, home)) : 'the end'
  const problem = {
    code: 'R0025',
    message: `${quoted(clause.phrase.join(' '))} comes too late: write it before ${before}`,
    ...words
  } as const
  const part = new Walk(compiled, tokens, from)
  if (!next || !part.sequence(clause.nodes) || tokens[home - 1] === undefined) return problem
  const [first, last, left, anchor] = [tokens[from], tokens[part.at - 1], tokens[stopped - 1], tokens[home - 1]]
  if (!first || !last || !left || !anchor) return problem
  const text = tokens
    .slice(from, part.at)
    .map(token => token.image)
    .join(' ')
  const insert = { start: endOf(anchor), end: endOf(anchor), text: `${clause.comma ? ', ' : ' '}${text}` }
  const cut = { start: endOf(left), end: endOf(last), text: '' }
  return { ...problem, fix: { title: `move it before ${before}`, edits: [insert, cut] } }
}

/** The clause that begins at an index, or the token there. */
function textAt({ compiled, tokens }: Walk, index: number): string {
  const comma = tokens[index]?.tokenType === Comma
  const from = comma ? index + 1 : index
  const clause = compiled.clauses.find(({ phrase }) => fits(tokens, from, phrase))
  return `${comma ? ', ' : ''}${clause ? clause.phrase.join(' ') : (tokens[from]?.image ?? '')}`
}
