// Gates as people write them, one a line or after a semicolon; `#` begins a comment.
import { parseDecimal } from '@farthing/billing-core/values'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { diagnose, type Problem, replaceBy } from '../diagnostics/problem.ts'
import { oneOf, quoted } from '../diagnostics/wording.ts'
import type { SourceText } from '../text/source-text.ts'
import { COUNTED_SUBJECTS, type CountedSubject, type Gate, MOVING_SUBJECTS, type MovingSubject } from './gate.ts'

export interface ParsedGates {
  readonly gates: readonly Gate[]
  /** Empty when every gate could be read. */
  readonly diagnostics: readonly Diagnostic[]
}

const SUBJECTS: readonly string[] = [...MOVING_SUBJECTS, ...COUNTED_SUBJECTS]
const FORMS = ['account +20%', 'account +5.00', 'plan +10%', 'total -1%', 'unrated 0', 'parked 0']
const MOST_GATES = 100
const MOVING_LIMIT = /^([+-])(\d{1,12}(?:\.\d{1,6})?)%$|^([+-])(\d{1,12}\.\d{2,6})$/
const COUNT = /^\d{1,9}$/
const WORD = /[^\s]+/g
const GATE = /[^;\n\r#]+|#[^\n\r]*/g

interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** Reads all of them: each that is wrong is told with its place, what was expected and, where it is clear, the fix. */
export function parseGates(source: SourceText): ParsedGates {
  const gates: Gate[] = []
  const problems: Problem[] = []
  for (const { 0: text, index } of source.text.matchAll(GATE)) {
    if (text.startsWith('#')) continue
    const words = wordsOf(text, index)
    if (words.length === 0) continue
    if (gates.length + problems.length === MOST_GATES) {
      problems.push({ code: 'R0383', start: index, end: index, message: `only ${MOST_GATES} gates are read` })
      break
    }
    const read = gateOf(words)
    if ('code' in read) problems.push(read)
    else gates.push(read)
  }
  return { gates, diagnostics: problems.map(problem => diagnose(source, problem)) }
}

function wordsOf(text: string, offset: number): Word[] {
  return [...text.matchAll(WORD)].map(({ 0: word, index }) => {
    const start = offset + index
    return { text: word, start, end: start + word.length }
  })
}

function gateOf([subject, limit, more]: readonly Word[]): Gate | Problem {
  if (subject === undefined) throw new Error('a gate has at least one word')
  const counted = COUNTED_SUBJECTS.find(each => each === subject.text)
  const moving = MOVING_SUBJECTS.find(each => each === subject.text)
  if (counted === undefined && moving === undefined) return unknownSubject(subject)
  if (limit === undefined) {
    const { start, end } = subject
    return { code: 'R0381', start, end, message: `${quoted(subject.text)} has no limit`, expected: formsOf(subject) }
  }
  if (more !== undefined) {
    const { start, end } = more
    const fix = replaceBy('remove it', { start: limit.end, end }, '')
    return { code: 'R0381', start, end, message: `a gate ends after its limit, before ${quoted(more.text)}`, fix }
  }
  if (counted !== undefined) return countedGate(counted, subject, limit)
  return movingGate(moving ?? 'account', subject, limit)
}

function unknownSubject({ text, start, end }: Word): Problem {
  const close = nearest(text, SUBJECTS)
  return {
    code: 'R0380',
    start,
    end,
    message: `${quoted(text)} is nothing that a gate can watch`,
    expected: SUBJECTS,
    ...(close === undefined ? {} : { nearest: close, fix: replaceBy(`write ${close}`, { start, end }, close) })
  }
}

function countedGate(subject: CountedSubject, head: Word, { text, start, end }: Word): Gate | Problem {
  if (COUNT.test(text)) return { text: `${subject} ${text}`, subject, most: Number(text) }
  const message = `${quoted(text)} is no whole number, and ${subject} is counted`
  return { code: 'R0382', start, end, message, expected: formsOf(head) }
}

function movingGate(subject: MovingSubject, head: Word, { text, start, end }: Word): Gate | Problem {
  const match = MOVING_LIMIT.exec(text)
  if (match === null) return limitProblem(head, { text, start, end })
  const [, percentSign, percent, amountSign, amount] = match
  return {
    text: `${subject} ${text}`,
    subject,
    direction: (percentSign ?? amountSign) === '-' ? -1 : 1,
    limit: { in: percent === undefined ? 'amount' : 'percent', micro: parseDecimal(percent ?? amount ?? '0') }
  }
}

/** A missing sign and a bare number are nearly right: the fix shows the likely meaning. */
function limitProblem(head: Word, { text, start, end }: Word): Problem {
  const at = { start, end }
  const expected = formsOf(head)
  if (/^[+-]?\d{1,12}$/.test(text)) {
    const signed = /^\d/.test(text) ? `+${text}` : text
    const message = `${quoted(text)} is a bare number: is it percent, or money?`
    const fix = replaceBy(`write ${signed}% or ${signed}.00`, at, `${signed}%`)
    return { code: 'R0382', ...at, message, expected, fix }
  }
  if (/^\d[\d.]*%?$/.test(text)) {
    const message = `${quoted(text)} does not say which way: + is a rise, - a fall`
    return { code: 'R0382', ...at, message, expected, fix: replaceBy(`write +${text}`, at, `+${text}`) }
  }
  const message = `${quoted(text)} is no limit: write a sign and percent or money, as in ${oneOf(expected)}`
  return { code: 'R0382', ...at, message, expected }
}

function formsOf({ text }: Word): string[] {
  return FORMS.filter(form => form.startsWith(`${text} `))
}
