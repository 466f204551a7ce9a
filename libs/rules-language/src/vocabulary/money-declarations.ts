// What is declared of money, by the operator or for one of the other currencies.
import type { MoneyLiteral } from '../signature/slot-value.ts'
import type { Spot, Written } from './declarations.ts'

/** What is said of invoices and money of one currency. */
export interface MoneyDeclaration {
  /** Digits null: as many as there are at least. */
  readonly invoiceNumbers: { readonly text: Written<string>; readonly digits: number | null } | null
  readonly rounding: Written<{ readonly mode: string; readonly step: bigint }> | null
  readonly invoiceMinimum: { readonly amount: bigint; readonly times: number | null } | null
  readonly approvalAbove: Written<MoneyLiteral> | null
  readonly outliers: readonly DeclaredOutlier[]
}

/** `currency` in a file by itself. */
export interface CurrencyDeclaration extends MoneyDeclaration {
  readonly spot: Spot
  readonly codes: readonly Written<string>[]
  /** In braces. */
  readonly saysMore: boolean
}

/** Micro; a percent is a million. */
export type DeclaredOutlier =
  | {
      readonly kind: 'share'
      readonly spot: Spot
      readonly side: 'above' | 'below'
      readonly percent: Written<bigint>
      readonly difference: bigint | null
    }
  | { readonly kind: 'total'; readonly spot: Spot; readonly side: 'above' | 'below'; readonly amount: bigint }
