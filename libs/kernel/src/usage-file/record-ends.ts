// Where records of a file end: at each line feed, or at each empty line.

export interface RecordEnds {
  /** Offset behind the first record of the bytes that ends in them, -1 when none does. */
  first(bytes: Buffer): number
  /** Offset behind the last one. */
  last(bytes: Buffer): number
  /** So many bytes at the end may be the beginning of an end. */
  readonly overlap: number
}

const LINE_FEED = 10
const EMPTY_LINE = '\n\n'
const EMPTY_LINE_CRLF = '\n\r\n'

export const lineEnds: RecordEnds = {
  first: bytes => bytes.indexOf(LINE_FEED) + 1 || -1,
  last: bytes => bytes.lastIndexOf(LINE_FEED) + 1 || -1,
  overlap: 0
}

export const paragraphEnds: RecordEnds = {
  first(bytes) {
    const plain = bytes.indexOf(EMPTY_LINE, 0, 'latin1')
    const crlf = bytes.indexOf(EMPTY_LINE_CRLF, 0, 'latin1')
    if (crlf >= 0 && (plain < 0 || crlf < plain)) return crlf + EMPTY_LINE_CRLF.length
    return plain < 0 ? -1 : plain + EMPTY_LINE.length
  },
  last(bytes) {
    const plain = bytes.lastIndexOf(EMPTY_LINE, bytes.length, 'latin1')
    const crlf = bytes.lastIndexOf(EMPTY_LINE_CRLF, bytes.length, 'latin1')
    if (crlf > plain) return crlf + EMPTY_LINE_CRLF.length
    return plain < 0 ? -1 : plain + EMPTY_LINE.length
  },
  overlap: 2
}

export function endsOf(records: 'lines' | 'paragraphs'): RecordEnds {
  return records === 'lines' ? lineEnds : paragraphEnds
}
