// Whether a change of plan would change nothing: who asks for it now means something else.
import { type AccountHistory, wholeLife } from '@farthing/billing-core'
import { compareDates, containsDate } from '@farthing/billing-core/values'

export interface AskedPlan {
  readonly subscription: string
  readonly plan: string
  readonly effective: Temporal.PlainDate
  /** On which it is told. What is told late of days that are over is taken all the same: facts may come in any order, and one that changes nothing counts as none. */
  readonly today: Temporal.PlainDate
}

/** Why, as a sentence without its first capital; null: it changes something, or is told late. `history`: without it, and without what it replaces. */
export function changesNothing({ subscriptions }: AccountHistory, asked: AskedPlan): string | null {
  const { effective, plan, subscription: id, today } = asked
  if (compareDates(effective, today) < 0) return null
  const subscription = subscriptions.find(each => each.id === id)
  const { segments } = subscription === undefined ? { segments: [] } : wholeLife(subscription)
  const isHeld = segments.some(segment => segment.plan === plan && containsDate(segment, effective))
  return isHeld ? `it is on plan ${plan} on ${effective} already: this would change nothing` : null
}
