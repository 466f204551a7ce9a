// Days on which a subscription, or what an account is charged beside its subscriptions, is a partner's.
import type { OpenInterval } from '../values/index.ts'
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
  readonly category: string
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate
  /** Micro, without taxes. */
  readonly net: bigint
  /** What notes took of it; negative where they added. Micro, without taxes. */
  readonly credited: bigint
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
