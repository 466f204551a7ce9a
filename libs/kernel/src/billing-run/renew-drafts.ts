// Drafts of a run made again from what is known now: what nobody accepted yet, what it parked and what it left open.
import type { Hierarchy } from '@farthing/billing-core'
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'
import { cancelDrafts } from './cancel-invoice.ts'
import type { ParkedAccount } from './compute-chunk.ts'
import type { PlannedChunks } from './enqueue-chunks.ts'
import { BILLED_SINCE } from './run-queries.ts'

interface OfRun {
  readonly tenant: string
  readonly run: string
}

export interface Renewal extends OfRun {
  /** Facts and usage count up to this instant. */
  readonly knownAt: string
  /** Accounts a chunk. */
  readonly size: number
}

/**
 * Within the transaction that holds the run in review. What was accepted stays as it is, and what was cancelled stays out. A draft stands until
 * its chunk makes it anew; bills that were made together are in one.
 */
export async function renewDrafts(client: ClientBase, renewal: Renewal): Promise<PlannedChunks> {
  const { knownAt, run, size, tenant } = renewal
  await sql(
    client,
    `delete from billing_parked p using billing_run r
     where p.tenant = $1 and p.run = $2 and r.tenant = p.tenant and r.id = p.run and ${BILLED_SINCE}`,
    [tenant, run]
  )
  const planned = await sql<{ number: number }>(
    client,
    `with drafts as (
       select distinct coalesce(accounts[1], account) as head, unnest(coalesce(accounts, array[account])) as account
       from invoice where tenant = $1 and run = $2 and status = 'draft'),
     bills as (
       select head, account from drafts
       union select first_value(coalesce(d.head, e.account)) over (partition by e.id order by d.head, e.account), e.account
       from empty_bill e left join drafts d on d.account = e.account
       where e.tenant = $1 and e.run = $2 and e.cancelled_at is null and e.payer is null
       union select account, account from carried_forward where tenant = $1 and run = $2
       union select account, account from billing_parked where tenant = $1 and run = $2),
     placed as (select account, dense_rank() over (order by head) - 1 as place from bills),
     before as (select max(number) as chunks, bool_or(listed) as listed from billing_chunk where tenant = $1 and run = $2)
     insert into billing_chunk (tenant, run, number, phase, accounts, listed)
     select $1, $2, before.chunks + 1 + place / $3::int, 'renew', array_agg(distinct account), before.listed
     from placed, before group by before.chunks, before.listed, place / $3::int returning number`,
    [tenant, run, size]
  )
  if (planned.length === 0) return { first: 0, count: 0 }
  await sql(client, `update billing_run set status = 'generating', known_at = $3 where tenant = $1 and id = $2`, [
    ...[tenant, run, knownAt]
  ])
  return { first: Math.min(...planned.map(({ number }) => number)), count: planned.length }
}

/** An account whose bill of the run was undone. */
export interface Reopened {
  readonly account: string
  /** Null: it was parked. */
  readonly billDate: Temporal.PlainDate | null
}

/**
 * Under the accounts' lock: undoes what the run made of them, so that it is made anew. What was billed beyond the day of its bill since is
 * left standing: nothing would come in its place.
 */
export async function reopenBills(
  client: ClientBase,
  of: OfRun & { readonly now: Temporal.Instant },
  accounts: readonly string[]
): Promise<Reopened[]> {
  const found = await sql<{ account: string; on: string | null }>(
    client,
    `with bills as (
       select coalesce(accounts, array[account]) as together, bill_date, bill_date as billed from invoice
       where tenant = $1 and run = $2 and status = 'draft' and (account = any($3::uuid[]) or accounts && $3::uuid[])
         and coalesce(accounts[1], account) = any($3::uuid[])
       union all select array[account], bill_date, bill_date from empty_bill
       where tenant = $1 and run = $2 and account = any($3::uuid[]) and cancelled_at is null and payer is null
       union all select array[account], bill_date, bill_date - 1 from carried_forward
       where tenant = $1 and run = $2 and account = any($3::uuid[])
       union all select array[account], null, null from billing_parked
       where tenant = $1 and run = $2 and account = any($3::uuid[]))
     select t.account, max(b.bill_date)::text as on from bills b, unnest(b.together) as t (account)
     where not exists (select from billing_cursor c where c.tenant = $1 and c.account = any(b.together)
       and (c.bill_date > b.billed or c.carried_on > b.bill_date))
     group by t.account order by t.account`,
    [of.tenant, of.run, accounts]
  )
  const opened = found.map(({ account }) => account)
  await cancelDrafts(client, of, { accounts: opened, draftsOnly: true })
  await sql(client, 'delete from billing_parked where tenant = $1 and run = $2 and account = any($3::uuid[])', [
    ...[of.tenant, of.run, opened]
  ])
  return found.map(({ account, on }) => ({ account, billDate: on === null ? null : Temporal.PlainDate.from(on) }))
}

/** Those that were opened again and that the run has neither billed, left open nor parked since, each to be parked: no bill goes without a word. */
export async function vanished(
  client: ClientBase,
  { run, tenant }: OfRun,
  opened: readonly Reopened[],
  { billDate, hierarchy }: { readonly billDate: Temporal.PlainDate; readonly hierarchy: Hierarchy }
): Promise<ParkedAccount[]> {
  const rows = await sql<{ account: string }>(
    client,
    `select account from invoice where tenant = $1 and run = $2 and account = any($3::uuid[]) and status = 'draft' and accounts is null
     union select account from empty_bill where tenant = $1 and run = $2 and account = any($3::uuid[]) and cancelled_at is null
     union select account from carried_forward where tenant = $1 and run = $2 and account = any($3::uuid[])
     union select account from billing_parked where tenant = $1 and run = $2 and account = any($3::uuid[])`,
    [tenant, run, opened.map(({ account }) => account)]
  )
  const told = new Set(rows.map(({ account }) => account))
  return opened.flatMap(({ account, billDate: on }) => {
    const head = hierarchy.invoicedWith(account, (on ?? billDate).subtract({ days: 1 }))
    if (told.has(account) || told.has(head)) return []
    return [{ account, reason: 'no-longer-due', detail: head === account ? MOVED : ELSEWHERE }]
  })
}

const MOVED =
  'By what is known now no bill of it is due in this run: its bill day was moved, or it was billed meanwhile. A draft that it had is cancelled, and its next bill brings what that held.'
const ELSEWHERE =
  'By what is known now its lines stand on the invoice of another account, whose next bill brings them. A draft that it had is cancelled.'
