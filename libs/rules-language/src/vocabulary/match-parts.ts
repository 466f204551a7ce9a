// Small readings of a match, typed by its signature.
import type { Match } from '../signature/match.ts'
import type { Signature } from '../signature/signature.ts'
import type { SlotSet } from '../signature/slot.ts'
import type { Spot, Written } from './declarations.ts'

/** Is this a match of that statement? Then its slots have their types. */
export function isOf<S extends SlotSet>(match: Match, signature: Signature<S>): match is Match & Match<S> {
  return match.signature.id === signature.id
}

/** The first of that statement in its block. */
export function childOf<S extends SlotSet>(match: Match, signature: Signature<S>): (Match & Match<S>) | undefined {
  for (const child of match.children) if (isOf(child, signature)) return child
  return undefined
}

export function childrenOf<S extends SlotSet>(match: Match, signature: Signature<S>): (Match & Match<S>)[] {
  return match.children.filter(child => isOf(child, signature))
}

export function slotSpot(match: Match, slot: string): Spot {
  return { source: match.source, ...match.slotSpan(slot) }
}

/** The cells of its matrix that say something in a CSV file; those of its block are among its children. */
export function cellsInFiles({ cells, source }: Match): Match[] {
  return cells.flatMap(cell => (cell.match === null || cell.source === source ? [] : [cell.match]))
}

/** The value of a slot with its place, null when it was left out. */
export function written<T>(match: Match, slot: string, value: T | undefined): Written<T> | null {
  return value === undefined ? null : { value, spot: slotSpot(match, slot) }
}

/** As it stands in the file: digits keep their leading zeros. */
export function slotText(match: Match, slot: string): string {
  const { source, start, end } = slotSpot(match, slot)
  return source.text.slice(start, end).trim()
}

/** The statement without its block, up to the end of its first line. */
export function headSpot(match: Match): Spot {
  const { source, start } = match
  const newline = source.text.indexOf('\n', start)
  const end = Math.min(match.end, newline < 0 ? source.text.length : newline)
  return { source, start, end }
}

/** The statement as it is written, without its block and its comments, on one line. */
export function headText({ end, source, start }: Pick<Match, 'end' | 'source' | 'start'>): string {
  const [head] = /^(?:"(?:\\.|[^"\\\n])*"?|#[^\n]*|[^"#{])*/.exec(source.text.slice(start, end)) ?? ['']
  return head
    .replaceAll(/("(?:\\.|[^"\\\n])*"?)|#[^\n]*/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
