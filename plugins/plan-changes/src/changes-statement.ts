// `changes mobile { | from \ to | ... | }`, or `changes mobile from "changes.csv"`: what a change of plan costs, by the plan that is left and the one that is taken.
import { defineStatement, type Pair, readMatrix } from '@farthing/plugin-sdk'
import { cell, type CellValue, type Said, saidOf } from './cell.ts'
import { changeErrors } from './change-errors.ts'
import { changesAtWork } from './changes-at-work.ts'
import { saidOnce } from './said-once.ts'
import { type Step, steps, stepsOf } from './steps.ts'

export interface Changes {
  readonly family: string
  readonly pairs: readonly Pair<CellValue>[]
  /** What plans of the family cost that have no cell of their own, by their levels. */
  readonly steps: readonly Step[]
}

export const changesStatement = defineStatement({
  id: 'plan-changes.changes',
  in: ['file'],
  pattern: 'changes <family> [from <file>]',
  slots: {
    family: { kind: 'name', doc: 'a name for the table, in explanations' },
    file: { kind: 'text', optional: true, doc: 'a CSV file beside this one, with the same columns' }
  },
  block: {
    kind: 'changes',
    optional: true,
    once: steps.map(({ id }) => id),
    table: {
      columns: { 'from \\ to': { slot: { kind: 'name', refersTo: 'plan' }, doc: 'the plan that is left' } },
      matrix: { names: 'plan', cell }
    }
  },
  doc: 'What changes among plans cost, as a table with a row and a column for each plan, and by levels for pairs that have no cell. A pair of which neither speaks is free.',
  example:
    'changes mobile { | from \\ to | mobile-20 | mobile-40 |\n| mobile-20 | - | free |\n| mobile-40 | 25.00 | - | }',
  charges: ['plan-change'],
  errors: changeErrors,
  worked: changesAtWork,
  lower(match, context) {
    const byLevel = stepsOf(match, context)
    const { family } = match.slots
    const prices = byLevel.length === 0 || context.declared('family', family) !== undefined
    const message = `no plan is of the family ${family}, so that its levels price nothing`
    const ofNew = prices ? [] : [context.error(match, match.slotSpan('family'), message, { code: 'R0594' })]
    const read = readMatrix<Said['slots'], CellValue>(match, context, one => saidOf(one, context), byLevel.length > 0)
    if (!read.ok) return read
    return { ok: true, value: { family, pairs: read.pairs, steps: byLevel } satisfies Changes, ofNew }
  },
  together: saidOnce
})
