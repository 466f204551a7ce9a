// Turns text into tokens, a chunk of whole lines at a time, so that the tokens of a large file are never all in memory.
import { type IToken, Lexer } from 'chevrotain'
import { limits } from '../limits.ts'
import { tokenTypes } from './tokens.ts'

const CHUNK = 65_536

const lexer = new Lexer(tokenTypes, {
  positionTracking: 'onlyOffset',
  ensureOptimizations: true,
  deferDefinitionErrorsHandling: false
})

export interface Lexed {
  readonly tokens: IToken[]
  readonly comments: IToken[]
}

export interface LongLine {
  readonly start: number
  readonly end: number
}

/** The tokens of `text[start..end)` with offsets into the whole text. The range must begin and end between lines or cells. */
export function lexRange(text: string, start: number, end: number): Lexed {
  const result = lexer.tokenize(start === 0 && end === text.length ? text : text.slice(start, end))
  const tokens = result.tokens
  const comments = result.groups['comments'] ?? []
  if (start > 0) {
    for (const token of tokens) token.startOffset += start
    for (const comment of comments) comment.startOffset += start
  }
  return { tokens, comments }
}

/** Yields the file in chunks of whole lines; over-long lines are left out and reported to `refuse`. A byte order mark is skipped. */
export function* lexChunks(text: string, refuse: (line: LongLine) => void): Generator<Lexed> {
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0
  let at = start
  while (at < text.length) {
    const end = endOfLine(text, at)
    if (end - at > limits.lineLength.most) {
      if (at > start) yield lexRange(text, start, at)
      refuse({ start: at, end })
      start = end
    } else if (end - start >= CHUNK) {
      yield lexRange(text, start, end)
      start = end
    }
    at = end
  }
  if (start < text.length) yield lexRange(text, start, text.length)
}

/** Offset after the line that begins at `from`, its end included. */
function endOfLine(text: string, from: number): number {
  const feed = text.indexOf('\n', from)
  return feed === -1 ? text.length : feed + 1
}

export function endOf(token: IToken): number {
  return token.startOffset + token.image.length
}

/** Is there nothing, not even a space, between the two? */
export function touches(left: IToken, right: IToken): boolean {
  return endOf(left) === right.startOffset
}
