import type { Fact } from '@farthing/billing-core'
import type { ClientBase } from 'pg'
import type { AccountRow } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'

export interface ChangeToCharge {
  readonly account: AccountRow
  /** The account's facts without the change, and the change's own. */
  readonly before: readonly Fact[]
  readonly news: readonly Fact[]
}

/** Bills what a change costs on the day on which it is told. Whoever makes bills provides it. */
export abstract class ChargeAtOnce {
  /** In the transaction that tells the change, under the account's lock. The number of the invoice; null: it costs nothing, or less than an invoice asks for. A refusal is to be rolled back. */
  abstract charge(client: ClientBase, change: ChangeToCharge): Promise<Outcome<string | null, 'not-billable'>>
}
