// A tax as the rules of one version say it: where it is due, at which rate from when to when, and what holds elsewhere.
import type { RuleRef } from '../values/index.ts'

/**
 * Category of EN 16931 (UNCL 5305): S standard rate, Z zero rated, E exempt, AE reverse charge, K supply within the
 * European Union, G export, O outside the scope of the tax.
 */
export type TaxCategory = 'S' | 'Z' | 'E' | 'AE' | 'K' | 'G' | 'O'

/** Half-open days of tax points; null is unbounded. */
export interface TaxRate {
  readonly from: Temporal.PlainDate | null
  readonly until: Temporal.PlainDate | null
  /** Categories of charges; null: all that no other rate of the tax names on that day. */
  readonly categories: readonly string[] | null
  /** Percent, as a decimal: '19', '9.975'. */
  readonly percent: string
  readonly code: TaxCategory
  /** Why nothing is due, as the invoice says it; null for S and Z. */
  readonly reason: string | null
  readonly at: RuleRef
}

/** What holds for customers elsewhere: nothing is due, and the invoice says why. */
export interface TaxElsewhere {
  /** Countries, or parts of them; null: anywhere else. */
  readonly places: readonly string[] | null
  /** Only for those with a tax id. */
  readonly businesses: boolean
  readonly code: TaxCategory
  readonly reason: string
  readonly at: RuleRef
}

export interface TaxRule {
  /** By which the ledger (`tax:<name>`) and exemptions know it. */
  readonly name: string
  /** As the invoice says it: 'VAT'. */
  readonly title: string
  /** Countries, or parts of them, in which it is due; null: everywhere. */
  readonly places: readonly string[] | null
  readonly rates: readonly TaxRate[]
  /** The one that says most of where and for whom holds. */
  readonly elsewhere: readonly TaxElsewhere[]
  /** Prices include it; else it is added to them. */
  readonly included: boolean
  /** Names of the taxes that are part of what it is charged on. */
  readonly onTopOf: readonly string[]
  readonly rounding: 'bill' | 'line'
  readonly at: RuleRef
}
