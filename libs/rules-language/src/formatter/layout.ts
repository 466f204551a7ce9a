// The shape of a file for printing: tokens and comments merged by offset, cut into items and blocks. It knows nothing of signatures.
import type { IToken } from 'chevrotain'
import { lexChunks } from '../lexer/lex.ts'
import { Bad, Comma, Comment, LBrace, Newline, RBrace, RowLine, Semicolon } from '../lexer/tokens.ts'

export interface Item {
  readonly kind: 'statement' | 'row' | 'comment'
  /** Of a statement that goes on over several lines, comments inside it too. */
  readonly tokens: readonly IToken[]
  readonly blankBefore: boolean
  block: Block | null
  /** A comment on the item's last line. */
  trailing: IToken | null
  /** Was it ended by `;`? */
  semicolon: boolean
}

export interface Block {
  readonly items: Item[]
  /** A comment after the opening brace. */
  opening: IToken | null
  /** Did the closing brace stand on the opening one's line? */
  oneLine: boolean
}

/** Makes the layout of a text whose braces are balanced and whose lines are not too long. */
export function layoutOf(text: string): Block {
  const builder = new LayoutBuilder()
  for (const { tokens, comments } of lexChunks(text, () => undefined)) {
    for (const token of mergeByOffset(tokens, comments)) builder.take(token)
  }
  builder.flush()
  return builder.file
}

function* mergeByOffset(tokens: readonly IToken[], comments: readonly IToken[]): Generator<IToken> {
  let next = 0
  for (const token of tokens) {
    for (let comment = comments[next]; comment && comment.startOffset < token.startOffset; comment = comments[next]) {
      yield comment
      next++
    }
    yield token
  }
  yield* comments.slice(next)
}

class LayoutBuilder {
  readonly file: Block = newBlock()
  readonly #open: { block: Block; lines: number }[] = []
  #pending: IToken[] = []
  #lines = 0
  /** Lines that ended since the last item. */
  #newlines = 0
  /** What a comment on this line belongs to. */
  #onThisLine: { item: Item } | { block: Block } | null = null

  take(token: IToken): void {
    switch (token.tokenType) {
      case Newline:
        return this.#newline(token)
      case Comment:
        return this.#comment(token)
      case Semicolon: {
        const item = this.flush()
        if (item) item.semicolon = true
        return
      }
      case LBrace:
        return this.#openBlock()
      case RBrace:
        return this.#closeBlock()
      case RowLine:
        this.flush()
        this.#add('row', [token])
        return
      default:
        this.#pending.push(token)
    }
  }

  flush(): Item | null {
    const tokens = this.#pending
    if (tokens.length === 0) return null
    this.#pending = []
    return this.#add('statement', tokens)
  }

  get #block(): Block {
    return this.#open.at(-1)?.block ?? this.file
  }

  #add(kind: Item['kind'], tokens: readonly IToken[]): Item {
    const blankBefore = this.#newlines > 1 && this.#block.items.length > 0
    const item: Item = { kind, tokens, blankBefore, block: null, trailing: null, semicolon: false }
    this.#block.items.push(item)
    this.#newlines = 0
    this.#onThisLine = { item }
    return item
  }

  #newline({ image }: IToken): void {
    const count = image.replaceAll('\r\n', '\n').length
    this.#lines += count
    if (endsInComma(this.#pending)) return
    this.flush()
    this.#newlines += count
    this.#onThisLine = null
  }

  #comment(token: IToken): void {
    if (endsInComma(this.#pending)) {
      this.#pending.push(token)
      return
    }
    this.flush()
    const owner = this.#onThisLine
    if (owner && 'item' in owner && owner.item.kind !== 'comment') owner.item.trailing = token
    else if (owner && 'block' in owner) owner.block.opening = token
    else this.#add('comment', [token])
    this.#onThisLine = null
  }

  #openBlock(): void {
    const header = this.flush() ?? this.#add('statement', [])
    header.block = newBlock()
    this.#open.push({ block: header.block, lines: this.#lines })
    this.#newlines = 0
    this.#onThisLine = { block: header.block }
  }

  #closeBlock(): void {
    this.flush()
    const closed = this.#open.pop()
    const owner = this.#block.items.at(-1)
    if (!closed || !owner) return
    closed.block.oneLine = closed.lines === this.#lines
    this.#newlines = 0
    this.#onThisLine = { item: owner }
  }
}

/** Does the statement go on in the next line? Comments and characters that mean nothing do not count. */
export function endsInComma(tokens: readonly IToken[]): boolean {
  const last = tokens.findLast(({ tokenType }) => tokenType !== Comment && tokenType !== Bad)
  return last?.tokenType === Comma
}

function newBlock(): Block {
  return { items: [], opening: null, oneLine: false }
}
