import type { PeriodLength } from '@farthing/plugin-sdk'

/** What a plan or a feature grants in each cycle. */
export interface PocketGrant {
  /** 'second', 'points/0'; null: money of the account's currency. */
  readonly unit: string | null
  /** Of the unit, micro of money; more than zero. */
  readonly parts: bigint
  /** What alone it pays for; null: all that is counted in its unit. */
  readonly services: readonly string[] | null
  /** 1 is used first. */
  readonly priority: number
  /** How many later cycles what is left goes on into. */
  readonly rollOver: number
  /** How long it lasts from the day on which it is granted; null: with the cycle, and those it rolls over into. */
  readonly lasts: PeriodLength | null
  readonly shared: boolean
}
