// What should have been charged in all, and what was: the two sides of every bill.
import type { TaxTreatment } from '../taxes/index.ts'
import type { Explanation } from '../values/index.ts'

/** How the series of a feature's charges begin; on an invoice they stand after the plan's of the same days. */
export const FEATURE_SERIES = 'feature:'

/**
 * A charge as the rules want it, at full precision, whatever was billed before. Targets with one key are parts of one
 * charge, each of its own days of one period: their exact amounts add up before they are rounded. What is charged apart
 * has keys apart; two of one key for the same days, or for two periods, are refused.
 */
export interface TargetCharge {
  /**
   * `${type}:${subscription}:${series}:${period, both ends, or fact id}`: the same in every calculation. One key always
   * has one `periodUntil`, for bills that look back only so far find what was billed by it.
   */
  readonly key: string
  /** `key` and `series` end with the number of an event among its like, which what was billed of them keeps. */
  readonly numbered?: true
  /** Code of the charge type that wants it. */
  readonly type: string
  /** One of the account's; null: it is the account's own. */
  readonly subscription: string | null
  /** What repeats: charges of one series that overlap replace one another (a plan's rent, a service's usage). */
  readonly series: string
  readonly ledger: 'revenue' | 'bond' | 'expense'
  /** What rates of tax and the ledger's revenue go by. */
  readonly category: string
  readonly from: Temporal.PlainDate
  /** Exclusive, after `from`: the next day for a charge of one day. */
  readonly until: Temporal.PlainDate
  /**
   * End of the period that the key stands for; `until` when left out. Facts from that day on cannot change it: where
   * they can, END_OF_TIME.
   */
  readonly periodUntil?: Temporal.PlainDate
  /** The day whose rules and rates of tax hold; the first day charged when left out. */
  readonly taxPoint?: Temporal.PlainDate
  /** As shown, a decimal number alone or with a unit: '1', '34 min 30 s', '5.2 GB'. */
  readonly quantity: string
  /** Micro of the account's currency, not yet rounded. */
  readonly exact: bigint
  /** What the customer reads. */
  readonly description: string
  readonly explanation: Explanation
  /** The rules' version by which it is rounded: that which priced it, or that of its day where older terms were agreed to. */
  readonly version: string
}

/** A line, or one of the parts of a line, on an invoice that stands. */
export interface BilledCharge {
  readonly invoice: string
  readonly line: number
  readonly key: string
  readonly type: string
  readonly subscription: string | null
  readonly series: string
  readonly ledger: 'revenue' | 'bond' | 'expense'
  readonly category: string
  /** The days shown. */
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate
  /** The days that the key's target stood for when this was billed; null when the target had gone. */
  readonly covers: { readonly from: Temporal.PlainDate; readonly until: Temporal.PlainDate } | null
  readonly periodUntil: Temporal.PlainDate
  readonly quantity: string
  /** Micro, rounded. */
  readonly amount: bigint
  /** What credit notes took of it, micro; nothing when left out. */
  readonly credited?: bigint
  readonly description: string
  readonly explanation: Explanation
  readonly version: string
  readonly tax: TaxTreatment
  /** Whether it corrects another line. */
  readonly correction: boolean
  /** The day of the invoice of a change that was charged at once; left out on bills. */
  readonly atOnce?: Temporal.PlainDate
}

export interface LineReference {
  readonly invoice: string
  readonly line: number
}

/** What one key adds to the next invoice. */
export interface ChargeDelta {
  readonly key: string
  readonly type: string
  readonly subscription: string | null
  readonly series: string
  readonly ledger: 'revenue' | 'bond' | 'expense'
  readonly category: string
  /** The days that really differ. */
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate
  readonly covers: { readonly from: Temporal.PlainDate; readonly until: Temporal.PlainDate } | null
  /** What stands billed of the key, and the days that it stood for; null: nothing yet. */
  readonly stood: {
    readonly from: Temporal.PlainDate
    readonly until: Temporal.PlainDate
    readonly amount: bigint
  } | null
  readonly periodUntil: Temporal.PlainDate
  readonly quantity: string
  /** round(target) - sum of billed, micro. */
  readonly amount: bigint
  /** Target at full precision less the sum of billed, micro. */
  readonly exact: bigint
  readonly description: string
  readonly explanation: Explanation
  readonly version: string
  /** Of the line that it corrects, when it corrects one. */
  readonly tax: TaxTreatment
  /** The line that this one corrects. */
  readonly corrects: LineReference | null
}

/** One line as shown: a single delta, or those of one series that replace each other. */
export interface LineDelta {
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate
  readonly amount: bigint
  readonly parts: readonly [ChargeDelta, ...ChargeDelta[]]
}

/** The stretch of days that a reconciliation looks at. */
export interface LookBack {
  /** Keys whose period ended before this day are as they were billed. */
  readonly since: Temporal.PlainDate | null
  /** The day of the bill: what was charged at once on a later day, for what is no target yet, stays. */
  readonly through?: Temporal.PlainDate
}
