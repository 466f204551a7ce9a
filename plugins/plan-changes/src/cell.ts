// What one change costs, why it is not possible, and when it takes effect: in a cell, and behind `upgrade`.
import { type ChangeTime, defineStatement, type LowerContext, type Match } from '@farthing/plugin-sdk'

/** What one cell says: `fee` micro, zero for free; `when` no sooner than then. */
export type CellValue =
  | { readonly kind: 'fee'; readonly micro: bigint; readonly when: ChangeTime }
  | { readonly kind: 'forbidden'; readonly reason: string }

export const said = {
  reason: { kind: 'text', optional: true, doc: 'what the customer is told' },
  fee: { kind: 'money', optional: true, doc: 'charged on the day of the change' },
  when: {
    kind: 'choice',
    of: ['next cycle', 'end of term'],
    optional: true,
    doc: 'when the change takes effect if nobody says otherwise, and no sooner: on the next bill day, or when the contract no longer binds; at once when left out'
  }
} as const

export const cell = defineStatement({
  id: 'plan-changes.cell',
  in: ['changes'],
  pattern: '(free | forbidden <reason> | <fee>) [, at <when>]',
  slots: said,
  doc: 'What the change from the plan of the row to that of the column costs, or why it is not possible.',
  example: '25.00, at next cycle'
})

export type Said = typeof cell

export function saidOf({ slots: { fee, reason, when } }: Match<Said['slots']>, { micro }: LowerContext): CellValue {
  return reason === undefined
    ? { kind: 'fee', micro: fee === undefined ? 0n : micro(fee), when: timeOf(when) }
    : { kind: 'forbidden', reason }
}

function timeOf(when: 'next cycle' | 'end of term' | undefined): ChangeTime {
  if (when === undefined) return 'now'
  return when === 'next cycle' ? 'next-cycle' : 'end-of-term'
}
