// A file's text, with offsets turned into lines and columns.
import type { SourcePlace } from '@farthing/billing-core/values'

/** Knows its line starts, so that an offset costs a binary search. Lines end at LF, CRLF or CR. */
export class SourceText {
  readonly file: string
  readonly text: string
  #lineStarts: Uint32Array | null = null

  constructor(file: string, text: string) {
    this.file = file
    this.text = text
  }

  /** 1-based line and column of a UTF-16 offset; offsets outside the text are clamped. */
  place(offset: number): SourcePlace {
    const at = Math.max(0, Math.min(offset, this.text.length))
    const line = this.lineOf(at)
    return { file: this.file, line, column: at - this.lineStart(line) + 1 }
  }

  /** 1-based. */
  lineOf(offset: number): number {
    // the start of a text of any size is found without looking at it
    if (offset <= 0) return 1
    const starts = this.#starts()
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low + 1
  }

  /** Offset at which the 1-based line begins. */
  lineStart(line: number): number {
    return line === 1 ? 0 : (this.#starts()[line - 1] ?? this.text.length)
  }

  /** The offset of a 1-based line and column; a column beyond the line's end is its end. */
  offset(line: number, column: number): number {
    if (line < 1) return 0
    const start = this.lineStart(line)
    return Math.min(start + Math.max(0, column - 1), start + this.lineText(line).length)
  }

  /** The text of the 1-based line, without its end. */
  lineText(line: number): string {
    const start = this.lineStart(line)
    let end = this.#starts()[line] ?? this.text.length
    while (end > start && (this.text[end - 1] === '\n' || this.text[end - 1] === '\r')) end--
    return this.text.slice(start, end)
  }

  get lineCount(): number {
    return this.#starts().length
  }

  #starts(): Uint32Array {
    return (this.#lineStarts ??= lineStartsOf(this.text))
  }
}

function lineStartsOf(text: string): Uint32Array {
  const starts = [0]
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1)
  }
  return Uint32Array.from(starts)
}
