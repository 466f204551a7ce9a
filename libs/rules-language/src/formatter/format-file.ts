// The formatter: one way to lay a file out. It moves tokens and comments, never changes or drops one, and leaves alone what it does not understand.
import type { IToken } from 'chevrotain'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { Bad, Comment } from '../lexer/tokens.ts'
import { trimSpacesEnd } from '../lexer/white-space.ts'
import { limits } from '../limits.ts'
import type { Match } from '../signature/match.ts'
import type { SignatureCatalogue } from '../signature/signature-catalogue.ts'
import { parseStatements } from '../statement/parse-file.ts'
import type { SourceFile } from '../statement/parsed-file.ts'
import { type Block, endsInComma, type Item, layoutOf } from './layout.ts'
import { asWritten, LINE_WIDTH, spaced } from './spacing.ts'
import { tableLines } from './table-lines.ts'

export type Formatted =
  | { readonly ok: true; readonly text: string }
  /** What leaves its layout in doubt: a brace or a quotation mark that is missing, a line too long to read. */
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** The formatted text, or why there is none. Formatting twice changes nothing more. `kind`: of the block in which the text stands. */
export function layOut(source: SourceFile, catalogue: SignatureCatalogue, kind = 'file'): Formatted {
  const { matches, diagnostics, sound } = parseStatements(source, catalogue, kind)
  if (sound) return { ok: true, text: laidOut(source.text, matches) }
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const doubts = errors.filter(({ code }) => CODES_OF_FORM.test(code))
  return { ok: false, diagnostics: doubts.length > 0 ? doubts : errors }
}

/** Of texts, lines and braces, before any statement is understood. */
const CODES_OF_FORM = /^R00[01]\d$/

/** The formatted text; the same text when its layout is in doubt. */
export function formatFile(source: SourceFile, catalogue: SignatureCatalogue, kind = 'file'): string {
  const formatted = layOut(source, catalogue, kind)
  return formatted.ok ? formatted.text : source.text
}

function laidOut(text: string, matches: readonly Match[]): string {
  const printer = new Printer(text, startsOf(matches))
  const lines = printer.items(layoutOf(text).items, '').map(trimSpacesEnd)
  const end = text.includes('\r\n') ? '\r\n' : '\n'
  const mark = text.startsWith('\ufeff') ? '\ufeff' : ''
  // moved to the start of the file, a byte order mark would mean something
  if (lines[0]?.startsWith('\ufeff')) return text
  // with room between its words a line may be longer than lines are read
  if (lines.some(line => line.length > limits.lineLength.most)) return text
  return lines.length === 0 ? mark : `${mark}${lines.join('\n').replaceAll('\n', end)}${end}`
}

function startsOf(matches: readonly Match[]): ReadonlySet<number> {
  const starts = new Set<number>()
  const waiting = [...matches]
  for (let match = waiting.pop(); match; match = waiting.pop()) {
    starts.add(match.start)
    for (const child of match.children) waiting.push(child)
  }
  return starts
}

class Printer {
  readonly #text: string
  readonly #recognised: ReadonlySet<number>

  constructor(text: string, recognised: ReadonlySet<number>) {
    this.#text = text
    this.#recognised = recognised
  }

  /** The lines of a block's items. */
  items(items: readonly Item[], indent: string): string[] {
    const lines: string[] = []
    const table = this.#tables(items)
    for (const item of items) {
      if (item.blankBefore) lines.push('')
      const row = table.get(item)
      if (row !== undefined) lines.push(indent + row + trailing(item.trailing))
      else if (item.kind === 'comment') lines.push(indent + trimSpacesEnd(item.tokens[0]?.image ?? ''))
      else lines.push(...this.#statement(item, indent))
    }
    return lines
  }

  #tables(items: readonly Item[]): ReadonlyMap<Item, string> {
    const rows = items.filter(({ kind }) => kind === 'row')
    const lines = tableLines(
      this.#text,
      rows.flatMap(({ tokens }) => tokens)
    )
    return new Map(rows.map((row, index) => [row, lines[index] ?? '']))
  }

  #statement(item: Item, indent: string): string[] {
    const header = this.#header(item, indent)
    const { block } = item
    if (!block) return [indent + header + trailing(item.trailing)]
    const one = block.oneLine ? this.#oneLine(item) : null
    if (one !== null && indent.length + one.length <= LINE_WIDTH) return [indent + one + trailing(item.trailing)]
    const inside = this.items(block.items, `${indent}  `)
    return [`${indent}${header} {${trailing(block.opening)}`, ...inside, `${indent}}${trailing(item.trailing)}`]
  }

  /** `header { a; b }`, or null when something in it needs a line of its own. */
  #oneLine(item: Item): string | null {
    const block = item.block
    const header = this.#header(item, '')
    if (header.includes('\n')) return null
    if (!block) return header
    const parts = block.items.map(inner => this.#inLine(inner, block))
    if (block.opening || parts.includes(null)) return null
    return parts.length === 0 ? `${header} { }` : `${header} { ${parts.join('; ')} }`
  }

  #inLine(item: Item, { items }: Block): string | null {
    if (item.kind !== 'statement' || item.trailing) return null
    // a comma at its end would make it go on
    return endsInComma(item.tokens) && item !== items.at(-1) ? null : this.#oneLine(item)
  }

  #header({ tokens, block, semicolon }: Item, indent: string): string {
    const text = this.#recognises(tokens) ? spaced(tokens, indent) : asWritten(this.#text, tokens, indent)
    return semicolon && !block && endsInComma(tokens) ? `${text};` : text
  }

  #recognises(tokens: readonly IToken[]): boolean {
    const [first] = tokens
    if (!first || !this.#recognised.has(first.startOffset)) return false
    return tokens.every(({ tokenType }) => tokenType !== Bad && tokenType !== Comment)
  }
}

function trailing(comment: IToken | null): string {
  return comment ? `  ${trimSpacesEnd(comment.image)}` : ''
}
