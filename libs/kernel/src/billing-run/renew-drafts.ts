// Drafts of a run made again from what is known now: what nobody accepted yet, what it parked and what it left open.
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'
import { cancelDrafts } from './cancel-invoice.ts'
import type { PlannedChunks } from './enqueue-chunks.ts'

export interface Renewal {
  readonly tenant: string
  readonly run: string
  /** Facts and usage count up to this instant. */
  readonly knownAt: string
  readonly now: Temporal.Instant
  /** Accounts a chunk. */
  readonly size: number
}

/** Within the transaction that holds the run in review. What was accepted stays as it is, and what was cancelled stays out. */
export async function renewDrafts(client: ClientBase, renewal: Renewal): Promise<PlannedChunks> {
  const { knownAt, run, size, tenant } = renewal
  const found = await sql<{ account: string }>(
    client,
    `select coalesce(accounts[1], account) as account from invoice where tenant = $1 and run = $2 and status = 'draft'
     union select account from empty_bill where tenant = $1 and run = $2 and cancelled_at is null and payer is null
     union select account from carried_forward where tenant = $1 and run = $2
     union select account from billing_parked where tenant = $1 and run = $2`,
    [tenant, run]
  )
  const accounts = found.map(({ account }) => account)
  if (accounts.length === 0) return { first: 0, count: 0 }
  await cancelDrafts(client, renewal, { accounts, draftsOnly: true })
  await sql(client, 'delete from billing_parked where tenant = $1 and run = $2', [tenant, run])
  await sql(client, `update billing_run set status = 'generating', known_at = $3 where tenant = $1 and id = $2`, [
    ...[tenant, run, knownAt]
  ])
  const planned = await sql<{ number: number }>(
    client,
    `with placed as (select account, row_number() over (order by account) - 1 as place from unnest($4::uuid[]) as a (account)),
     before as (select max(number) as chunks, bool_or(listed) as listed from billing_chunk where tenant = $1 and run = $2)
     insert into billing_chunk (tenant, run, number, phase, accounts, listed)
     select $1, $2, before.chunks + 1 + place / $3::int, 'renew', array_agg(account order by place), before.listed
     from placed, before group by before.chunks, before.listed, place / $3::int returning number`,
    [tenant, run, size, accounts]
  )
  return { first: Math.min(...planned.map(({ number }) => number)), count: planned.length }
}
