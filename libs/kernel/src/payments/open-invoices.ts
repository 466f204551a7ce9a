// What is still to pay on an account's invoices.
import type { OpenInvoice } from '@farthing/billing-core'
import { sql, type Writer } from '../persistence/index.ts'

export interface OpenInvoiceRow extends OpenInvoice {
  readonly number: string
}

/** Issued invoices with something left to pay, oldest due first. */
export async function openInvoices(writer: Writer, tenant: string, account: string): Promise<OpenInvoiceRow[]> {
  const rows = await sql<{ id: string; number: string; due_date: string; outstanding: string }>(
    writer,
    `select i.id, i.number, i.due_date::text, (i.total - coalesce(sum(a.amount), 0))::text as outstanding
     from invoice i
     left join payment_allocation a on a.tenant = i.tenant and a.account = i.account and a.invoice = i.id and a.released_on is null
     where i.tenant = $1 and i.account = $2 and i.status = 'issued' and i.total > 0
     group by i.tenant, i.account, i.id having i.total > coalesce(sum(a.amount), 0)
     order by i.due_date, i.issued_at, length(i.number), i.number`,
    [tenant, account]
  )
  return rows.map(({ id, number, due_date: due, outstanding }) => ({
    invoice: id,
    number,
    due: Temporal.PlainDate.from(due),
    outstanding: BigInt(outstanding)
  }))
}

/** Micro: what all of them ask for. */
export async function owedBy(writer: Writer, tenant: string, account: string): Promise<bigint> {
  return (await openInvoices(writer, tenant, account)).reduce((sum, { outstanding }) => sum + outstanding, 0n)
}
