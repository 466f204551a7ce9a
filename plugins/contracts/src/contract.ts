// What a `contract` says, as charges, deeds and facts read it.
import type { PeriodLength, RuleRef, TimesSince } from '@farthing/plugin-sdk'

export interface Contract {
  readonly name: string
  /** What the customer reads. */
  readonly title: string
  /** Months of the first term, and the bounds within which another may be agreed. */
  readonly months: number
  readonly least: number
  readonly most: number
  /** So long before the end of a term notice must be given, in days or months; null: until its last day. */
  readonly notice: PeriodLength | null
  /** Micro; zero for none. */
  readonly setup: bigint
  /** Whenever it ends; micro, zero for none. */
  readonly ending: bigint
  /** What leaving early costs: all of them together. */
  readonly exits: readonly ExitFee[]
  /** Of all exits together; micro, null without a limit. */
  readonly exitMost: bigint | null
  /** Months of each further term; null: the contract ends with its first. */
  readonly renewal: number | null
  /** Is another plan an early exit too? */
  readonly boundToPlan: boolean
}

/** Its times count from the day of signing. */
export interface ExitFee extends TimesSince {
  /** `monthly` is for each month left. `share` is what it is of the plan's rent, micro of one percent; null when an amount is written. */
  readonly basis: 'once' | 'monthly'
  /** Micro. */
  readonly amount: bigint
  readonly share: { readonly percent: bigint; readonly rent: bigint } | null
  /** Micro; null without a limit. */
  readonly most: bigint | null
}

/** A contract as the rules of the day of signing have it. */
export interface HeldContract {
  readonly value: Contract
  readonly at: RuleRef
}
