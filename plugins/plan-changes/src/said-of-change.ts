// What the rules say of one change of plan: the pair's own cell, else the levels of its two plans.
import type { PlanPlace, RuleRef } from '@farthing/plugin-sdk'
import type { CellValue } from './cell.ts'
import type { Changes } from './changes-statement.ts'
import { directionOf } from './directions.ts'

export interface SaidOfChange {
  readonly by: 'cell' | 'levels'
  readonly value: CellValue
  readonly at: RuleRef
}

/** Undefined where nothing is said: such a change is free. A plan of the family without a level forbids what only levels could price. */
export function saidOfChange(
  { family, pairs, steps }: Changes,
  { left, taken }: { readonly left: string; readonly taken: string },
  placeOf: (plan: string) => PlanPlace | null
): SaidOfChange | undefined {
  const own = pairs.find(({ row, column }) => row === left && column === taken)
  if (own !== undefined) return { ...own, by: 'cell' }
  if (left === taken) return undefined
  const [from, to] = [placeOf(left), placeOf(taken)]
  const [first] = steps
  if (first === undefined || from?.family !== family || to?.family !== family) return undefined
  if (from.level === null || to.level === null) {
    const reason = `${from.level === null ? left : taken} has no level in family ${family}, by which this change would be priced`
    return { by: 'levels', at: first.at, value: { kind: 'forbidden', reason } }
  }
  const direction = directionOf(from.level, to.level)
  const step = steps.find(each => each.direction === direction)
  return step && { ...step, by: 'levels' }
}
