// Why a pocket cannot be opened.
import type { ClientBase } from 'pg'
import type { AccountRow } from '../accounts/index.ts'
import { type Outcome, refuse, type Refusal } from '../http/index.ts'
import { sql } from '../persistence/index.ts'
import { referredGroup } from './referred-group.ts'

/** So much of a unit, for one subscription or for all. */
export interface Held {
  readonly unit: string
  /** Parts of the unit, more than zero. */
  readonly amount: bigint
  readonly subscription: string | null
}

export type PocketRefusal =
  | 'unknown-group'
  | 'unknown-account'
  | 'account-closed'
  | 'unknown-subscription'
  | 'already-expired'

interface Checked extends Held {
  readonly expiresAt: Temporal.Instant | null
  /** Number or name; left out: the account's own. */
  readonly group?: string | null
}

/** The pocket, with the number of its group. Under the account's lock. */
export async function checkedPocket<Pocket extends Checked>(
  client: ClientBase,
  account: AccountRow,
  pocket: Pocket,
  now: Temporal.Instant
): Promise<Outcome<Pocket, PocketRefusal>> {
  const { expiresAt, group = null, subscription } = pocket
  if (expiresAt !== null && Temporal.Instant.compare(expiresAt, now) <= 0)
    return { ok: false, reason: 'already-expired', detail: `${expiresAt} is over: it is ${now}.` }
  const closed = await closedForPockets(client, account)
  if (closed !== undefined) return closed
  if (group !== null) {
    const number = await groupOf(client, account, { subscription, group })
    return number.ok ? { ok: true, value: { ...pocket, group: number.value } } : number
  }
  if (subscription === null) return { ok: true, value: pocket }
  const query = 'select from subscription where tenant = $1 and account = $2 and id = $3'
  const found = await sql(client, query, [account.tenant, account.id, subscription])
  if (found.length > 0) return { ok: true, value: pocket }
  const detail = `Account ${account.number} has no subscription ${subscription}.`
  return { ok: false, reason: 'unknown-subscription', detail }
}

/** As it is by now: nothing that a pocket could pay for is used there any more. */
export async function closedForPockets(
  client: ClientBase,
  { id, number, tenant }: Pick<AccountRow, 'id' | 'number' | 'tenant'>
): Promise<Refusal<'account-closed'> | undefined> {
  const query = `select from account where tenant = $1 and id = $2 and status = 'closed'`
  if ((await sql(client, query, [tenant, id])).length === 0) return undefined
  return refuse('account-closed', `Account ${number} is closed: nothing would use what is put into a pocket there.`)
}

async function groupOf(
  client: ClientBase,
  account: AccountRow,
  { group, subscription }: { readonly group: string; readonly subscription: string | null }
): Promise<Outcome<string, PocketRefusal>> {
  if (subscription === null) return referredGroup(client, account.tenant, group, account)
  const detail = 'A pocket of a group pays for all of its members: leave the subscription out.'
  return { ok: false, reason: 'unknown-subscription', detail }
}
