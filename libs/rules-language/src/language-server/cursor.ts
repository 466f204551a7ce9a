// What stands before a place in a file: the block that it is in, the statement that is being written, the word under the hand.
import type { IToken } from 'chevrotain'
import { endOf, lexRange } from '../lexer/lex.ts'
import { Ident, UnterminatedText } from '../lexer/tokens.ts'
import type { Span } from '../signature/match.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import { openEndOf } from '../statement/parse-file.ts'
import type { OpenTable } from '../statement/block-stack.ts'

export interface Cursor {
  readonly offset: number
  /** The kind of the innermost block; null in a block that nobody knows. */
  readonly kind: string | null
  /** Of the statement before the cursor, without the word that touches it. Empty where a statement begins. */
  readonly tokens: IToken[]
  /** The part of a word before the cursor, or of a text with its quotation mark; empty between words. */
  readonly word: Span
  /** Is the word a text that is not closed yet? */
  readonly inText: boolean
  readonly row: CursorRow | null
}

/** A row of a table up to the cursor. */
export interface CursorRow {
  readonly table: OpenTable
  /** The cells before the one with the cursor. */
  readonly cellsBefore: number
  /** The cell's text before the cursor. */
  readonly cell: Span
}

/** Null in a comment. */
export function cursorAt(text: string, offset: number, catalogue: SignatureCatalogue): Cursor | null {
  const before = text.slice(0, offset)
  const lineStart = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1
  const { comments } = lexRange(before, lineStart, before.length)
  if (comments.length > 0) return null
  const { kind, tokens, table } = openEndOf(before, catalogue)
  const cell = rowAt(before, lineStart)
  if (cell !== null && table !== null) {
    return { offset, kind, tokens: [], word: cell.cell, inText: false, row: { table, ...cell } }
  }
  const last = tokens.at(-1)
  const touching = last !== undefined && endOf(last) === offset
  const inText = touching && last.tokenType === UnterminatedText
  const isWord = inText || (touching && last.tokenType === Ident)
  // an editor has closed the quotation mark already
  const end = inText && text[offset] === '"' ? offset + 1 : offset
  const word = isWord ? { start: last.startOffset, end } : { start: offset, end: offset }
  return { offset, kind, tokens: isWord ? tokens.slice(0, -1) : tokens, word, inText, row: null }
}

/** Null when the line is no row. */
function rowAt(before: string, lineStart: number): Omit<CursorRow, 'table'> | null {
  const line = before.slice(lineStart)
  if (!line.trimStart().startsWith('|')) return null
  const start = lineStart + line.lastIndexOf('|') + 1
  const blank = /^\s*/.exec(before.slice(start))?.[0].length ?? 0
  return { cellsBefore: line.split('|').length - 2, cell: { start: start + blank, end: before.length } }
}
