// Statements whose matrix goes on in a CSV file, with the cells from there.
import type { Match, MatrixCell } from '../signature/match.ts'

/** The same statements; those of which a matrix was read, or one in their block, are others. */
export function fillMatrices(
  matches: readonly Match[],
  cells: ReadonlyMap<Match, readonly MatrixCell[]>
): readonly Match[] {
  const filled = matches.map(match => filledOf(match, cells))
  return filled.some((match, index) => match !== matches[index]) ? filled : matches
}

function filledOf(match: Match, cells: ReadonlyMap<Match, readonly MatrixCell[]>): Match {
  const own = cells.get(match) ?? []
  const children = fillMatrices(match.children, cells)
  if (own.length === 0 && children === match.children) return match
  const { chosen, end, place, rows, signature, slots, source, start } = match
  return {
    ...{ chosen, end, place, rows, signature, slots, source, start, children },
    cells: [...match.cells, ...own],
    has: phrase => match.has(phrase),
    slotPlace: (slot, index) => match.slotPlace(slot, index),
    slotSpan: (slot, index) => match.slotSpan(slot, index)
  }
}
