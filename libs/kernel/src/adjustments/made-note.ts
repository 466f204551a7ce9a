// An adjustment as it is proposed: the lines that it takes of an invoice, and what they come to.
import { type NoteLine, sumOfGross, taxesOfShares } from '@farthing/billing-core'
import type { InvoiceHead } from '../billing-run/index.ts'
import type { AdjustmentWithLines } from './adjustment.ts'
import type { AdjustmentKind } from './adjustments.tables.ts'

/** Why, in words for the customer, and by whom. */
export interface Occasion {
  readonly reason: string
  readonly remark: string
  readonly by: string
}

export interface NoteDraft {
  readonly kind: AdjustmentKind
  readonly lines: readonly NoteLine[]
  /** Taxes included; that of the lines when left out. */
  readonly total?: bigint
}

export function madeNote(
  invoice: InvoiceHead,
  { by, reason, remark }: Occasion,
  draft: NoteDraft & { readonly id: string; readonly at: Temporal.Instant }
): AdjustmentWithLines {
  const { account, accountNumber, currency, number, zone } = invoice
  const { at, id, kind, lines } = draft
  const total = draft.total ?? sumOfGross(lines)
  const net = lines.length === 0 ? total : lines.reduce((sum, each) => sum + each.net, 0n)
  return {
    ...{ id, kind, status: 'proposed', number: null },
    ...{ account, accountNumber, zone, invoice: invoice.id, invoiceNumber: number ?? '', reason, remark, currency },
    ...{ net, taxes: taxesOfShares(lines), total, lines },
    ...{ proposedBy: by, proposedAt: at, decidedBy: null, decidedAt: null, decision: null, cancels: false, date: null }
  }
}
