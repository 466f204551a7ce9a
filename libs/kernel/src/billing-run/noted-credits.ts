// What credit notes took of billed lines, and debit notes added: it stands beside them, and no bill brings it again.
import { creditKey, type NotedCredits } from '@farthing/billing-core'
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'

export async function notedCredits(
  client: ClientBase,
  tenant: string,
  accounts: readonly string[]
): Promise<NotedCredits> {
  const rows = await sql<{ invoice: string; line: number; amount: string }>(
    client,
    `with noted as (
       select account, id, invoice, kind from adjustment where tenant = $1 and account = any($2::uuid[]) and status = 'approved'
       union select d.account, d.id, d.invoice, d.kind
       from empty_bill e join adjustment d on d.tenant = e.tenant and d.account = e.payer and d.invoice = e.id
       where e.tenant = $1 and e.account = any($2::uuid[]) and e.payer is not null and d.status = 'approved')
     select d.invoice, l.invoice_line as line, sum(case d.kind when 'debit-note' then -l.amount else l.amount end)::text as amount
     from noted d join adjustment_line l on l.tenant = $1 and l.account = d.account and l.adjustment = d.id
     where l.invoice_line is not null group by d.invoice, l.invoice_line`,
    [tenant, accounts]
  )
  return new Map(rows.map(({ amount, invoice, line }) => [creditKey({ invoice, line }), BigInt(amount)]))
}
