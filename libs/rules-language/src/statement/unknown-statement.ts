// A line whose first word begins no statement of its block: the word that was meant, or the block that it belongs in.
import type { IToken } from 'chevrotain'
import { nearest, nearestOfShort } from '../diagnostics/nearest.ts'
import { type Problem, replaceBy } from '../diagnostics/problem.ts'
import { oneOf, quoted, withArticle } from '../diagnostics/wording.ts'
import { endOf, touches } from '../lexer/lex.ts'
import { Ident, Slash, Star } from '../lexer/tokens.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import { spanOf } from '../slots/written.ts'
import type { Matched, Statement } from './match-statement.ts'

export function unknownStatement(catalogue: SignatureCatalogue, { kind, tokens }: Statement): Matched {
  const [first, second] = tokens
  if (!first) return { walk: null, meant: null, problems: [] }
  if (first.tokenType !== Ident) return guess(null, notAWord(catalogue, kind, { first, second }))
  const places = catalogue.placesOf(first.image)
  const meant = (place: string, word: string) => catalogue.candidates(place, word)[0]?.signature ?? null
  const where = kind === 'file' ? 'at the top level of a file' : `in ${withArticle(`\`${kind}\``)} block`
  const expected = catalogue.phrases(kind)
  const span = spanOf(first)
  if (places[0] !== undefined) {
    const message = `${quoted(first.image)} does not stand ${where}; it stands ${oneOf(places.map(placeName))}`
    const near = nearest(first.image, expected)
    const like = near === undefined ? {} : { nearest: near }
    return guess(meant(places[0], first.image), { code: 'R0021', message, ...span, expected, ...like })
  }
  const close = nearestPhrase(first.image, expected)
  const fix = close === undefined ? {} : { nearest: close, fix: replaceBy(`write ${close}`, span, close) }
  const message = `no statement ${where} begins with ${quoted(first.image)}`
  return guess(close === undefined ? null : meant(kind, close.split(' ')[0] ?? ''), {
    code: 'R0020',
    message,
    ...span,
    expected,
    ...fix
  })
}

function guess(meant: Matched['meant'], problem: Problem): Matched {
  return { walk: null, meant, guessed: true, problems: [problem] }
}

function notAWord(
  catalogue: SignatureCatalogue,
  kind: string,
  { first, second }: { first: IToken; second: IToken | undefined }
): Problem {
  if (
    first.tokenType === Slash &&
    second &&
    touches(first, second) &&
    (second.tokenType === Slash || second.tokenType === Star)
  ) {
    const marks = { start: first.startOffset, end: endOf(second) }
    return { code: 'R0020', message: 'comments begin with #', ...marks, fix: replaceBy('write #', marks, '#') }
  }
  const message = `a statement begins with a word, not with ${quoted(first.image)}`
  return { code: 'R0020', message, ...spanOf(first), expected: catalogue.phrases(kind) }
}

/** `timezone` and `time-zone` mean `time zone`. */
function nearestPhrase(word: string, phrases: readonly string[]): string | undefined {
  const compact = (text: string): string => text.toLowerCase().replace(/[ _-]/g, '')
  const same = phrases.find(phrase => compact(phrase) === compact(word))
  return same ?? nearest(word, phrases) ?? nearestOfShort(word, phrases)
}

function placeName(kind: string): string {
  return kind === 'file' ? 'at the top level' : `in \`${kind}\` blocks`
}
