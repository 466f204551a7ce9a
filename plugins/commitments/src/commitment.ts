// What a `commitment` statement says.
import type { PeriodLength } from '@farthing/plugin-sdk'

export interface Commitment {
  readonly name: string
  /** What the customer reads. */
  readonly title: string
  /** What a whole period comes to at least; micro. */
  readonly amount: bigint
  readonly length: PeriodLength
  /** Where periods are cut: with the account's bill, or counted from the first day on which it holds. */
  readonly cut: 'bill day' | 'first day'
  /** Whether another period follows the first. */
  readonly renewed: boolean
  /** Categories or types of the charges that count; null: all. */
  readonly of: readonly string[] | null
  readonly beforeDiscounts: boolean
  /** What a period was charged beyond it counts in the next one. */
  readonly carriesExcess: boolean
  /** Whether a part of a period owes its share. */
  readonly prorated: boolean
  /** Days of a suspension owe nothing. */
  readonly pausedWhileSuspended: boolean
  /** Only those of these kinds; left out: of any, and of none. */
  readonly pausedBecauseOf?: readonly string[]
  /** Of the shortfall, for taxes and the ledger. */
  readonly category: string
}
