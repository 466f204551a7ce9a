// The ways from level to level within a family.

export const DIRECTIONS = ['upgrade', 'downgrade', 'crossgrade'] as const
export type Direction = (typeof DIRECTIONS)[number]

export function directionOf(from: number, to: number): Direction {
  return to > from ? 'upgrade' : to < from ? 'downgrade' : 'crossgrade'
}

/** Of the statement that prices it. */
export function stepId(direction: Direction): `plan-changes.${Direction}` {
  return `plan-changes.${direction}`
}
