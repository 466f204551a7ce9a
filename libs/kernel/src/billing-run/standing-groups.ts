// What of a bill that is made again stands: an account may have one of its invoices cancelled, and not the others.
import type { StandingGroups } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'
import type { DueTogether } from './due-bills.ts'

/** By the account whose bill it is. Only an account of which something was taken back can have invoices of the day. */
export async function standingGroups(
  client: ClientBase,
  tenant: string,
  bills: readonly DueTogether[]
): Promise<ReadonlyMap<string, StandingGroups>> {
  const again = bills.filter(({ due: [{ account }] }) => account.cursor.dirtyFrom !== null)
  if (again.length === 0) return new Map()
  const rows = await sql<{ account: string; group: string | null }>(
    client,
    `select asked.account, i.bill_group as group
     from unnest($2::uuid[], $3::uuid[], $4::date[]) as asked (payer, account, bill_date)
     join invoice i on i.tenant = $1 and i.account = asked.payer and i.bill_date = asked.bill_date
       and coalesce(i.accounts[1], i.account) = asked.account
     where i.cancelled_at is null and not i.at_once`,
    [
      tenant,
      again.map(({ payer }) => payer),
      again.map(({ due: [{ account }] }) => account.id),
      again.map(({ due: [{ billDate }] }) => billDate.toString())
    ]
  )
  const standing = Map.groupBy(rows, ({ account }) => account)
  return new Map([...standing].map(([account, own]) => [account, new Set(own.map(({ group }) => group))]))
}
