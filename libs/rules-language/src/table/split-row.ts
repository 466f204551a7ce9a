// Finds the cells of `| a | "b | c" |`.
import { closingQuote } from '../lexer/row-line.ts'
import { isSpace } from '../lexer/white-space.ts'

export interface SplitRow {
  /** Offsets of the trimmed cells: start, end, start, end ... */
  readonly bounds: readonly number[]
  /** Does the row end with `|`? */
  readonly closed: boolean
  /** Offset after the last cell. */
  readonly end: number
}

const BAR = 124
const QUOTE = 34

/** The row begins with `|` at `start`. */
export function splitRow(text: string, start: number, end: number): SplitRow {
  const bounds: number[] = []
  let cell = start + 1
  for (let at = cell; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code === BAR) {
      pushTrimmed({ text, bounds }, cell, at)
      cell = at + 1
    } else if (code === QUOTE) at = closingQuote(text, at)
  }
  const closed = isBlank(text, cell, end)
  if (!closed) pushTrimmed({ text, bounds }, cell, end)
  return { bounds, closed, end }
}

function pushTrimmed({ text, bounds }: { text: string; bounds: number[] }, start: number, end: number): void {
  let from = start
  let until = end
  while (from < until && isSpace(text.charCodeAt(from))) from++
  while (until > from && isSpace(text.charCodeAt(until - 1))) until--
  bounds.push(from, until)
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (!isSpace(text.charCodeAt(at))) return false
  return true
}
