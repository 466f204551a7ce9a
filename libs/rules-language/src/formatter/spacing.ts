// What stands between two tokens of one statement.
import type { IToken } from 'chevrotain'
import { endOf, touches } from '../lexer/lex.ts'
import { Colon, Comma, Comment, Ident, LParen, Minus, NumberToken, Percent, Range, RParen } from '../lexer/tokens.ts'
import { trimSpaces } from '../lexer/white-space.ts'

/** Columns of a line. */
export const LINE_WIDTH = 120

/** A recognised statement on one line, or broken after commas where it is too long. */
export function spaced(tokens: readonly IToken[], indent: string): string {
  const line = tokens.map((token, index) => gap(tokens[index - 1], token) + token.image).join('')
  return indent.length + line.length <= LINE_WIDTH ? line : broken(tokens, indent)
}

function broken(tokens: readonly IToken[], indent: string): string {
  const lines = ['']
  let width = indent.length
  let word = ''
  const place = (piece: string, last: boolean): void => {
    // a block's brace may follow the last piece
    if (width + piece.length + (last ? 2 : 0) > LINE_WIDTH && lines.at(-1) !== '') {
      lines.push(`${indent}    ${piece.trimStart()}`)
      width = indent.length + 4 + piece.trimStart().length
    } else {
      lines[lines.length - 1] += piece
      width += piece.length
    }
  }
  tokens.forEach((token, index) => {
    word += gap(tokens[index - 1], token) + token.image
    if (token.tokenType !== Comma && index < tokens.length - 1) return
    place(word, index === tokens.length - 1)
    word = ''
  })
  return lines.join('\n')
}

function gap(left: IToken | undefined, right: IToken): string {
  if (!left) return ''
  if (left.tokenType === Range || right.tokenType === Range) return ''
  if (left.tokenType === LParen || right.tokenType === RParen) return ''
  if (right.tokenType === Comma || right.tokenType === Colon || right.tokenType === Percent) return ''
  // 60s and 5 GB, -10.32 and 5 - 3: as the author wrote them
  const keeps = (left.tokenType === NumberToken && right.tokenType === Ident) || left.tokenType === Minus
  return keeps && touches(left, right) ? '' : ' '
}

/** A statement that was not recognised: its own lines, indented anew. */
export function asWritten(text: string, tokens: readonly IToken[], indent: string): string {
  const [first, last] = [tokens[0], tokens.at(-1)]
  if (!first || !last) return ''
  const lines = text.slice(first.startOffset, endOf(last)).split(/\r\n|\n|\r/)
  const kept = lines.map(trimSpaces).filter(line => line !== '')
  // nothing may follow a comment on its line
  return kept.join(`\n${indent}    `) + (last.tokenType === Comment ? `\n${indent}` : '')
}
