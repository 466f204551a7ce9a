// What one person has done already to an invoice: small notes one after the other are one large one.
import { sql, type Writer } from '../persistence/index.ts'
import type { Adjustment } from './adjustment.ts'
import type { AdjustmentKind } from './adjustments.tables.ts'

/** Micro of its notes in the same direction that nobody but who proposed them approved. What was written off is within a note that cancels. */
export async function decidedAlone(
  writer: Writer,
  tenant: string,
  { account, cancels, invoice, kind }: Pick<Adjustment, 'account' | 'cancels' | 'invoice' | 'kind'>
): Promise<bigint> {
  const [row] = await sql<{ total: string }>(
    writer,
    `select coalesce(sum(total), 0)::text as total from adjustment
     where tenant = $1 and account = $2 and invoice = $3 and status = 'approved' and decided_by = proposed_by and kind = any($4)`,
    [tenant, account, invoice, cancels ? CANCELS : kind === 'debit-note' ? ADDS : TAKES]
  )
  return BigInt(row?.total ?? '0')
}

const ADDS: readonly AdjustmentKind[] = ['debit-note']
const TAKES: readonly AdjustmentKind[] = ['credit-note', 'write-off']
const CANCELS: readonly AdjustmentKind[] = ['credit-note']
