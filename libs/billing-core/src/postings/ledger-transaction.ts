// Double entry: every transaction sums to zero per unit, is known by a key, and is never changed.

export interface Posting {
  /** 'receivable:<account>', 'revenue:<category>', 'bond:<account>', 'cash:<method>', 'unallocated:<account>' ... */
  readonly ledgerAccount: string
  /** ISO 4217 code, or another unit such as 'second' or 'points/0'. */
  readonly unit: string
  /** Parts of the unit, micro of a currency (see `partDecimals`); debits positive, credits negative. */
  readonly amount: bigint
}

export interface LedgerTransaction {
  /** The same event posts once, however often it is told: 'invoice:<id>', 'payment:<id>'. */
  readonly key: string
  readonly date: Temporal.PlainDate
  /** The day on which it would have been posted, had its period not been closed. */
  readonly corrects?: Temporal.PlainDate
  readonly description: string
  /** The billing account that it concerns. */
  readonly account: string
  readonly postings: readonly Posting[]
}
