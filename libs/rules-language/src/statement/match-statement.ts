// Finds the signature that one statement's tokens fit, or says why none does.
import type { IToken } from 'chevrotain'
import { type Problem, replaceBy } from '../diagnostics/problem.ts'
import { quoted } from '../diagnostics/wording.ts'
import { endOf } from '../lexer/lex.ts'
import { Ident } from '../lexer/tokens.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import type { Signature } from '../signature/signature.ts'
import { spanOf } from '../slots/written.ts'
import { explainMismatch, furthestWalk } from './explain-mismatch.ts'
import { suggestion } from './suggestion.ts'
import { unknownStatement } from './unknown-statement.ts'
import { Walk } from './walk.ts'

export interface Statement {
  /** The kind of block that it stands in. */
  readonly kind: string
  /** At least one. */
  readonly tokens: IToken[]
  /** The `{` that follows, or null. */
  readonly brace: IToken | null
  /** False: it only matters whether something is wrong, not what. */
  readonly explain: boolean
}

const UNEXPLAINED: Problem = { code: 'R0020', message: 'not explained', start: 0, end: 0 }
const UNKNOWN: Matched = { walk: null, meant: null, guessed: true, problems: [UNEXPLAINED] }

export interface Matched {
  /** The walk of the statement when it is right in every way, else null. */
  readonly walk: Walk | null
  /** The signature that it has or most likely was meant to have: its block is read with it. */
  readonly meant: Signature | null
  readonly problems: readonly Problem[]
  /** Is it a guess from a single word? Then no block is expected after it. */
  readonly guessed?: true
}

export function matchStatement(catalogue: SignatureCatalogue, statement: Statement): Matched {
  const { kind, tokens, brace, explain } = statement
  const first = tokens[0]
  const candidates = first?.tokenType === Ident ? catalogue.candidates(kind, first.image) : []
  if (candidates.length === 0) return explain ? unknownStatement(catalogue, statement) : UNKNOWN
  const walks = candidates.map(candidate => new Walk(candidate, tokens))
  const complete = walks.filter(walk => walk.run())
  const walk = bestOf(complete, brace)
  if (!walk) {
    const furthest = furthestWalk(walks)
    const meant = furthest?.compiled.signature ?? null
    const misplaced = explain && furthest ? misplacedStatement(catalogue, statement, furthest) : null
    if (misplaced) return misplaced
    if (!explain) return { walk: null, meant, problems: [UNEXPLAINED] }
    const mismatch = explainMismatch({ walks, begins: word => catalogue.begins(kind, word) })
    return {
      walk: null,
      meant,
      problems: [...(furthest?.problems ?? []), mismatch]
    }
  }
  const { signature } = walk.compiled
  const problems = [
    ...walk.problems.map(problem => withNearest(problem, walks)),
    ...braceProblems(signature, statement)
  ]
  return { walk: problems.length === 0 ? walk : null, meant: signature, problems }
}

/** `offer "B" {` in an offer, where lines may begin with any service: a line that is none, and begins as another statement does. */
function misplacedStatement(catalogue: SignatureCatalogue, statement: Statement, { furthest }: Walk): Matched | null {
  const word = statement.tokens[0]?.image ?? ''
  if (furthest > 1 || catalogue.begins(statement.kind, word)) return null
  const unknown = unknownStatement(catalogue, statement)
  return unknown.meant === null ? null : unknown
}

/** Of the statements that fit, one whose values are right and whose braces are as they should be. */
function bestOf(complete: readonly Walk[], brace: IToken | null): Walk | undefined {
  const right = complete.filter(({ problems }) => problems.length === 0)
  const [walks, any] = right.length > 0 ? [right, right[0]] : [complete, complete[0]]
  return walks.find(({ compiled }) => bracesFit(compiled.signature, brace)) ?? any
}

/** `band offpeak = other`: the value is no value, but another statement goes on there with a word much like it. */
function withNearest(problem: Problem, walks: readonly Walk[]): Problem {
  if (problem.nearest !== undefined) return problem
  const others = walks.filter(({ tokens, furthest }) => tokens[furthest]?.startOffset === problem.start)
  const token = others[0]?.tokens[others[0].furthest]
  return token
    ? {
        ...problem,
        ...suggestion(
          token,
          others.flatMap(({ expected }) => expected)
        )
      }
    : problem
}

function bracesFit({ block }: Signature, brace: IToken | null): boolean {
  return brace ? block !== undefined : block === undefined || block.optional === true
}

function braceProblems(signature: Signature, { tokens, brace }: Statement): Problem[] {
  if (bracesFit(signature, brace)) return []
  const first = quoted(tokens[0]?.image ?? '')
  const end = endOf(tokens.at(-1) ?? ({ startOffset: 0, image: '' } as IToken))
  if (brace) return [{ code: 'R0015', message: `the statement ${first} takes no block`, ...spanOf(brace) }]
  const fix = replaceBy('open the block', { start: end, end }, ' {')
  return [
    {
      code: 'R0014',
      message: `the statement ${first} needs a block: expected \`{\``,
      start: end,
      end,
      expected: ['{'],
      fix
    }
  ]
}
