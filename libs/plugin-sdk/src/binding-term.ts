// What binds a subscription for a time: `end of term` asks when that is over.
import type { AccountHistory, SubscriptionHistory } from '@farthing/billing-core'
import type { HeldStatement } from './deed.ts'

/** All that a binding term may look at. */
export interface AskedTerm {
  readonly history: AccountHistory
  readonly subscription: SubscriptionHistory
  /** The day on which somebody asks to leave, or to change. */
  readonly day: Temporal.PlainDate
  /** What statements said of the subscription on a day: what was agreed then. */
  heldOn(day: Temporal.PlainDate): readonly HeldStatement[]
}

export interface BindingTerm {
  /** 'contract': what binds. */
  readonly name: string
  /** The first day after the term, as one who asks on that day may leave; null while nothing binds. Pure and total. */
  endsOn(asked: AskedTerm): Temporal.PlainDate | null
}
