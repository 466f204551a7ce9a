import type { AccountRow } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'
import type { Transaction } from '../persistence/index.ts'

/** A contract that was read and can be signed, if rules and history let it. */
export interface PreparedSigning {
  /** In the transaction that started the subscription, under the account's lock. */
  sign(tx: Transaction, account: AccountRow, on: SigningDay): Promise<Outcome<null, 'forbidden'>>
}

export interface SigningDay {
  readonly subscription: string
  readonly effective: Temporal.PlainDate
}

/** Signs the contract of a new subscription. Whoever does deeds provides it. */
export abstract class ContractSigning {
  /** Before the transaction: it asks for the rules. `contract`: as somebody wrote it, in JSON. */
  abstract prepare(contract: unknown): Promise<Outcome<PreparedSigning, 'wrong-contract'>>
}
