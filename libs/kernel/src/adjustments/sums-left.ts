// What of an issued invoice is in the books yet: what it told the ledger, less what credit notes took back, and what debit notes added.
import type { PostedLine } from '@farthing/billing-core'
import { sql, type Writer } from '../persistence/index.ts'
import type { AdjustmentKind } from './adjustments.tables.ts'
import { type InvoiceHead, type LedgerSums, linesOfSums } from '../billing-run/index.ts'

export async function sumsLeft(
  writer: Writer,
  tenant: string,
  invoice: Pick<InvoiceHead, 'account' | 'id' | 'sums'>
): Promise<PostedLine[]> {
  const noted = await sql<{ kind: AdjustmentKind; sums: LedgerSums }>(
    writer,
    `select kind, sums from adjustment
     where tenant = $1 and account = $2 and invoice = $3 and status = 'approved' and kind <> 'write-off'`,
    [tenant, invoice.account, invoice.id]
  )
  const taken = noted.flatMap(({ kind, sums }) => {
    const sign = kind === 'debit-note' ? -1n : 1n
    return linesOfSums(sums).map(line => ({ ...line, amount: sign * line.amount }))
  })
  const left = new Map<string, PostedLine>()
  for (const line of [...linesOfSums(invoice.sums), ...taken.map(each => ({ ...each, amount: -each.amount }))]) {
    const key = `${line.ledger} ${line.category}`
    left.set(key, { ...line, amount: line.amount + (left.get(key)?.amount ?? 0n) })
  }
  return [...left.values()]
}
