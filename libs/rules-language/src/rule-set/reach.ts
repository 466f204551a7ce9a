// How far a new version of a plan, a feature or a tariff reaches those who had an earlier one.

/** Null: everybody has the version of the day. */
export type Reach =
  /** Who had an earlier version keeps it until the plan changes. */
  | { readonly kind: 'new-customers' }
  /** Each has it from the first cycle that begins on or after its first day. */
  | { readonly kind: 'next-cycle' }
  /** From its first day on it also holds for the days since an earlier one: bills correct what they charged for them. */
  | { readonly kind: 'retroactive'; readonly since: Temporal.PlainDate }

/** One of the versions of a name, in order of `from`, which follow each other without a hole. */
export interface ReachingVersion {
  readonly from: Temporal.PlainDate | null
  readonly until: Temporal.PlainDate | null
  readonly reach: Reach | null
}
