// What of an issued invoice is in the books yet: what it told the ledger, less what credit notes took back.
import type { PostedLine } from '@farthing/billing-core'
import { sql, type Writer } from '../persistence/index.ts'
import { type InvoiceHead, type LedgerSums, linesOfSums } from '../billing-run/index.ts'

export async function sumsLeft(
  writer: Writer,
  tenant: string,
  invoice: Pick<InvoiceHead, 'account' | 'id' | 'sums'>
): Promise<PostedLine[]> {
  const credited = await sql<{ sums: LedgerSums }>(
    writer,
    `select sums from adjustment where tenant = $1 and account = $2 and invoice = $3 and status = 'approved' and kind = 'credit-note'`,
    [tenant, invoice.account, invoice.id]
  )
  const taken = credited.flatMap(({ sums }) => linesOfSums(sums))
  return linesOfSums(invoice.sums).map(line => ({
    ...line,
    amount: taken.reduce(
      (left, { amount, category, ledger }) =>
        ledger === line.ledger && category === line.category ? left - amount : left,
      line.amount
    )
  }))
}
