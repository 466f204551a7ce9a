// A correction of an issued invoice, as it is kept and read.
import type { InvoiceTax, LineShare } from '@farthing/billing-core'
import type { AdjustmentKind, AdjustmentStatus } from './adjustments.tables.ts'

/** Amounts in micro: what is credited, charged or given up is positive. */
export interface Adjustment {
  readonly id: string
  readonly kind: AdjustmentKind
  readonly status: AdjustmentStatus
  readonly number: string | null
  readonly account: string
  readonly accountNumber: string
  readonly zone: string
  readonly invoice: string
  readonly invoiceNumber: string
  readonly reason: string
  readonly remark: string
  readonly currency: string
  readonly net: bigint
  readonly taxes: readonly InvoiceTax[]
  readonly total: bigint
  readonly proposedBy: string
  readonly proposedAt: Temporal.Instant
  readonly decidedBy: string | null
  readonly decidedAt: Temporal.Instant | null
  readonly decision: string | null
  /** Approved, it cancels its invoice. */
  readonly cancels: boolean
  /** Day of the books. */
  readonly date: Temporal.PlainDate | null
}

/** `line` is that of the invoice; 0 where it is none of its. */
export interface AdjustmentLine extends LineShare {
  readonly description: string
  readonly label: string | null
  readonly from: Temporal.PlainDate | null
  readonly until: Temporal.PlainDate | null
}

export interface AdjustmentWithLines extends Adjustment {
  readonly lines: readonly AdjustmentLine[]
}
