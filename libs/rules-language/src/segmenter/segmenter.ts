// Cuts the stream of tokens into statements, rows and blocks: one loop, no recursion, braces repaired by the first column.
import type { IToken } from 'chevrotain'
import type { RelatedPlace } from '../diagnostics/diagnostic.ts'
import type { DiagnosticList } from '../diagnostics/diagnostic-list.ts'
import { quoted } from '../diagnostics/wording.ts'
import { endOf } from '../lexer/lex.ts'
import {
  Bad,
  Comma,
  CurlyText,
  LBrace,
  Newline,
  RBrace,
  RowLine,
  Semicolon,
  Text,
  UnterminatedText
} from '../lexer/tokens.ts'
import { limits } from '../limits.ts'
import { badCharacters, curlyQuotes } from './bad-characters.ts'

export interface RawStatement {
  /** Without the `{`. */
  readonly tokens: IToken[]
  readonly brace: IToken | null
  /** Holds it a text without an end or characters that mean nothing? That is reported, and what else is wrong mostly follows from it. */
  readonly broken: boolean
  /** May the text without an end have swallowed a brace? */
  readonly swallowed: boolean
}

/** Receives what the segmenter finds, in the order of the text. */
export interface SegmentHandler {
  /** Returns true when a block was due and none is opened: the segmenter then pretends one. */
  statement(statement: RawStatement): boolean
  row(line: IToken): void
  /** A row that follows a statement on its line: true when it was taken as a row without its first `|`. */
  brokenRow(before: readonly IToken[], line: IToken): boolean
  /** The innermost block ends at this offset. */
  close(end: number): void
  /** Does a statement with these first tokens stand outside every block? Asked for words in the first column. */
  belongsAtTop(tokens: readonly IToken[], opens: boolean): boolean
}

interface OpenBlock {
  /** Null when the block is pretended, because its { was forgotten. */
  readonly brace: IToken | null
  readonly header: IToken | null
}

export class Segmenter {
  readonly #text: string
  readonly #handler: SegmentHandler
  readonly #problems: DiagnosticList
  readonly #open: OpenBlock[] = []
  #pending: IToken[] = []
  #broken = false
  #swallowed = false
  #tooDeep = false
  /** Once braces were too deep, which of them lacks its partner means nothing. */
  #gaveUp = false
  #sound = true

  constructor(problems: DiagnosticList, handler: SegmentHandler) {
    this.#text = problems.source.text
    this.#handler = handler
    this.#problems = problems
  }

  /** False when a brace, a text's end or a list's end had to be guessed, which the first column may have decided. */
  get sound(): boolean {
    return this.#sound
  }

  /** The tokens of the statement that nothing has ended yet. */
  get pending(): readonly IToken[] {
    return this.#pending
  }

  push(tokens: readonly IToken[]): void {
    for (const token of tokens) this.#take(token)
  }

  end(): void {
    this.#flush(null)
    while (this.#open.length > 0) this.#closeUnclosed(this.#text.length)
  }

  #take(token: IToken): void {
    switch (token.tokenType) {
      case Newline:
        if (this.#pending.at(-1)?.tokenType !== Comma) this.#flush(null)
        return
      case Semicolon:
        return this.#flush(null)
      case LBrace:
        return this.#flush(token)
      case RBrace:
        this.#flush(null)
        return this.#closeBrace(token)
      case RowLine:
        return this.#row(token)
      case Bad:
        this.#broken = true
        return this.#problems.addLazily(() => badCharacters(token))
      case CurlyText:
        return this.#curly(token)
      case UnterminatedText:
        return this.#unterminated(token)
      default:
        if (this.#pending.length > 0 && this.#interruptsList(token)) {
          this.#sound = false
          this.#flush(null)
        }
        this.#pending.push(token)
    }
  }

  #row(token: IToken): void {
    if (this.#tooDeep) return this.#flush(null)
    if (this.#pending.length > 0 && this.#handler.brokenRow(this.#pending, token)) {
      this.#pending = []
      this.#sound = false
      return
    }
    this.#flush(null)
    this.#handler.row(token)
  }

  /** A text between curly quotation marks is read as if they were straight. */
  #curly(token: IToken): void {
    this.#problems.addLazily(() => curlyQuotes(token))
    this.#sound = false
    const straight = `"${token.image.slice(1, -1)}"`
    this.#pending.push({ ...token, image: straight, tokenType: Text, tokenTypeIdx: Text.tokenTypeIdx ?? 0 })
  }

  /** A list that ends in a comma is not continued by a line that begins a top-level statement. */
  #interruptsList(token: IToken): boolean {
    return (
      this.#pending.at(-1)?.tokenType === Comma &&
      this.#inFirstColumn(token) &&
      this.#handler.belongsAtTop([token], false)
    )
  }

  #unterminated(token: IToken): void {
    this.#sound = false
    this.#problems.addLazily(() => ({
      code: 'R0002',
      message: `the text ${quoted(token.image.trimEnd())} has no closing quotation mark`,
      start: token.startOffset,
      end: endOf(token)
    }))
    this.#broken = true
    this.#swallowed = true
    this.#pending.push(token)
    // the brace that the text has swallowed still opens its block
    if (token.image.trimEnd().endsWith('{')) this.#flush(token)
  }

  #flush(brace: IToken | null): void {
    const tokens = this.#pending
    const [broken, swallowed] = [this.#broken, this.#swallowed]
    this.#broken = false
    this.#swallowed = false
    if (tokens.length > 0) this.#pending = []
    else if (brace === null) return
    this.#repair(tokens, brace !== null)
    if (this.#tooDeep) return this.#deeper(brace, tokens[0] ?? null)
    const pretend = this.#handler.statement({ tokens, brace, broken, swallowed })
    if (pretend || tokens.length === 0) this.#sound = false
    if (brace !== null || pretend) this.#deeper(brace, tokens[0] ?? null)
  }

  #deeper(brace: IToken | null, header: IToken | null): void {
    if (brace === null && this.#tooDeep) return
    this.#open.push({ brace, header })
    if (this.#open.length <= limits.nesting.most || this.#tooDeep || brace === null) return
    this.#tooDeep = true
    this.#gaveUp = true
    this.#sound = false
    this.#problems.add({
      code: 'R0012',
      message: `blocks are nested more than ${limits.nesting.most} deep; what stands inside this one was not read`,
      start: brace.startOffset,
      end: brace.startOffset + 1
    })
  }

  #closeBrace(token: IToken): void {
    if (this.#open.length === 0) {
      this.#sound = false
      this.#problems.addLazily(() => ({
        code: 'R0011',
        message: 'this `}` closes nothing',
        start: token.startOffset,
        end: endOf(token),
        fix: { title: 'remove it', edits: [{ start: token.startOffset, end: endOf(token), text: '' }] }
      }))
      return
    }
    this.#pop(endOf(token))
  }

  #pop(end: number): OpenBlock | undefined {
    const block = this.#open.pop()
    // the block that was too deep, and those inside it, were never announced
    if (!this.#tooDeep || this.#open.length <= limits.nesting.most) {
      this.#handler.close(end)
      this.#tooDeep = false
    }
    return block
  }

  /** A top-level word in the first column, inside a block: the block was never closed. */
  #repair(tokens: readonly IToken[], opens: boolean): void {
    const first = tokens[0]
    if (first === undefined || this.#open.length === 0 || !this.#inFirstColumn(first)) return
    if (!this.#handler.belongsAtTop(tokens, opens)) return
    while (this.#open.length > 0) this.#closeUnclosed(first.startOffset, first)
  }

  #closeUnclosed(end: number, before?: IToken): void {
    this.#sound = false
    const block = this.#pop(end)
    if (!block?.brace || this.#gaveUp) return
    const { brace, header } = block
    this.#problems.addLazily(() => ({
      code: 'R0010',
      message: `the block of ${header ? quoted(header.image) : 'this brace'} is never closed`,
      start: endOf(brace) - 1,
      end: endOf(brace),
      expected: ['}'],
      related: before ? [this.#outside(before)] : []
    }))
  }

  #outside(token: IToken): RelatedPlace {
    const message = `${quoted(token.image)} in the first column stands outside of every block`
    return { message, place: this.#problems.source.place(token.startOffset) }
  }

  #inFirstColumn(token: IToken): boolean {
    const before = token.startOffset === 0 ? 10 : this.#text.charCodeAt(token.startOffset - 1)
    return before === 10 || before === 13 || before === 0xfeff
  }
}
