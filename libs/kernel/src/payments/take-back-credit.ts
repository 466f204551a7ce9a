// A reversed payment may have left credit that later invoices used: they are open again as far as that credit is gone.
import { allocationPostings, type LedgerTransaction } from '@farthing/billing-core'
import type { ClientBase } from 'pg'
import type { FactBook } from '../accounts/index.ts'
import { type Ids, sql } from '../persistence/index.ts'
import { releaseUpTo, type StandingAllocation } from './release-up-to.ts'
import { unsettle } from './settle-invoices.ts'

interface Reversed {
  readonly tenant: string
  readonly account: string
  readonly accountNumber: string
  readonly currency: string
  readonly on: Temporal.PlainDate
}

/** After the reversal is posted, under the account's lock. Returns what is to be posted beside it, newest use first. */
export async function takeBackCredit(
  client: ClientBase,
  reversed: Reversed,
  tools: { readonly ids: Ids; readonly facts: FactBook }
): Promise<LedgerTransaction[]> {
  const { tenant, account, accountNumber, currency, on } = reversed
  const missing = await overdrawn(client, reversed)
  if (missing <= 0n) return []
  const used = await sql<StandingAllocation>(
    client,
    `select id, invoice, amount from payment_allocation
     where tenant = $1 and account = $2 and payment is null and adjustment is null and released_on is null order by id desc`,
    [tenant, account]
  )
  const { freed, invoices } = await releaseUpTo(client, reversed, { allocations: used, amount: missing }, tools.ids)
  if (freed === 0n) return []
  await unsettle(client, { tenant, account, on }, invoices, tools.facts)
  const posted = { id: tools.ids.next(), account: accountNumber, date: on, currency, amount: -freed }
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
