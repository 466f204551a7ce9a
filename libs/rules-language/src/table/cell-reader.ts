// Reads the cells of one column: the same literals as in statements. Cells repeat, so values are kept by their text.
import { quoted } from '../diagnostics/wording.ts'
import { replaceBy, type Problem } from '../diagnostics/problem.ts'
import { lexRange } from '../lexer/lex.ts'
import { Bad, UnterminatedText } from '../lexer/tokens.ts'
import { badCharacters } from '../segmenter/bad-characters.ts'
import type { Span } from '../signature/match.ts'
import type { Column } from '../signature/signature.ts'
import type { SlotValue } from '../signature/slot-value.ts'
import { describeSlot } from '../slots/describe-slot.ts'
import { bad, good, type Judged } from '../slots/judged.ts'
import { readSlot } from '../slots/read-slot.ts'
import { spanOf } from '../slots/written.ts'

/** `'*'`: every value. Null: the cell is blank. */
export type CellValue = SlotValue | '*' | null

/** Distinct texts of one column whose values are kept. */
const MAX_KEPT = 4096

const NOWHERE: Span = { start: 0, end: 0 }
const NO_WORDS: ReadonlySet<string> = new Set()

export class CellReader {
  readonly #name: string
  readonly #column: Column
  /** In a CSV file a name is the field itself: its quoting is CSV's. */
  readonly #raw: boolean
  readonly #kept = new Map<string, CellValue>()

  constructor(name: string, column: Column, raw: boolean) {
    this.#name = name
    this.#column = column
    this.#raw = raw && (column.slot.kind === 'name' || column.slot.kind === 'text')
  }

  /** Places in the problem are offsets into the cell's text. */
  read(text: string): Judged<CellValue> {
    const kept = this.#kept.get(text)
    if (kept !== undefined) return good(kept)
    const value = this.#judge(text)
    if (value.ok && this.#kept.size < MAX_KEPT) this.#kept.set(text, value.value)
    return value
  }

  #judge(text: string): Judged<CellValue> {
    const { slot, optional, any } = this.#column
    if (text === '') return optional ? good(null) : this.#blank()
    if (text === '*')
      return any
        ? good('*')
        : bad('R0056', { start: 0, end: 1 }, `\`*\` does not stand in the column ${quoted(this.#name)}`)
    if (this.#raw)
      return text.isWellFormed()
        ? good(text)
        : bad('R0005', { start: 0, end: text.length }, 'the field holds half of a character')
    if (slot.kind === 'number-text' && /^\+?\d{1,15}$/.test(text))
      return good(text.startsWith('+') ? text.slice(1) : text)
    if (slot.kind === 'name' && /^[a-z][a-z0-9]*(?:-[a-z0-9]+){0,9}$/.test(text)) return good(text)
    return this.#lex(text)
  }

  #blank(): { ok: false; problem: Problem } {
    const { slot } = this.#column
    return bad('R0055', NOWHERE, `the cell of ${quoted(this.#name)} is empty: write ${describeSlot(slot)}`)
  }

  #lex(text: string): Judged<CellValue> {
    const { slot } = this.#column
    const { tokens } = lexRange(text, 0, text.length)
    const stray = tokens.find(({ tokenType }) => tokenType === Bad || tokenType === UnterminatedText)
    if (stray?.tokenType === Bad) return { ok: false, problem: badCharacters(stray) }
    if (stray) return bad('R0002', spanOf(stray), `the text ${quoted(stray.image)} has no closing quotation mark`)
    const reading = readSlot({ tokens, at: 0, follow: NO_WORDS, endsList: () => false }, slot)
    const token = tokens[reading.ok ? reading.next : reading.at]
    const span = token ? spanOf(token) : { start: text.length, end: text.length }
    if (reading.ok && reading.problem) return { ok: false, problem: reading.problem }
    if (reading.ok && !token) return good(reading.value)
    if (!reading.ok && reading.problem) return { ok: false, problem: reading.problem }
    if (!reading.ok)
      return bad('R0022', span, `the column ${quoted(this.#name)} takes ${describeSlot(slot)}, not ${quoted(text)}`)
    const name = slot.kind === 'name' || slot.kind === 'names'
    const whole = { start: 0, end: text.length }
    if (name)
      return bad('R0058', whole, `${quoted(text)} is not one name; quote it`, {
        fix: replaceBy('quote it', whole, JSON.stringify(text))
      })
    return bad('R0058', span, `${quoted(text)} goes on after ${describeSlot(slot)}`)
  }
}
