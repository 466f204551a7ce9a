// The fixed token types. There are no keywords: every word is an Ident, and the signatures say what it means.
import { createToken, Lexer, type TokenType } from 'chevrotain'
import { matchRow } from './row-line.ts'

// Letters of the world's scripts in the basic plane; what neither starts a token nor is white space is Bad.
const LETTERS =
  'A-Za-z_\\u00aa\\u00b5\\u00ba\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u0300-\\u1fff\\u2c00-\\ud7ff\\uf900-\\ufdff'
const STRAY = "!$&'?@\\[\\]^`~\\\\"
const BAD =
  '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u00a1-\\u00a9\\u00ab-\\u00b4\\u00b6-\\u00b9\\u00bb-\\u00bf' +
  '\\u00d7\\u00f7\\u0250-\\u02ff\\u2000-\\u2bff\\ud800-\\uf8ff\\ufe00-\\uffff'

export const Newline = createToken({ name: 'Newline', pattern: /[\r\n]+/ })
export const Space = createToken({ name: 'Space', pattern: /[ \t\u00a0]+/, group: Lexer.SKIPPED })
export const Comment = createToken({ name: 'Comment', pattern: /#[^\r\n]*/, group: 'comments' })
/** A whole table row; its cells are lexed when the table is read. */
export const RowLine = createToken({
  name: 'RowLine',
  pattern: { exec: matchRow },
  start_chars_hint: ['|'],
  line_breaks: false
})
export const Text = createToken({ name: 'Text', pattern: /"[^"\\\r\n]*(?:\\[^\r\n][^"\\\r\n]*)*"/ })
export const UnterminatedText = createToken({ name: 'UnterminatedText', pattern: /"[^\r\n]*/ })
/** Anything that looks like a date; its digits are judged where a date is wanted. */
export const DateLike = createToken({
  name: 'DateLike',
  pattern: /\d{1,4}-\d{1,2}-\d{1,4}(?:T\d{1,2}:\d{2}(?::\d{2})?Z?)?/
})
export const TimeLike = createToken({ name: 'TimeLike', pattern: /\d{1,2}:\d{2}(?::\d{2})?/ })
export const NumberToken = createToken({ name: 'Number', pattern: /\d+(?:\.\d+)?/ })
export const Phone = createToken({ name: 'Phone', pattern: /\+\d+/ })
/** A hyphen inside a word belongs to it. */
export const Ident = createToken({
  name: 'Ident',
  pattern: new RegExp(`[${LETTERS}][${LETTERS}0-9]*(?:-[${LETTERS}0-9]+)*`)
})
export const Range = createToken({ name: 'Range', pattern: '..' })
export const LBrace = createToken({ name: 'LBrace', pattern: '{' })
export const RBrace = createToken({ name: 'RBrace', pattern: '}' })
export const LParen = createToken({ name: 'LParen', pattern: '(' })
export const RParen = createToken({ name: 'RParen', pattern: ')' })
export const Semicolon = createToken({ name: 'Semicolon', pattern: ';' })
export const Comma = createToken({ name: 'Comma', pattern: ',' })
export const Colon = createToken({ name: 'Colon', pattern: ':' })
export const Equals = createToken({ name: 'Equals', pattern: '=' })
export const Plus = createToken({ name: 'Plus', pattern: '+' })
export const Minus = createToken({ name: 'Minus', pattern: '-' })
export const Star = createToken({ name: 'Star', pattern: '*' })
export const Slash = createToken({ name: 'Slash', pattern: '/' })
export const Percent = createToken({ name: 'Percent', pattern: '%' })
export const Compare = createToken({ name: 'Compare', pattern: /[<>]=?/ })
export const Dot = createToken({ name: 'Dot', pattern: '.' })
/** A text between the curly quotation marks that word processors make. */
export const CurlyText = createToken({
  name: 'CurlyText',
  pattern: /[\u201c-\u201f\u00ab][^"\\\r\n\u201c-\u201f\u00bb]*[\u201c-\u201f\u00bb]/
})
export const Bad = createToken({ name: 'Bad', pattern: new RegExp(`[${BAD}${STRAY}]+`) })

/** In the order in which they are tried. */
export const tokenTypes: TokenType[] = [
  Space,
  Newline,
  Ident,
  RowLine,
  Comment,
  DateLike,
  TimeLike,
  NumberToken,
  Text,
  UnterminatedText,
  Comma,
  LBrace,
  RBrace,
  Semicolon,
  Range,
  Dot,
  Phone,
  Plus,
  Minus,
  Star,
  Slash,
  Percent,
  Colon,
  Equals,
  Compare,
  LParen,
  RParen,
  CurlyText,
  Bad
]
