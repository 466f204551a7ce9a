// A limit on what a change of rules may do to real bills: `account +20%`, `total -1%`, `account +5.00`, `unrated 0`.

/** Of whom or what the amount may not move further: any account's bills, any plan's, or all bills together. */
export const MOVING_SUBJECTS = ['account', 'plan', 'total'] as const
/** What is counted: uses that could no longer be rated, accounts that could no longer be billed. */
export const COUNTED_SUBJECTS = ['unrated', 'parked'] as const

export type MovingSubject = (typeof MOVING_SUBJECTS)[number]
export type CountedSubject = (typeof COUNTED_SUBJECTS)[number]

export type Gate = MovingGate | CountedGate

export interface MovingGate {
  /** As written. */
  readonly text: string
  readonly subject: MovingSubject
  /** 1: a rise beyond the limit fails; -1: a fall does. */
  readonly direction: 1 | -1
  /** Micro: percent of what was before, or units of the operator's currency. */
  readonly limit: { readonly in: 'percent' | 'amount'; readonly micro: bigint }
}

export interface CountedGate {
  readonly text: string
  readonly subject: CountedSubject
  /** The largest number that passes. */
  readonly most: number
}
