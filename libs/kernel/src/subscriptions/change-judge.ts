import type { AccountHistory } from '@farthing/billing-core'
import type { AskedChange, DueChange, ForbiddenChange, SaidTime } from '@farthing/simulator'
import type { Writer } from '../persistence/index.ts'

export interface JudgedChange {
  /** As it is without the change. */
  readonly history: AccountHistory
  /** Null while it does not exist yet. */
  readonly subscription: string | null
  /** The first day on which it would hold. */
  readonly effective: Temporal.PlainDate
  readonly asked: readonly AskedChange[]
}

export interface AskedTime {
  /** As it is without the change, and without what that replaces. */
  readonly history: AccountHistory
  readonly subscription: string
  readonly asked: Temporal.PlainDate
  readonly change: AskedChange
  readonly said: SaidTime
}

/** Asks the operator's `allow` and `forbid` rules about a change. Whoever knows rules, usage and invoices provides it. */
export abstract class ChangeJudge {
  /** The day on which it takes effect. */
  abstract due(asked: AskedTime): Promise<DueChange>

  /** The rule that refuses it, before one that sends it to the retention desk; undefined when none does. `letGo`: it has been there. */
  abstract forbidden(tx: Writer, change: JudgedChange, letGo: boolean): Promise<ForbiddenChange | undefined>
}
