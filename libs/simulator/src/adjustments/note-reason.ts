// Whether the operator knows the reason of an adjustment.
import { nearest, type Operator } from '@farthing/rules-language'

/** Why not; null: it does. Any code, where the operator names none. */
export function unknownReason(code: string, operator: Pick<Operator, 'adjustmentReasons'> | undefined): string | null {
  const codes = operator?.adjustmentReasons.map(reason => reason.code) ?? []
  if (codes.length === 0 || codes.includes(code)) return null
  const near = nearest(code, codes)
  const hint = near === undefined ? `The rules have ${codes.join(', ')}.` : `Did you mean ${near}?`
  return `The rules have no adjustment reason ${code}. ${hint}`
}

/** Of credit notes by which invoices are cancelled, where the rules have no reason for it. */
export const CANCELLED = 'cancelled'

/** The code of such a note: why, where that is a reason of the rules; words are no code. */
export function cancellingReason(why: string, operator: Pick<Operator, 'adjustmentReasons'> | undefined): string {
  return operator?.adjustmentReasons.some(({ code }) => code === why) === true ? why : CANCELLED
}
