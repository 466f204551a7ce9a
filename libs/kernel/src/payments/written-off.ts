// What was given up of invoices, and is owed again when money comes after all.
import { type LedgerTransaction, recoveryPostings } from '@farthing/billing-core'
import type { ClientBase } from 'pg'
import { type Ids, sql, type Writer } from '../persistence/index.ts'
import type { OpenInvoiceRow } from './open-invoices.ts'
import { releaseUpTo, type StandingAllocation } from './release-up-to.ts'

/** Issued invoices of which something is written off, oldest due first; `outstanding` is how much. */
export async function writtenOffInvoices(writer: Writer, tenant: string, account: string): Promise<OpenInvoiceRow[]> {
  const rows = await sql<{ id: string; number: string; due_date: string; amount: string }>(
    writer,
    `select i.id, i.number, i.due_date::text, sum(l.amount)::text as amount
     from adjustment d
     join payment_allocation l on l.tenant = d.tenant and l.account = d.account and l.adjustment = d.id and l.released_on is null
     join invoice i on i.tenant = d.tenant and i.account = d.account and i.id = d.invoice and i.status = 'issued'
     where d.tenant = $1 and d.account = $2 and d.kind = 'write-off' and d.status = 'approved'
     group by i.id, i.number, i.due_date, i.issued_at order by i.due_date, i.issued_at, length(i.number), i.number`,
    [tenant, account]
  )
  return rows.map(({ amount, due_date: due, id, number }) => ({
    invoice: id,
    number,
    due: Temporal.PlainDate.from(due),
    outstanding: BigInt(amount)
  }))
}

export interface Recovery {
  readonly tenant: string
  readonly account: string
  readonly on: Temporal.PlainDate
  readonly invoice: string
  /** Micro; at most what is written off of the invoice. */
  readonly amount: bigint
}

/** Newest write-off first. Returns what is to be posted. */
export async function recoverWrittenOff(client: ClientBase, recovery: Recovery, ids: Ids): Promise<LedgerTransaction> {
  const { account, amount, invoice, on: date, tenant } = recovery
  const allocations = await sql<StandingAllocation>(
    client,
    `select l.id, l.invoice, l.amount from payment_allocation l
     join adjustment d on d.tenant = l.tenant and d.account = l.account and d.id = l.adjustment and d.kind = 'write-off'
     where l.tenant = $1 and l.account = $2 and l.invoice = $3 and l.released_on is null order by l.id desc`,
    [tenant, account, invoice]
  )
  const { freed } = await releaseUpTo(client, recovery, { allocations, amount }, ids)
  if (freed !== amount) throw new Error(`less than ${amount} micro of invoice ${invoice} is written off`)
  const [named] = await sql<{ account: string; invoice: string; currency: string }>(
    client,
    `select a.number as account, i.number as invoice, i.currency from invoice i join account a on a.tenant = i.tenant and a.id = i.account
     where i.tenant = $1 and i.account = $2 and i.id = $3`,
    [tenant, account, invoice]
  )
  if (named === undefined) throw new Error(`there is no invoice ${invoice}`)
  return { ...recoveryPostings({ ...named, id: ids.next(), date, amount }), account }
}
