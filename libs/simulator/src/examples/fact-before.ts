// The line before an expectation, and what stood when it began.

export interface FactBefore {
  /** Its number among the facts. */
  readonly number: number
  readonly isBill: boolean
  /** How many invoices and messages there were before it and the days on the way to it, and how often it was parked. */
  readonly invoices: number
  readonly messages: number
  readonly parked: number
  /** The day on which it became known. */
  readonly today: Temporal.PlainDate
}
