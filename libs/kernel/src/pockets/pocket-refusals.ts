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

export type PocketRefusal = 'unknown-account' | 'unknown-subscription' | 'already-expired'

export async function refusedPocket(
  client: ClientBase,
  account: AccountRow,
  pocket: Held & { readonly expiresAt: Temporal.Instant | null },
  now: Temporal.Instant
): Promise<Extract<Outcome<never, PocketRefusal>, { ok: false }> | undefined> {
  const { expiresAt, subscription } = pocket
  if (expiresAt !== null && Temporal.Instant.compare(expiresAt, now) <= 0)
    return { ok: false, reason: 'already-expired', detail: `${expiresAt} is over: it is ${now}.` }
  if (subscription === null) return undefined
  const query = 'select from subscription where tenant = $1 and account = $2 and id = $3'
  const found = await sql(client, query, [account.tenant, account.id, subscription])
  if (found.length > 0) return undefined
  const detail = `Account ${account.number} has no subscription ${subscription}.`
  return { ok: false, reason: 'unknown-subscription', detail }
}
