import type { ForbiddenChange } from '@farthing/simulator'
import type { AccountRow } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'
import type { Writer } from '../persistence/index.ts'
import type { SubscriptionChange } from './subscription-change.ts'

/** A change that a rule sends to the retention desk instead of refusing it. */
export interface RetainedChange {
  readonly account: AccountRow
  readonly subscription: string
  readonly change: SubscriptionChange
  readonly asked: Temporal.PlainDate
  /** The day on which it would hold. */
  readonly wished: Temporal.PlainDate
  /** Ids of the facts of its kind that were pending when it was asked for. */
  readonly pending: readonly string[]
  readonly by: ForbiddenChange
}

/** Takes requests onto its work list. Whoever keeps that provides it. */
export abstract class RetentionDesk {
  /** In the transaction that asks for the change, under the account's lock. The id of the request. */
  abstract take(writer: Writer, retained: RetainedChange): Promise<Outcome<string, 'at-retention'>>
}
