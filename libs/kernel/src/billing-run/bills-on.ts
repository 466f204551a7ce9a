// The bills that stand on an invoice: its account's own, or those of the accounts whose lines it holds.
import { sql, type Writer } from '../persistence/index.ts'
import type { InvoiceHead } from './invoice-queries.ts'

/** `since` is its own: each account is billed for what is news to it. */
export type BillOnInvoice = Pick<InvoiceHead, 'account' | 'billDate' | 'id' | 'knownAt' | 'since' | 'zone'>

/** In the order of the invoice's lines. */
export async function billsOn(writer: Writer, tenant: string, invoice: InvoiceHead): Promise<BillOnInvoice[]> {
  const { accounts, billDate, id, knownAt } = invoice
  if (accounts === null) return [invoice]
  const rows = await sql<{ account: string; zone: string; since: string | null }>(
    writer,
    `select b.account, a.zone, b.since::text from empty_bill b join account a on a.tenant = b.tenant and a.id = b.account
     where b.tenant = $1 and b.account = any($2::uuid[]) and b.id = $3 order by array_position($2::uuid[], b.account)`,
    [tenant, accounts, id]
  )
  return rows.map(({ account, since, zone }) => ({
    ...{ account, billDate, id, knownAt, zone },
    since: since === null ? null : Temporal.PlainDate.from(since)
  }))
}
