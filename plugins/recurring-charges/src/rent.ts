// What a `rent` statement says, as the charge type reads it.
import type { PeriodLength, ProrationMode, SuspendedPrices } from '@farthing/plugin-sdk'

export interface Rent {
  /** Price of a full period, micro of the account's currency. */
  readonly amount: bigint
  readonly length: PeriodLength
  readonly due: 'in advance' | 'in arrears'
  readonly proration: ProrationMode
  /** Where periods are cut: with the account's bill, or counted from the day of subscription. */
  readonly anchor: 'bill day' | 'day of subscription'
  /** Other prices at first, one after the other, counted from the first day on the plan or with the feature. */
  readonly steps: readonly RentStep[]
  /** Other prices while the subscription is suspended; null: none. */
  readonly suspended: SuspendedPrices | null
}

export interface RentStep {
  /** Price of a full period, micro; zero for free. */
  readonly amount: bigint
  readonly length: PeriodLength
}
