// `upgrade free`, `downgrade 15.00, at next cycle`, `crossgrade 5.00`: what plans of a family cost by their levels.
import { defineStatement, type LowerContext, type Match, type RuleRef } from '@farthing/plugin-sdk'
import { type CellValue, said, type Said, saidOf } from './cell.ts'
import { type Direction, DIRECTIONS, stepId } from './directions.ts'
import { levelsAtWork } from './levels-at-work.ts'

export interface Step {
  readonly direction: Direction
  readonly value: CellValue
  readonly at: RuleRef
}

const WORDS: Readonly<Record<Direction, string>> = {
  upgrade: 'a higher level',
  downgrade: 'a lower level',
  crossgrade: 'the same level'
}
const EXAMPLES: Readonly<Record<Direction, string>> = {
  upgrade: 'upgrade free',
  downgrade: 'downgrade 15.00, at next cycle',
  crossgrade: 'crossgrade 5.00'
}

export const steps = DIRECTIONS.map(direction =>
  defineStatement({
    id: stepId(direction),
    in: ['changes'],
    pattern: `${direction} (free | forbidden <reason> | <fee>) [, at <when>]`,
    slots: said,
    doc: `What a change to a plan of the family with ${WORDS[direction]} costs, where the two plans have no cell.`,
    example: EXAMPLES[direction],
    ...(direction === 'upgrade' ? { worked: levelsAtWork } : {}),
    lower: ({ slots }) => ({ ok: true, value: slots })
  })
)

export function stepsOf({ children }: Match, context: LowerContext): Step[] {
  return DIRECTIONS.flatMap(direction =>
    children
      .filter(({ signature }) => signature.id === stepId(direction))
      .map(child => ({
        direction,
        value: saidOf(child as unknown as Match<Said['slots']>, context),
        at: { ...child.place, rule: `${context.rule.rule} > ${direction}` }
      }))
  )
}
