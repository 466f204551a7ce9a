// A diagnostic as people read it: where, what, the line with a caret, and what to do.
import type { SourcePlace } from '@farthing/billing-core/values'
import { SourceText } from '../text/source-text.ts'
import type { Diagnostic } from './diagnostic.ts'
import { quoted, visible } from './wording.ts'

export interface RenderOptions {
  /** Colour for a terminal; plain when absent. */
  readonly colour?: boolean
}

/** Characters of a source line that are shown. */
const WIDTH = 100
/** Possibilities listed before the rest is counted. */
const MAX_EXPECTED = 12

const COLOURS = {
  error: '\u001b[1;31m',
  warning: '\u001b[1;33m',
  bold: '\u001b[1m',
  faint: '\u001b[2m',
  blue: '\u001b[34m'
}

type Paint = (colour: keyof typeof COLOURS, text: string) => string

/**
 * Several lines without a final newline. `text` is the file's text; give the same SourceText for many diagnostics of one file,
 * so that its lines are found once.
 */
export function renderDiagnostic(
  diagnostic: Diagnostic,
  text: string | SourceText,
  options: RenderOptions = {}
): string {
  const source = typeof text === 'string' ? new SourceText(diagnostic.file, text) : text
  const paint: Paint = (colour, part) => (options.colour ? `${COLOURS[colour]}${part}\u001b[0m` : part)
  const { severity, code, message } = diagnostic
  const head = `${paint('bold', placeText(diagnostic))}: ${paint(severity, `${severity} ${code}`)}: ${visible(message)}`
  const gutter = ' '.repeat(String(diagnostic.line).length)
  const notes = notesOf(diagnostic).map(note => `${gutter} ${paint('blue', '=')} ${visible(note)}`)
  return [head, ...excerpt(diagnostic, source, paint), ...notes].join('\n')
}

function placeText({ file, line, column }: SourcePlace): string {
  return `${visible(file)}:${line}:${column}`
}

function excerpt(
  { line, column, endLine, endColumn, severity }: Diagnostic,
  source: SourceText,
  paint: Paint
): string[] {
  if (line > source.lineCount) return []
  const text = source.lineText(line)
  const from = Math.min(column - 1, text.length)
  const until = endLine > line ? text.length : Math.min(endColumn - 1, text.length)
  const start = text.length <= WIDTH ? 0 : Math.max(0, from - WIDTH / 2)
  const end = Math.min(text.length, start + WIDTH)
  const before = shown(text.slice(start, from))
  const marked = shown(text.slice(from, Math.min(until, end)))
  const after = shown(text.slice(Math.max(from, Math.min(until, end)), end))
  const lead = start > 0 ? '... ' : ''
  const tail = end < text.length ? ' ...' : ''
  const number = String(line)
  const gutter = ' '.repeat(number.length)
  const caret = `${' '.repeat(lead.length + before.length)}${'^'.repeat(Math.max(1, marked.length))}`
  return [
    `${paint('faint', `${number} |`)} ${lead}${before}${marked}${after}${tail}`,
    `${paint('faint', `${gutter} |`)} ${paint(severity, caret)}`
  ]
}

/** Tabs take one column; what could upset a terminal is made visible. */
function shown(text: string): string {
  return visible(text.replaceAll('\t', ' '))
}

function notesOf(diagnostic: Diagnostic): string[] {
  const { nearest, fix, related } = diagnostic
  const notes = helpOf(diagnostic)
  if (fix && fix.title !== `write ${nearest}`) notes.push(`fix: ${fix.title}`)
  for (const { message: text, place } of related ?? []) notes.push(`${placeText(place)}: ${text}`)
  return notes
}

/** What to write instead, as far as it is known: lines to stand under the message. */
export function helpOf({ message, nearest, expected }: Diagnostic): string[] {
  const notes: string[] = []
  if (nearest !== undefined) notes.push(`did you mean ${quoted(nearest)}?`)
  if (
    expected &&
    !message.includes('expected') &&
    !message.includes('the columns are') &&
    !message.includes('is complete before')
  )
    notes.push(`expected: ${listed(expected)}`)
  return notes
}

function listed(expected: readonly string[]): string {
  const rest = expected.length - MAX_EXPECTED
  return expected.slice(0, MAX_EXPECTED).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}
