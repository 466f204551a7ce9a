// What a printed invoice says beside its lines: whose it is, what was owed before, what was paid.
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'
import type { DocumentPayment, InvoiceDocument } from './invoice-document.ts'
import type { InvoiceHead } from './invoice-queries.ts'

export async function accountOf(client: ClientBase, tenant: string, id: string): Promise<InvoiceDocument['account']> {
  const [row] = await sql<InvoiceDocument['account']>(
    client,
    'select number, name, address, zone from account where tenant = $1 and id = $2',
    [tenant, id]
  )
  return row ?? { number: '', name: '', address: [], zone: 'UTC' }
}

/** 'A-000002 Branch' by id of the account. */
export async function accountsNamed(
  client: ClientBase,
  tenant: string,
  { accounts }: Pick<InvoiceHead, 'accounts'>
): Promise<ReadonlyMap<string, string>> {
  if (accounts === null) return new Map()
  const rows = await sql<{ id: string; name: string }>(
    client,
    `select id, number || ' ' || name as name from account where tenant = $1 and id = any($2::uuid[])`,
    [tenant, accounts]
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** What the books said just before it was posted. */
export async function openingBalance(client: ClientBase, tenant: string, invoice: InvoiceHead): Promise<bigint> {
  const [row] = await sql<{ balance: string }>(
    client,
    `select coalesce(sum(p.amount), 0)::text as balance from ledger_posting p join ledger_transaction t using (tenant, account, key)
     where tenant = $1 and account = $2 and p.unit = $3 and split_part(p.ledger_account, ':', 1) in ('receivable', 'unallocated')
       and ($4::timestamptz is null or t.recorded_at < $4) and t.key <> $5`,
    [tenant, invoice.account, invoice.currency, invoice.issuedAt?.toString() ?? null, `invoice:${invoice.id}`]
  )
  return BigInt(row?.balance ?? 0)
}

export async function paymentsSince(
  client: ClientBase,
  tenant: string,
  invoice: InvoiceHead
): Promise<DocumentPayment[]> {
  const rows = await sql<{ on: string; number: string; method: string; reference: string; amount: string }>(
    client,
    `select received_on::text as on, number, method, reference, amount::text from payment
     where tenant = $1 and account = $2 and reversed_on is null and received_on >= $3 and received_on < $4
     order by received_on, number`,
    [tenant, invoice.account, invoice.from.toString(), invoice.billDate.toString()]
  )
  return rows.map(row => ({ ...row, on: Temporal.PlainDate.from(row.on), amount: BigInt(row.amount) }))
}
