// Where a table row ends: after its last bar, so that braces and a comment may follow it on the line.

import { trimSpacesEnd } from './white-space.ts'

const BAR = 124
const QUOTE = 34
const BACKSLASH = 92
const HASH = 35

/** Matches the row that begins with `|` at `offset`. What follows the last bar belongs to the row, unless it is nothing but `}` and `;`. */
export function matchRow(text: string, offset: number): [string] | null {
  if (text.charCodeAt(offset) !== BAR) return null
  let bar = offset
  let end = offset + 1
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end)
    if (code === BAR) bar = end
    else if (code === QUOTE) end = closingQuote(text, end)
    else if (code === HASH || isLineEnd(code)) break
  }
  const rest = text.slice(bar + 1, end)
  return [trimSpacesEnd(text.slice(offset, /^[ \t\u00a0};]*$/.test(rest) && bar > offset ? bar + 1 : end))]
}

/** The offset of the quote that closes the one at `at`, on the same line; `at` itself when none does. */
export function closingQuote(text: string, at: number): number {
  for (let next = at + 1; next < text.length; next++) {
    const code = text.charCodeAt(next)
    if (code === QUOTE) return next
    if (isLineEnd(code)) return at
    if (code === BACKSLASH && !isLineEnd(text.charCodeAt(next + 1))) next++
  }
  return at
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13
}
