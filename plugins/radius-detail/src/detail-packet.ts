// One paragraph of a detail file -> the attributes of a packet.

/** `3GPP-IMSI`, `Attr-26.10415.1`, and with a tag `Tunnel-Type:0`. A value may hold what only Unicode takes for the end of a line. */
const ATTRIBUTE = /^\s+([A-Za-z0-9][A-Za-z0-9._-]*(?::\d+)?)\s*[:+]?=\s*(.*)$/s
const ESCAPE = /\\(?:([0-7]{3})|(.))/g
/** For a NUL, which no table can hold. */
const REPLACEMENT = 0xfffd
const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

export type ReadPacket =
  | { readonly ok: true; readonly attributes: ReadonlyMap<string, string> }
  | { readonly ok: false; readonly reason: string; readonly detail: string }

/** By name in lower case, the first of each. The line of the date is no attribute, and blank lines are none. */
export function readPacket(paragraph: string): ReadPacket {
  const attributes = new Map<string, string>()
  for (const [index, line] of paragraph.split('\n').entries()) {
    const match = ATTRIBUTE.exec(line.trimEnd())
    if (match === null) {
      if (index === 0) continue
      return { ok: false, reason: 'no-attribute', detail: line }
    }
    const [, name = '', text = ''] = match
    const value = unquoted(text)
    if (value === null) return { ok: false, reason: 'unclosed-quote', detail: line }
    const key = name.toLowerCase()
    if (!attributes.has(key)) attributes.set(key, value)
  }
  return { ok: true, attributes }
}

/** Null when a quote is not closed. Behind a backslash stand three octal digits, a letter for a control character, or what it keeps. */
function unquoted(text: string): string | null {
  const quote = text[0]
  if (quote !== '"' && quote !== "'") return text
  if (text.length < 2 || text.at(-1) !== quote || /[^\\](?:\\\\)*\\$/.test(text.slice(0, -1))) return null
  return text
    .slice(1, -1)
    .replaceAll(ESCAPE, (_, octal: string | undefined, kept = '') =>
      octal === undefined ? (CONTROLS[kept] ?? kept) : String.fromCharCode(Number.parseInt(octal, 8) || REPLACEMENT)
    )
}
