// A reversed payment may have left credit that later invoices used: they are open again as far as that credit is gone.
import { allocationPostings, type LedgerTransaction } from '@farthing/billing-core'
import type { ClientBase } from 'pg'
import type { FactBook } from '../accounts/index.ts'
import { type Ids, sql } from '../persistence/index.ts'
import { unsettle } from './settle-invoices.ts'

interface Reversed {
  readonly tenant: string
  readonly account: string
  readonly accountNumber: string
  readonly currency: string
  readonly on: Temporal.PlainDate
}

interface CreditUsed {
  readonly id: string
  readonly invoice: string
  readonly amount: bigint
}

/** After the reversal is posted, under the account's lock. Returns what is to be posted beside it, newest use first. */
export async function takeBackCredit(
  client: ClientBase,
  reversed: Reversed,
  tools: { readonly ids: Ids; readonly facts: FactBook }
): Promise<LedgerTransaction[]> {
  const { tenant, account, accountNumber, currency, on } = reversed
  let missing = await overdrawn(client, reversed)
  if (missing <= 0n) return []
  const used = await sql<CreditUsed>(
    client,
    `select id, invoice, amount from payment_allocation
     where tenant = $1 and account = $2 and payment is null and released_on is null order by id desc`,
    [tenant, account]
  )
  let taken = 0n
  const invoices: string[] = []
  for (const { id, invoice, amount } of used) {
    if (missing === 0n) break
    const part = amount < missing ? amount : missing
    await release(client, reversed, { id, left: amount - part, leftId: tools.ids.next() })
    invoices.push(invoice)
    missing -= part
    taken += part
  }
  if (taken === 0n) return []
  await unsettle(client, { tenant, account, on }, invoices, tools.facts)
  const posted = { id: tools.ids.next(), account: accountNumber, date: on, currency, amount: -taken }
  const description = 'Credit of a reversed payment taken back from invoices'
  return [{ ...allocationPostings(posted), description, account }]
}

/** Micro by which more credit was used than was ever there. */
async function overdrawn(client: ClientBase, { tenant, account, currency }: Reversed): Promise<bigint> {
  const [row] = await sql<{ amount: string }>(
    client,
    `select coalesce(sum(amount), 0)::text as amount from ledger_posting
     where tenant = $1 and account = $2 and unit = $3 and starts_with(ledger_account, 'unallocated:')`,
    [tenant, account, currency]
  )
  return BigInt(row?.amount ?? 0)
}

async function release(
  client: ClientBase,
  { tenant, account, on }: Reversed,
  { id, left, leftId }: { readonly id: string; readonly left: bigint; readonly leftId: string }
): Promise<void> {
  const values = [tenant, account, id, on.toString()]
  if (left > 0n) {
    await sql(
      client,
      `insert into payment_allocation (tenant, account, id, payment, invoice, amount, allocated_on)
       select tenant, account, $4, null, invoice, $5, allocated_on from payment_allocation where tenant = $1 and account = $2 and id = $3`,
      [tenant, account, id, leftId, left.toString()]
    )
  }
  await sql(
    client,
    'update payment_allocation set released_on = $4 where tenant = $1 and account = $2 and id = $3',
    values
  )
}
