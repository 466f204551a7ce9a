// `changes mobile { | from \ to | ... | }`, or `changes mobile from "changes.csv"`: what a change of plan costs, by the plan that is left and the one that is taken.
import { type ChangeTime, defineStatement, type Pair, readMatrix } from '@farthing/plugin-sdk'
import { changesAtWork } from './changes-at-work.ts'

/** What one cell says: `fee` micro, zero for free; `when` no sooner than then. */
export type CellValue =
  | { readonly kind: 'fee'; readonly micro: bigint; readonly when: ChangeTime }
  | { readonly kind: 'forbidden'; readonly reason: string }

export interface Changes {
  readonly family: string
  readonly pairs: readonly Pair<CellValue>[]
}

const cell = defineStatement({
  id: 'plan-changes.cell',
  in: ['changes'],
  pattern: '(free | forbidden <reason> | <fee>) [, at <when>]',
  slots: {
    reason: { kind: 'text', optional: true, doc: 'what the customer is told' },
    fee: { kind: 'money', optional: true, doc: 'charged on the day of the change' },
    when: {
      kind: 'choice',
      of: ['next cycle', 'end of term'],
      optional: true,
      doc: 'when the change takes effect if nobody says otherwise, and no sooner: on the next bill day, or when the contract no longer binds; at once when left out'
    }
  },
  doc: 'What the change from the plan of the row to that of the column costs, or why it is not possible.',
  example: '25.00, at next cycle'
})

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
    table: {
      columns: { 'from \\ to': { slot: { kind: 'name', refersTo: 'plan' }, doc: 'the plan that is left' } },
      matrix: { names: 'plan', cell }
    }
  },
  doc: 'What changes among plans cost, as a table with a row and a column for each plan. A pair that stands in no table is free.',
  example:
    'changes mobile { | from \\ to | mobile-20 | mobile-40 |\n| mobile-20 | - | free |\n| mobile-40 | 25.00 | - | }',
  charges: ['plan-change'],
  worked: changesAtWork,
  lower(match, context) {
    const read = readMatrix<(typeof cell)['slots'], CellValue>(match, context, ({ slots: { fee, reason, when } }) =>
      reason === undefined
        ? { kind: 'fee', micro: fee === undefined ? 0n : context.micro(fee), when: timeOf(when) }
        : { kind: 'forbidden', reason }
    )
    if (!read.ok) return read
    return { ok: true, value: { family: match.slots.family, pairs: read.pairs } satisfies Changes }
  }
})

function timeOf(when: 'next cycle' | 'end of term' | undefined): ChangeTime {
  if (when === undefined) return 'now'
  return when === 'next cycle' ? 'next-cycle' : 'end-of-term'
}
