// What stands on the bill of each cycle because pockets did not pay it: read and written under the lock of its account.
import type { Credit } from '@farthing/billing-core'
import type { ClientBase } from 'pg'
import { sql, type Statement } from '../persistence/index.ts'

/** Of one subscription in the cycle that begins on a day (YYYY-MM-DD). */
export interface CreditKey {
  readonly account: string
  readonly subscription: string
  readonly cycle: string
}

/** How much of it is taken, whatever its limit is by now: micro. */
export interface TakenCredit extends CreditKey, Pick<Credit, 'owed' | 'held'> {}

export async function readCredits(
  client: ClientBase,
  tenant: string,
  accounts: readonly string[]
): Promise<TakenCredit[]> {
  const rows = await sql<CreditKey & { readonly owed: string; readonly held: string }>(
    client,
    `select account, subscription, cycle::text, owed::text, held::text from charging_credit
     where tenant = $1 and account = any($2::uuid[])`,
    [tenant, accounts]
  )
  return rows.map(({ held, owed, ...key }) => ({ ...key, owed: BigInt(owed), held: BigInt(held) }))
}

/** As they stand: nobody else has changed them since they were read, for their account is locked. */
export function creditRows(tenant: string, credits: readonly TakenCredit[]): Statement[] {
  if (credits.length === 0) return []
  const text = `insert into charging_credit (tenant, account, subscription, cycle, owed, held)
    select $1, fresh.* from unnest($2::uuid[], $3::uuid[], $4::date[], $5::bigint[], $6::bigint[]) as fresh
    on conflict (tenant, account, subscription, cycle)
      do update set owed = excluded.owed, held = excluded.held`
  const values = [
    tenant,
    credits.map(({ account }) => account),
    credits.map(({ subscription }) => subscription),
    credits.map(({ cycle }) => cycle),
    credits.map(({ owed }) => owed.toString()),
    credits.map(({ held }) => held.toString())
  ]
  return [{ text, values }]
}

export const NOTHING_TAKEN = { owed: 0n, held: 0n } as const

export function creditName({ account, cycle, subscription }: CreditKey): string {
  return `${account} ${subscription} ${cycle}`
}
