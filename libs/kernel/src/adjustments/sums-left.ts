// What of an issued invoice is in the books yet.
import { type NotedSums, type PostedLine, sumsLeft } from '@farthing/billing-core'
import { type InvoiceHead, type LedgerSums, linesOfSums } from '../billing-run/index.ts'
import { sql, type Writer } from '../persistence/index.ts'

export async function sumsLeftOf(
  writer: Writer,
  tenant: string,
  invoice: Pick<InvoiceHead, 'account' | 'id' | 'sums'>
): Promise<PostedLine[]> {
  const noted = await sql<{ kind: NotedSums['kind']; sums: LedgerSums }>(
    writer,
    `select kind, sums from adjustment
     where tenant = $1 and account = $2 and invoice = $3 and status = 'approved' and kind <> 'write-off'`,
    [tenant, invoice.account, invoice.id]
  )
  const notes = noted.map(({ kind, sums }) => ({ kind, lines: linesOfSums(sums) }))
  return sumsLeft(linesOfSums(invoice.sums), notes)
}
