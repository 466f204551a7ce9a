// What subscriptions may be suspended for: prices, fees and rules for changes tell the kinds apart.
import { defineStatement } from '../signature/signature.ts'
import type { Slot } from '../signature/slot.ts'

export const suspensionsStatement = defineStatement({
  id: 'kernel.suspensions',
  in: ['operator'],
  pattern: 'suspensions <kinds>',
  slots: { kinds: { kind: 'names', declares: 'suspension', doc: 'what each is called by: holiday, debt' } },
  doc: 'The kinds of suspension that are told apart. A suspension may be of one of them, or of none.',
  example: 'suspensions holiday, debt, loss'
})

/** `[because of <suspension>]`: of one suspension. */
export const suspension = {
  kind: 'name',
  refersTo: 'suspension',
  optional: true,
  doc: 'the kind of the suspension; none, when left out, which takes no kind away'
} as const satisfies Slot
