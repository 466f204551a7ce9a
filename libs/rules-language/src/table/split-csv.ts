// Finds the fields of CSV lines: quoted where needed, `""` for a quotation mark inside, LF or CRLF, a comma, semicolon or tab between.

/** A deck has many lines: a line is arrays of texts and offsets, not an object for each field. */
export interface CsvLine {
  /** The fields without their quoting, trimmed. */
  readonly texts: readonly string[]
  /** Offsets of the fields in pairs: with their quotation marks, or trimmed. */
  readonly bounds: readonly number[]
  readonly start: number
  readonly end: number
  /** Offset of a quotation mark that is never closed, or -1. */
  readonly unclosed: number
  /** Offset after a closing quotation mark that text follows, or -1. */
  readonly followed: number
}

const QUOTE = 34
const FEED = 10
const RETURN = 13

/** Lines with nothing in them are left out. */
export function* csvLines(text: string): Generator<CsvLine> {
  const separator = separatorOf(text)
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === FEED || code === RETURN) {
      at++
      continue
    }
    const line = readLine(text, at, separator)
    at = line.end
    if (line.texts.length > 1 || line.texts[0] !== '') yield line
  }
}

/** The header decides: a comma, or else a semicolon or a tab. */
function separatorOf(text: string): number {
  const feed = text.indexOf('\n')
  const header = text.slice(0, feed === -1 ? 4096 : Math.min(feed, 4096))
  return [',', ';', '\t'].find(mark => header.includes(mark))?.charCodeAt(0) ?? 44
}

function readLine(text: string, start: number, separator: number): CsvLine {
  const texts: string[] = []
  const bounds: number[] = []
  let [unclosed, followed] = [-1, -1]
  let at = start
  for (;;) {
    const quoted = text.charCodeAt(at) === QUOTE
    const end = quoted ? closingQuote(text, at) : endOfField(text, at, separator)
    if (quoted && end < 0) unclosed = at
    // without its closing quote a field ends with the line, so that one slip costs one line
    const after = end < 0 ? -end : end
    if (quoted) {
      texts.push(unquoted(text, at + 1, end < 0 ? after : after - 1))
      bounds.push(at, after)
    } else pushTrimmed({ texts, bounds }, text.slice(at, after), at)
    at = endOfField(text, after, separator)
    if (quoted && followed < 0 && text.slice(after, at).trim() !== '') followed = after
    if (at >= text.length || text.charCodeAt(at) !== separator) break
    at++
  }
  return { texts, bounds, start, end: at, unclosed, followed }
}

function pushTrimmed({ texts, bounds }: { texts: string[]; bounds: number[] }, field: string, at: number): void {
  const trimmed = field.trim()
  const start = at + field.length - field.trimStart().length
  texts.push(trimmed)
  bounds.push(start, start + trimmed.length)
}

function endOfField(text: string, from: number, separator: number): number {
  let at = from
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === separator || code === FEED || code === RETURN) break
    at++
  }
  return at
}

/** The offset after the quotation mark that closes the one at `start`; the end of the line, negative, when none does. */
function closingQuote(text: string, start: number): number {
  const feed = text.indexOf('\n', start)
  const limit = feed === -1 ? text.length : feed
  let at = start + 1
  while (at < limit) {
    if (text.charCodeAt(at) !== QUOTE) at++
    else if (text.charCodeAt(at + 1) === QUOTE) at += 2
    else return at + 1
  }
  return -limit
}

function unquoted(text: string, start: number, end: number): string {
  return text.slice(start, end).replaceAll('""', '"').trim()
}
