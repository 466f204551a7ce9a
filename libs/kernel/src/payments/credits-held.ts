// What accounts hold in credit, and the lock that keeps it from being used twice.
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'

/** One account's money may only be moved under this lock, which lasts until the transaction ends. */
export async function lockAccounts(client: ClientBase, tenant: string, accounts: readonly string[]): Promise<void> {
  await sql(client, 'select id from account where tenant = $1 and id = any($2::uuid[]) order by id for no key update', [
    tenant,
    accounts
  ])
}

/** Micro of credit by account, for those that hold some; one that is named twice holds it once. Lock them first. */
export async function creditsHeld(
  client: ClientBase,
  tenant: string,
  accounts: readonly { readonly account: string; readonly currency: string }[]
): Promise<Map<string, bigint>> {
  const rows = await sql<{ account: string; credit: string }>(
    client,
    `select p.account, (-sum(p.amount))::text as credit
     from (select distinct * from unnest($2::uuid[], $3::text[]) as named (account, currency)) wanted
     join ledger_posting p on p.tenant = $1 and p.account = wanted.account and p.unit = wanted.currency
       and starts_with(p.ledger_account, 'unallocated:')
     group by p.account having sum(p.amount) < 0`,
    [tenant, accounts.map(({ account }) => account), accounts.map(({ currency }) => currency)]
  )
  return new Map(rows.map(({ account, credit }) => [account, BigInt(credit)]))
}
