// The lines of a credit or debit note, as a LIFE.json asks for them.
import { quoted } from '@farthing/plugin-sdk'
import { optional, type Read, readAmount, readText, type UnitWords } from './field.ts'
import { isRecord, readFields } from './read-fields.ts'

export interface AskedLine {
  /** Of the invoice. */
  readonly line?: number
  /** Micro. */
  readonly amount?: bigint
  readonly description?: string
  readonly category?: string
}

const MOST_LINES = 1000
const lineShape = {
  line: optional(readLine),
  amount: optional(readAmount),
  description: optional(readText),
  category: optional(readText)
} as const

export function readNoteLines(value: unknown, units: UnitWords): Read<readonly AskedLine[]> {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_LINES)
    return { ok: false, problem: `${quoted(value)} is not a list of lines like [{ "line": 1, "amount": "5.00" }]` }
  const lines: AskedLine[] = []
  for (const [index, told] of value.entries()) {
    if (!isRecord(told)) return { ok: false, problem: `${quoted(told)} is not a line like { "line": 1 }` }
    const read = readFields(told, lineShape, units)
    if (!read.ok) {
      const [first] = read.problems
      return { ok: false, problem: `its ${index + 1}. line, field "${first?.field}": ${first?.problem}` }
    }
    lines.push(read.values)
  }
  return { ok: true, value: lines }
}

function readLine(value: unknown): Read<number> {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1
    ? { ok: true, value }
    : { ok: false, problem: `${quoted(value)} is not the number of a line of the invoice` }
}
