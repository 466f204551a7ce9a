// Reads the cells of one column: the same literals as in statements. Cells repeat, so values are kept by their text.
import type { IToken } from 'chevrotain'
import { oneOf, quoted } from '../diagnostics/wording.ts'
import { replaceBy, type Problem } from '../diagnostics/problem.ts'
import { endOf, lexRange } from '../lexer/lex.ts'
import { Bad, UnterminatedText } from '../lexer/tokens.ts'
import { badCharacters } from '../segmenter/bad-characters.ts'
import type { Span } from '../signature/match.ts'
import type { Column } from '../signature/signature.ts'
import type { SlotValue } from '../signature/slot-value.ts'
import { describeSlot } from '../slots/describe-slot.ts'
import { bad, good, type Judged } from '../slots/judged.ts'
import { isLongName, longName } from '../slots/plain-values.ts'
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
    if (slot.kind === 'name' && isLongName(text)) return longName(text, { start: 0, end: text.length })
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
    const { tokens } = lexRange(text, 0, text.length)
    const stray = tokens.find(({ tokenType }) => tokenType === Bad || tokenType === UnterminatedText)
    if (stray?.tokenType === Bad) return { ok: false, problem: badCharacters(stray) }
    if (stray) return bad('R0002', spanOf(stray), `the text ${quoted(stray.image)} has no closing quotation mark`)
    const reading = readSlot({ tokens, at: 0, follow: NO_WORDS, endsList: () => false }, this.#column.slot)
    if (reading.problem) return { ok: false, problem: reading.problem }
    if (!reading.ok) return this.#unread(text, tokens, reading)
    return reading.next === tokens.length ? good(reading.value) : this.#goesOn(text, tokens[reading.next])
  }

  #unread(
    text: string,
    tokens: readonly IToken[],
    { at, wanted }: { at: number; wanted: readonly string[] }
  ): Judged<never> {
    const { slot } = this.#column
    const [token, before] = [tokens[at], tokens[at - 1]]
    const span = token ? spanOf(token) : { start: text.length, end: text.length }
    const whole = describeSlot(slot)
    if (!before) return bad('R0022', span, `the column ${quoted(this.#name)} takes ${whole}, not ${quoted(text)}`)
    const found = token ? `, found ${quoted(token.image)}` : ''
    const like = whole.includes('such as') ? `; write ${whole}` : ''
    return bad('R0022', span, `expected ${oneOf(wanted)} after ${quoted(text.slice(0, endOf(before)))}${found}${like}`)
  }

  #goesOn(text: string, token: IToken | undefined): Judged<never> {
    const { slot } = this.#column
    const whole = { start: 0, end: text.length }
    if (slot.kind !== 'name' && slot.kind !== 'names') {
      return bad('R0058', token ? spanOf(token) : whole, `${quoted(text)} goes on after ${describeSlot(slot)}`)
    }
    const fix = replaceBy('quote it', whole, JSON.stringify(text))
    return bad('R0058', whole, `${quoted(text)} is not one name; quote it`, { fix })
  }
}
