// Characters that no statement uses, with what was probably meant.
import type { IToken } from 'chevrotain'
import { type Problem, replaceBy } from '../diagnostics/problem.ts'
import { quoted } from '../diagnostics/wording.ts'
import { endOf } from '../lexer/lex.ts'

const MEANT: ReadonlyMap<string, readonly [string, string]> = new Map<string, readonly [string, string]>([
  ...['\u201c', '\u201d', '\u201e', '\u201f', '\u00ab', '\u00bb'].map(
    mark => [mark, ['"', 'quotation marks are straight']] as const
  ),
  ...["'", '\u2018', '\u2019', '`'].map(mark => [mark, ['"', 'texts stand between double quotation marks']] as const),
  ...['\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212'].map(
    dash => [dash, ['-', 'a hyphen is a plain -']] as const
  ),
  ['\u2026', ['..', 'a range is two dots']],
  ['\u00d7', ['*', 'times is written *']],
  ['\u00f7', ['/', 'divided by is written /']],
  ['\u00a3', ['GBP', 'currencies are three capital letters after the amount']],
  ['\u20ac', ['EUR', 'currencies are three capital letters after the amount']],
  ['$', ['', 'amounts stand alone: 10.00']],
  ['\u200b', ['', 'an invisible space']],
  ['\ufeff', ['', 'a byte order mark belongs at the start of a file only']]
])

export function badCharacters(token: IToken): Problem {
  const span = { start: token.startOffset, end: endOf(token) }
  const character = String.fromCodePoint(token.image.codePointAt(0) ?? 0)
  const many = token.image.length > character.length
  const meant = many ? undefined : MEANT.get(character)
  const message = `${many ? 'these characters mean' : 'this character means'} nothing here: ${quoted(token.image)}`
  if (!meant) return { code: 'R0001', message, ...span }
  const [instead, why] = meant
  const title = instead === '' ? 'remove it' : `write ${instead}`
  return { code: 'R0001', message: `${message} (${why})`, ...span, fix: replaceBy(title, span, instead) }
}

/** A text between the quotation marks that word processors make. */
export function curlyQuotes(token: IToken): Problem {
  const [start, end] = [token.startOffset, endOf(token)]
  const edits = [
    { start, end: start + 1, text: '"' },
    { start: end - 1, end, text: '"' }
  ]
  const fix = { title: 'write straight quotation marks', edits }
  return { code: 'R0001', message: 'quotation marks are straight: "', start, end, fix }
}
