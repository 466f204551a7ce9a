// Cuts a run into chunks, in SQL: the accounts never pass through this process.
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'
import { type AccountGroup, groupCondition, groupValues } from './account-group.ts'
import { dueDates } from './bill-day.ts'
import { NUMBERED } from './invoice-numbers.ts'
import { RESTS } from './resting-accounts.ts'
import { dayHasCome } from './run-day.ts'

export interface ChunkPlan {
  readonly tenant: string
  readonly run: string
  readonly size: number
}

interface DueAccounts {
  readonly billDate: Temporal.PlainDate
  readonly now: string
  readonly group: AccountGroup
  /** Meant although they are not of the group. */
  readonly beside: readonly string[]
}

/**
 * Accounts of a group whose bill day has come since their last bill, those missed before included. Returns how many chunks.
 * Where the day is still to come, because it begins later there, the account is left to the next run; closed accounts that rest are left out.
 */
export async function planDueAccounts(
  client: ClientBase,
  plan: ChunkPlan,
  { beside, billDate, group, now }: DueAccounts
): Promise<number> {
  const due = dueDates(billDate)
  return inserted(
    client,
    `with due as (
       select a.id as account, row_number() over (order by a.id) - 1 as place
       from account a
       join unnest($4::int[], $5::date[]) as due (bill_day, bill_date) on due.bill_day = a.bill_day
       left join billing_cursor c on c.tenant = a.tenant and c.account = a.id
       where a.tenant = $1 and a.opened_on <= due.bill_date and (c.bill_date is null or c.bill_date < due.bill_date)
         and (c.carried_on is null or c.carried_on < due.bill_date) and (${RESTS}) is not true
         and ${dayHasCome('due.bill_date', '$6')} and ((${groupCondition(7)}) or a.id = any($10::uuid[])))
     insert into billing_chunk (tenant, run, number, phase, accounts, listed)
     select $1, $2, 1 + place / $3::int, 'generate', array_agg(account order by place), false from due group by place / $3::int`,
    [
      plan.tenant,
      plan.run,
      plan.size,
      due.map(({ billDay }) => billDay),
      due.map(({ on }) => on.toString()),
      now,
      ...groupValues(group),
      beside
    ]
  )
}

export interface ListedAccounts {
  readonly accounts: readonly string[]
  /** Billed on the run's day whatever their bill day. */
  readonly listed: boolean
}

export function planListedAccounts(
  client: ClientBase,
  plan: ChunkPlan,
  { accounts, listed }: ListedAccounts
): Promise<number> {
  return inserted(
    client,
    `with listed as (
       select id as account, row_number() over (order by id) - 1 as place from account where tenant = $1 and id = any($4::uuid[]))
     insert into billing_chunk (tenant, run, number, phase, accounts, listed)
     select $1, $2, 1 + place / $3::int, 'generate', array_agg(account order by place), $5 from listed group by place / $3::int`,
    [plan.tenant, plan.run, plan.size, accounts, listed]
  )
}

/**
 * Accepted invoices, with the legal number that each will get, in order of account, then of id. `numbered`: what numbers them.
 * A chunk names an account once for each of its invoices, and has them all. Returns how many invoices each has.
 */
export async function planIssue(client: ClientBase, plan: ChunkPlan, numbered: readonly unknown[]): Promise<number[]> {
  const chunks = await sql<{ invoices: number }>(
    client,
    `with ${NUMBERED},
     accepted as (select *, dense_rank() over (order by account) - 1 as rank from numbered),
     before as (select coalesce(max(number), 0) as chunks from billing_chunk where tenant = $1 and run = $2)
     insert into billing_chunk (tenant, run, number, phase, accounts, listed, numbers)
     select $1, $2, before.chunks + 1 + rank / $9::int, 'issue', array_agg(account order by account, id), false,
       array_agg(accepted.number order by account, id)
     from accepted, before group by before.chunks, rank / $9::int
     returning cardinality(accounts) as invoices`,
    [...numbered, plan.size]
  )
  return chunks.map(({ invoices }) => invoices)
}

async function inserted(client: ClientBase, statement: string, values: unknown[]): Promise<number> {
  return (await sql(client, `${statement} returning number`, values)).length
}
