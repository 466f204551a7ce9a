// Finds the signature that one statement's tokens fit, or says why none does.
import type { IToken } from 'chevrotain'
import { nearest } from '../diagnostics/nearest.ts'
import { type Problem, replaceBy } from '../diagnostics/problem.ts'
import { oneOf, quoted } from '../diagnostics/wording.ts'
import { endOf } from '../lexer/lex.ts'
import { Ident } from '../lexer/tokens.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import type { Signature } from '../signature/signature.ts'
import { spanOf } from '../slots/written.ts'
import { explainMismatch, furthestWalk } from './explain-mismatch.ts'
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
  if (candidates.length === 0) return unknownStatement(catalogue, statement)
  const walks = candidates.map(candidate => new Walk(candidate, tokens))
  const complete = walks.filter(walk => walk.run())
  const walk = bestOf(complete, brace)
  if (!walk) {
    const furthest = furthestWalk(walks)
    const meant = furthest?.compiled.signature ?? null
    if (!explain) return { walk: null, meant, problems: [UNEXPLAINED] }
    const mismatch = explainMismatch({ walks, begins: word => catalogue.begins(kind, word) })
    return {
      walk: null,
      meant: furthest?.compiled.signature ?? null,
      problems: [...(furthest?.problems ?? []), mismatch]
    }
  }
  const { signature } = walk.compiled
  const problems = [...walk.problems, ...braceProblems(signature, statement)]
  return { walk: problems.length === 0 ? walk : null, meant: signature, problems }
}

/** Of the statements that fit, one whose values are right and whose braces are as they should be. */
function bestOf(complete: readonly Walk[], brace: IToken | null): Walk | undefined {
  const right = complete.filter(({ problems }) => problems.length === 0)
  const [walks, any] = right.length > 0 ? [right, right[0]] : [complete, complete[0]]
  return walks.find(({ compiled }) => bracesFit(compiled.signature, brace)) ?? any
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

function unknownStatement(catalogue: SignatureCatalogue, { kind, tokens, explain }: Statement): Matched {
  const [first] = tokens
  if (!explain) return { walk: null, meant: null, guessed: true, problems: [UNEXPLAINED] }
  if (!first) return { walk: null, meant: null, problems: [] }
  const where = kind === 'file' ? 'at the top level of a file' : `in a \`${kind}\` block`
  const known = catalogue.firstWords(kind)
  const span = spanOf(first)
  if (first.tokenType !== Ident) {
    const message = `a statement begins with a word, not with ${quoted(first.image)}`
    return { walk: null, meant: null, problems: [{ code: 'R0020', message, ...span, expected: known }] }
  }
  const places = catalogue.placesOf(first.image)
  if (places.length > 0) {
    const message = `${quoted(first.image)} does not stand ${where}; it stands ${oneOf(places.map(placeName))}`
    const meant = catalogue.candidates(places[0] ?? '', first.image)[0]?.signature ?? null
    return { walk: null, meant, guessed: true, problems: [{ code: 'R0021', message, ...span, expected: known }] }
  }
  const close = nearest(first.image, known)
  const fix = close === undefined ? {} : { nearest: close, fix: replaceBy(`write ${close}`, span, close) }
  const meant = close === undefined ? null : (catalogue.candidates(kind, close)[0]?.signature ?? null)
  const message = `no statement ${where} begins with ${quoted(first.image)}`
  return { walk: null, meant, guessed: true, problems: [{ code: 'R0020', message, ...span, expected: known, ...fix }] }
}

function placeName(kind: string): string {
  return kind === 'file' ? 'at the top level' : `in \`${kind}\` blocks`
}
