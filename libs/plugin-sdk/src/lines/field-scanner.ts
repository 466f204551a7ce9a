// Cuts one line of separated values into fields by offsets alone: text is made only for the fields that are asked for.

const CARRIAGE_RETURN = 13

/** Why a line could not be cut, as `detail` of a malformed line. */
export type ScanFault = 'unclosed-quote' | 'text-after-quote' | 'too-many-fields'

/** How a file writes its fields. */
export interface FieldDialect {
  /** One character. */
  readonly separator: string
  /** One character; '' where nothing is quoted. */
  readonly quote: string
}

const COMMAS: FieldDialect = { separator: ',', quote: '"' }

/** One scanner per open file: `scan` forgets the line before. RFC 4180 quoting, except that a line feed always ends a line. */
export class FieldScanner {
  /** Why the last `scan` returned -1. */
  fault: ScanFault | null = null
  private line = ''
  private readonly starts: Int32Array
  private readonly ends: Int32Array
  /** 1 where a doubled quote stands inside the field. */
  private readonly doubled: Uint8Array
  private readonly separator: string
  private readonly quote: string
  /** NaN where nothing is quoted: no character has it. */
  private readonly quoteCode: number
  private readonly separatorCode: number

  constructor(
    private readonly mostFields: number,
    { quote, separator }: FieldDialect = COMMAS
  ) {
    this.separator = separator
    this.separatorCode = separator.charCodeAt(0)
    this.quote = quote
    this.quoteCode = quote.charCodeAt(0)
    this.starts = new Int32Array(mostFields)
    this.ends = new Int32Array(mostFields)
    this.doubled = new Uint8Array(mostFields)
  }

  /** The number of fields, or -1 with `fault` set. An empty line has one empty field; a trailing carriage return is dropped. */
  scan(line: string): number {
    this.line = line
    this.fault = null
    let length = line.length
    if (length > 0 && line.charCodeAt(length - 1) === CARRIAGE_RETURN) length--
    let count = 0
    let at = 0
    for (;;) {
      if (count === this.mostFields) return this.fail('too-many-fields')
      const end =
        at < length && line.charCodeAt(at) === this.quoteCode
          ? this.quoted(at, length, count)
          : this.plain(at, length, count)
      if (end < 0) return -1
      count++
      if (end >= length) return count
      at = end + 1
    }
  }

  /** The text of field `index`, without its quotes. A slice of the line: copy it before keeping it. */
  text(index: number): string {
    const text = this.line.slice(this.starts[index], this.ends[index])
    return this.doubled[index] === 1 ? text.replaceAll(this.quote + this.quote, this.quote) : text
  }

  private plain(at: number, length: number, index: number): number {
    const next = this.line.indexOf(this.separator, at)
    const end = next < 0 || next > length ? length : next
    this.starts[index] = at
    this.ends[index] = end
    this.doubled[index] = 0
    return end
  }

  /** Returns where the field's separator is, or the line's length. */
  private quoted(at: number, length: number, index: number): number {
    const { quote, quoteCode } = this
    let close = this.line.indexOf(quote, at + 1)
    this.doubled[index] = 0
    while (close >= 0 && close + 1 < length && this.line.charCodeAt(close + 1) === quoteCode) {
      this.doubled[index] = 1
      close = this.line.indexOf(quote, close + 2)
    }
    if (close < 0 || close >= length) return this.fail('unclosed-quote')
    const after = close + 1
    if (after < length && this.line.charCodeAt(after) !== this.separatorCode) return this.fail('text-after-quote')
    this.starts[index] = at + 1
    this.ends[index] = close
    return after
  }

  private fail(fault: ScanFault): -1 {
    this.fault = fault
    return -1
  }
}
