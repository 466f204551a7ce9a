// The Match of one statement.
import type { SourcePlace } from '@farthing/billing-core/values'
import type { Match, MatrixCell, Row, Span } from '../signature/match.ts'
import type { Signature } from '../signature/signature.ts'
import type { SlotSet, SlotValuesOf } from '../signature/slot.ts'
import type { SourceText } from '../text/source-text.ts'
import type { SlotPlace, Walk } from './walk.ts'

export interface FilledCell extends MatrixCell {
  readonly match: StatementMatch | null
}

export class StatementMatch implements Match {
  readonly signature: Signature
  readonly source: SourceText
  readonly start: number
  /** After the statement's last word, or after its closing brace. */
  end: number
  readonly slots: SlotValuesOf<SlotSet>
  readonly chosen: readonly string[]
  readonly children: StatementMatch[] = []
  readonly rows: Row[] = []
  readonly cells: FilledCell[] = []
  readonly #places: readonly SlotPlace[]

  constructor(source: SourceText, walk: Walk, span: Span) {
    this.signature = walk.compiled.signature
    this.source = source
    this.start = span.start
    this.end = span.end
    this.slots = walk.slots
    this.chosen = walk.chosen
    this.#places = walk.places
  }

  addCell(cell: FilledCell): void {
    this.cells.push(cell)
    if (cell.match !== null) this.children.push(cell.match)
  }

  get place(): SourcePlace {
    return this.source.place(this.start)
  }

  has(phrase: string): boolean {
    return this.chosen.includes(phrase)
  }

  slotSpan(slot: string, index?: number): Span {
    const place = this.#places.find(one => one.slot === slot)
    if (!place) return { start: this.start, end: this.end }
    return (index === undefined ? null : place.items?.[index]) ?? { start: place.start, end: place.end }
  }

  slotPlace(slot: string, index?: number): SourcePlace {
    return this.source.place(this.slotSpan(slot, index).start)
  }
}
