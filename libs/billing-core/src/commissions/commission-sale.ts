// Days on which a subscription, or what an account is charged beside its subscriptions, is a partner's.
import { compareDates, type OpenInterval } from '../values/index.ts'
import type { CommissionTerms } from './commission-terms.ts'

export interface CommissionSale extends OpenInterval {
  readonly partner: string
  /** Of the rules of `from`. */
  readonly terms: CommissionTerms
  readonly version: string
  /** Null: lines of the account itself. */
  readonly subscription: string | null
  /** On `from`; null for the account itself. */
  readonly plan: string | null
  /** Nobody had sold it before: leading commission is paid once. */
  readonly isFirst: boolean
  /** The first day without the subscription. */
  readonly ended: Temporal.PlainDate | null
}

export interface CommissionedLine {
  readonly line: number
  readonly subscription: string | null
  /** Code of the charge type. */
  readonly type: string
  /** Code of the charge type of what it is taken off; null: it is no discount. */
  readonly discounts: string | null
  readonly category: string
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate
  /** Micro, without taxes. */
  readonly net: bigint
  /** What notes took of it; negative where they added. Micro, without taxes. */
  readonly credited: bigint
  /** The share of it that falls on the days of a sale. */
  readonly isPart?: true
}

/** Issued and standing. Its bonds are no lines here: they are nobody's revenue. */
export interface CommissionedInvoice {
  readonly invoice: string
  readonly number: string
  readonly billDate: Temporal.PlainDate
  readonly currency: string
  /** What it asks for: its total without what notes took. Micro, taxes included. */
  readonly asked: bigint
  /** Of that, by payments and by credit that was paid in before. */
  readonly paid: bigint
  readonly lines: readonly CommissionedLine[]
}

/** As they are on a day: an end that is told and to come claws nothing back yet. */
export function salesOn(sales: readonly CommissionSale[], day: Temporal.PlainDate): CommissionSale[] {
  return sales.map(sale => (sale.ended !== null && compareDates(sale.ended, day) > 0 ? { ...sale, ended: null } : sale))
}
