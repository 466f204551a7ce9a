// What the lexer skips, and nothing else: JavaScript's own trim also takes characters that mean nothing here and are reported.

/** A space, a tab or a no-break space. */
export function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 160
}

export function trimSpaces(text: string): string {
  let from = 0
  while (from < text.length && isSpace(text.charCodeAt(from))) from++
  return trimSpacesEnd(text.slice(from))
}

export function trimSpacesEnd(text: string): string {
  let end = text.length
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--
  return text.slice(0, end)
}
