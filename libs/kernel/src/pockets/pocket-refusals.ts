// Why a pocket cannot be opened.
import type { ClientBase } from 'pg'
import type { AccountRow } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'
import { sql } from '../persistence/index.ts'

/** So much of a unit, for one subscription or for all. */
export interface Held {
  readonly unit: string
  /** Parts of the unit, more than zero. */
  readonly amount: bigint
  readonly subscription: string | null
}

export type PocketRefusal = 'unknown-group' | 'unknown-account' | 'unknown-subscription' | 'already-expired'

export async function refusedPocket(
  client: ClientBase,
  account: AccountRow,
  pocket: Held & { readonly expiresAt: Temporal.Instant | null; readonly group?: string | null },
  now: Temporal.Instant
): Promise<Extract<Outcome<never, PocketRefusal>, { ok: false }> | undefined> {
  const { expiresAt, subscription } = pocket
  if (expiresAt !== null && Temporal.Instant.compare(expiresAt, now) <= 0)
    return { ok: false, reason: 'already-expired', detail: `${expiresAt} is over: it is ${now}.` }
  if (pocket.group !== undefined && pocket.group !== null)
    return refusedGroup(client, account, { subscription, group: pocket.group })
  if (subscription === null) return undefined
  const query = 'select from subscription where tenant = $1 and account = $2 and id = $3'
  const found = await sql(client, query, [account.tenant, account.id, subscription])
  if (found.length > 0) return undefined
  const detail = `Account ${account.number} has no subscription ${subscription}.`
  return { ok: false, reason: 'unknown-subscription', detail }
}

async function refusedGroup(
  client: ClientBase,
  account: AccountRow,
  { group, subscription }: { readonly group: string; readonly subscription: string | null }
): Promise<Extract<Outcome<never, PocketRefusal>, { ok: false }> | undefined> {
  if (subscription !== null) {
    const detail = 'A pocket of a group pays for all of its members: leave the subscription out.'
    return { ok: false, reason: 'unknown-subscription', detail }
  }
  const query = 'select from pocket_group where tenant = $1 and number = $2 and owner = $3'
  if ((await sql(client, query, [account.tenant, group, account.id])).length > 0) return undefined
  return { ok: false, reason: 'unknown-group', detail: `Account ${account.number} owns no group ${group}.` }
}
