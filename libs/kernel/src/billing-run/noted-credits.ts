// What credit notes took of billed lines, and debit notes added: it stands beside them, and no bill brings it again.
import type { BilledCharge } from '@farthing/billing-core'
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'

/** Micro as priced, by `creditKey`, that are not yet given to a part of the line. */
export type NotedCredits = Map<string, bigint>

export async function notedCredits(
  client: ClientBase,
  tenant: string,
  accounts: readonly string[]
): Promise<NotedCredits> {
  const rows = await sql<{ invoice: string; line: number; amount: string }>(
    client,
    `select d.invoice, l.invoice_line as line, sum(case d.kind when 'debit-note' then -l.amount else l.amount end)::text as amount
     from adjustment d join adjustment_line l on l.tenant = d.tenant and l.account = d.account and l.adjustment = d.id
     where d.tenant = $1 and (d.account = any($2::uuid[]) or (d.account, d.invoice) in (
         select payer, id from empty_bill where tenant = $1 and account = any($2::uuid[]) and payer is not null))
       and l.invoice_line is not null and d.status = 'approved'
     group by d.invoice, l.invoice_line`,
    [tenant, accounts]
  )
  return new Map(rows.map(({ amount, invoice, line }) => [creditKey({ invoice, line }), BigInt(amount)]))
}

/** Of a line whose parts replace one another, those that charge bear what was credited, in their order. */
export function withCredit(charge: BilledCharge, credits: NotedCredits): BilledCharge {
  const key = creditKey(charge)
  const credit = credits.get(key) ?? 0n
  if (credit === 0n || (credit > 0n && charge.amount <= 0n)) return charge
  const credited = credit < charge.amount || credit < 0n ? credit : charge.amount
  credits.set(key, credit - credited)
  return { ...charge, credited }
}

function creditKey({ invoice, line }: Pick<BilledCharge, 'invoice' | 'line'>): string {
  return `${invoice} ${line}`
}
