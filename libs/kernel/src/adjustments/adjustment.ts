// A correction of an issued invoice, as it is kept and read.
import type { InvoiceTax, NoteLine } from '@farthing/billing-core'
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

export interface AdjustmentWithLines extends Adjustment {
  readonly lines: readonly NoteLine[]
}
