// Finds the cells of `| a | "b | c" |  # note`.

export interface SplitRow {
  /** Offsets of the trimmed cells: start, end, start, end ... */
  readonly bounds: readonly number[]
  /** Does the row end with `|`? */
  readonly closed: boolean
  /** Offset after the last `|`, or of what follows the last cell. */
  readonly end: number
  /** Offset of the comment after the row, or -1. */
  readonly comment: number
}

const BAR = 124
const QUOTE = 34
const BACKSLASH = 92
const HASH = 35

/** The row begins with `|` at `start`. */
export function splitRow(text: string, start: number, end: number): SplitRow {
  const bounds: number[] = []
  let cell = start + 1
  let at = cell
  let comment = -1
  for (; at < end; at++) {
    const code = text.charCodeAt(at)
    if (code === BAR) {
      pushTrimmed({ text, bounds }, cell, at)
      cell = at + 1
    } else if (code === QUOTE) at = closingQuote(text, at, end)
    else if (code === HASH) {
      comment = at
      break
    }
  }
  const stop = comment === -1 ? end : comment
  const closed = isBlank(text, cell, stop)
  if (!closed) pushTrimmed({ text, bounds }, cell, stop)
  return { bounds, closed, end: closed ? cell : stop, comment }
}

/** The offset of the quote that closes the one at `at`; `at` itself when none does. */
function closingQuote(text: string, at: number, end: number): number {
  for (let next = at + 1; next < end; next++) {
    const code = text.charCodeAt(next)
    if (code === BACKSLASH) next++
    else if (code === QUOTE) return next
  }
  return at
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

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 160
}
