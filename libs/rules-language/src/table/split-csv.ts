// Finds the fields of CSV lines: quoted where needed, `""` for a quotation mark inside, LF or CRLF, a comma, semicolon or tab between.

export interface CsvField {
  readonly value: string
  readonly start: number
  readonly end: number
}

export interface CsvLine {
  readonly fields: readonly CsvField[]
  readonly start: number
  readonly end: number
  /** Offset of a quotation mark that is never closed, or -1. */
  readonly unclosed: number
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
    if (line.fields.length > 1 || line.fields[0]?.value !== '') yield line
  }
}

/** The header decides: a comma, or else a semicolon or a tab. */
function separatorOf(text: string): number {
  const feed = text.indexOf('\n')
  const header = text.slice(0, feed === -1 ? 4096 : Math.min(feed, 4096))
  return [',', ';', '\t'].find(mark => header.includes(mark))?.charCodeAt(0) ?? 44
}

function readLine(text: string, start: number, separator: number): CsvLine {
  const fields: CsvField[] = []
  let unclosed = -1
  let at = start
  for (;;) {
    const field = text.charCodeAt(at) === QUOTE ? quotedField(text, at) : plainField(text, at, separator)
    if (field.unclosed) unclosed = at
    fields.push(field)
    at = field.end
    while (at < text.length && !isEnd(text.charCodeAt(at), separator)) at++
    if (text.charCodeAt(at) !== separator || at >= text.length) break
    at++
  }
  return { fields, start, end: at, unclosed }
}

function isEnd(code: number, separator: number): boolean {
  return code === separator || code === FEED || code === RETURN
}

function plainField(text: string, start: number, separator: number): CsvField & { unclosed: boolean } {
  let end = start
  while (end < text.length && !isEnd(text.charCodeAt(end), separator)) end++
  return { value: text.slice(start, end).trim(), start, end, unclosed: false }
}

/** A quoted field ends at its closing quote or, so that one slip costs one line, at the end of the line. */
function quotedField(text: string, start: number): CsvField & { unclosed: boolean } {
  const feed = text.indexOf('\n', start)
  const limit = feed === -1 ? text.length : feed
  let at = start + 1
  while (at < limit) {
    if (text.charCodeAt(at) !== QUOTE) at++
    else if (text.charCodeAt(at + 1) === QUOTE) at += 2
    else
      return {
        value: text
          .slice(start + 1, at)
          .replaceAll('""', '"')
          .trim(),
        start,
        end: at + 1,
        unclosed: false
      }
  }
  return { value: text.slice(start + 1, limit).trim(), start, end: limit, unclosed: true }
}
