// The lines or paragraphs of a block as text, those that are no text with what is wrong with them.
import { isAscii, isUtf8 } from 'node:buffer'
import { type LineBlock, lineFeeds } from './block-reader.ts'

export const LONGEST_LINE_BYTES = 65_536

export type LineFault = 'nul-byte' | 'not-utf-8' | 'line-too-long' | 'record-too-long'

/**
 * Called for each line, without its line feed. With a fault, `line` holds the bytes one by one as Latin-1 (so that it still
 * identifies the line), a long one cut.
 */
export type LineVisitor = (line: string, fault: LineFault | null) => void

/** Visits every line of the block in order. */
export function visitLines(block: LineBlock, visit: LineVisitor): void {
  if (block.tooLong) return visit(`${block.bytes.toString('latin1')}...${block.end - block.start}`, 'line-too-long')
  const { bytes } = block
  const clean = !bytes.includes(0)
  if (clean && isAscii(bytes)) return visitText(bytes.toString('latin1'), visit, true)
  if (clean && isUtf8(bytes)) return visitText(bytes.toString('utf8'), visit, false)
  visitBytes(bytes, visit)
}

/** As `LineVisitor`; `at` counts the block's lines before the record. */
export type RecordVisitor = (text: string, fault: LineFault | null, at: number) => void

/** Visits every record of the block in order and says how many lines it has. */
export function visitRecords(block: LineBlock, records: 'lines' | 'paragraphs', visit: RecordVisitor): number {
  if (records === 'paragraphs') return visitParagraphs(block, visit)
  let at = 0
  visitLines(block, (line, fault) => visit(line, fault, at++))
  return at
}

/** How many lines the block has. */
export function countLines({ bytes, tooLong, passedLines }: LineBlock): number {
  if (tooLong) return passedLines
  return lineFeeds(bytes) + (bytes.at(-1) === 10 ? 0 : 1)
}

interface ReadLine {
  readonly line: string
  readonly fault: LineFault | null
}

function visitParagraphs(block: LineBlock, visit: RecordVisitor): number {
  if (block.tooLong) {
    visitLines(block, line => visit(line, 'record-too-long', 0))
    return block.passedLines
  }
  let paragraph: ReadLine[] = []
  let at = 0
  const flush = (): void => {
    if (paragraph.length > 0) visitParagraph(paragraph, at - paragraph.length, visit)
    paragraph = []
  }
  visitLines(block, (line, fault) => {
    if (fault === null && (line === '' || line === '\r')) flush()
    else paragraph.push({ line, fault })
    at++
  })
  flush()
  return at
}

function visitParagraph(lines: readonly ReadLine[], at: number, visit: RecordVisitor): void {
  const fault = lines.find(each => each.fault !== null)?.fault ?? null
  // beside a line that is no text the others are bytes too: together they identify the record
  const text = lines.map(each => (fault !== null && each.fault === null ? asBytes(each.line) : each.line)).join('\n')
  if (fits(text)) return visit(text, fault, at)
  visit(shortened(fault === null ? asBytes(text) : text), 'record-too-long', at)
}

function asBytes(text: string): string {
  return Buffer.from(text).toString('latin1')
}

function visitText(text: string, visit: LineVisitor, ascii: boolean): void {
  let at = 0
  while (at < text.length) {
    const newline = text.indexOf('\n', at)
    const end = newline < 0 ? text.length : newline
    const line = text.slice(at, end)
    if (end - at <= LONGEST_LINE_BYTES && (ascii || fits(line))) visit(line, null)
    else visit(shortened(ascii ? line : asBytes(line)), 'line-too-long')
    at = end + 1
  }
}

function fits(line: string): boolean {
  return line.length * 3 <= LONGEST_LINE_BYTES || Buffer.byteLength(line) <= LONGEST_LINE_BYTES
}

/** Lines one at a time, because some of them are no text. */
function visitBytes(bytes: Buffer, visit: LineVisitor): void {
  let at = 0
  while (at < bytes.length) {
    const newline = bytes.indexOf(10, at)
    const end = newline < 0 ? bytes.length : newline
    const line = bytes.subarray(at, end)
    if (line.length > LONGEST_LINE_BYTES) visit(shortened(line.toString('latin1')), 'line-too-long')
    else if (line.includes(0)) visit(line.toString('latin1'), 'nul-byte')
    else if (isUtf8(line)) visit(line.toString('utf8'), null)
    else visit(line.toString('latin1'), 'not-utf-8')
    at = end + 1
  }
}

/** The beginning and the length: enough to find the line and to know it again. */
function shortened(line: string): string {
  return `${line.slice(0, 1024)}...${line.length}`
}
