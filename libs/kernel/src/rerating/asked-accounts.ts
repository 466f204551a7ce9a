// The accounts that a proposal is about, where it is not about all: rows beside it, for they may be a hundred thousand.
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'
import type { ReratingReference } from './plan-rerating.ts'

/** Texts of SQL, in which $1 is the tenant. */
interface Named {
  readonly rerating: string
  readonly account: string
  /** In which accounts the statement looks, such as `between $3 and $4`: no chunk goes through those of all others. */
  readonly within?: string
}

/** Whether the proposal is about this account because it was named. */
export function isNamed({ account, rerating, within }: Named): string {
  const range = within === undefined ? '' : ` and q.account ${within}`
  return `exists (select from rerating_asked q where q.tenant = $1 and q.rerating = ${rerating} and q.account = ${account}${range})`
}

export function isAboutAll(rerating: string): string {
  return `not exists (select from rerating_asked q where q.tenant = $1 and q.rerating = ${rerating})`
}

export function isAsked(named: Named): string {
  return `(${isAboutAll(named.rerating)} or ${isNamed(named)})`
}

/** Null: it is about all. */
export async function keepAsked(
  client: ClientBase,
  { id, tenant }: ReratingReference,
  accounts: readonly string[] | null
): Promise<void> {
  if (accounts === null) return
  if (accounts.length === 0) throw new Error(`re-rating ${id} is about no account`)
  await sql(
    client,
    `insert into rerating_asked (tenant, rerating, account) select distinct $1::text, $2::int, asked.* from unnest($3::uuid[]) as asked`,
    [tenant, id, accounts]
  )
}

/** Of a range of accounts, those that it is about; null: all. */
export async function namedWithin(
  client: ClientBase,
  { id, tenant }: ReratingReference,
  { firstAccount, lastAccount }: { readonly firstAccount: string; readonly lastAccount: string }
): Promise<string[] | null> {
  const [row] = await sql<{ named: string[] | null }>(
    client,
    `select case when not ${isAboutAll('$2')} then
       array(select account from rerating_asked where tenant = $1 and rerating = $2 and account between $3 and $4) end as named`,
    [tenant, id, firstAccount, lastAccount]
  )
  return row?.named ?? null
}
