// The accounts of a new run: who is consolidated with another account is billed with that one.
import type { ClientBase } from 'pg'
import { hierarchyAround } from '../accounts/index.ts'
import { sql } from '../persistence/index.ts'
import { type AccountGroup, groupCondition, groupOf, groupValues } from './account-group.ts'
import { dueDates } from './bill-day.ts'
import { type ChunkPlan, type ListedAccounts, planDueAccounts, planListedAccounts } from './plan-chunks.ts'
import { refuseEarlyHeads } from './run-day.ts'

interface BillDay {
  readonly account: string
  readonly on: Temporal.PlainDate
}

export interface RunAsked {
  readonly billDate: Temporal.PlainDate
  readonly knownAt: Temporal.Instant
  readonly group?: AccountGroup | undefined
  /** Left out: all who are due. */
  readonly these?: ListedAccounts | undefined
}

/** Returns how many chunks. */
export async function planRun(
  client: ClientBase,
  plan: ChunkPlan,
  { billDate, group = {}, knownAt, these }: RunAsked
): Promise<number> {
  const { tenant } = plan
  const billed = (days: readonly BillDay[]) => billedBy(client, tenant, knownAt, days)
  if (these !== undefined) {
    const { accounts, listed } = these
    const days = listed
      ? accounts.map(account => ({ account, on: billDate }))
      : await billDays(client, tenant, billDate, { where: 'a.id = any($4::uuid[])', values: [accounts] })
    const heads = await billed(days)
    if (listed) await refuseEarlyHeads(client, { tenant, billDate, now: knownAt.toString(), accounts: heads })
    return planListedAccounts(client, plan, { listed, accounts: heads })
  }
  const consolidated = `${groupCondition(4)} and a.id in (
    select account from account_parent where tenant = $1 and billing = 'consolidated' and withdrawn is null)`
  const beside =
    groupOf(group) === null
      ? []
      : await billed(await billDays(client, tenant, billDate, { where: consolidated, values: groupValues(group) }))
  return planDueAccounts(client, plan, { billDate, group, beside, now: knownAt.toString() })
}

/** Whose bill each account's is, or stands on, by its own day: each once, in no order. */
async function billedBy(
  client: ClientBase,
  tenant: string,
  knownAt: Temporal.Instant,
  days: readonly BillDay[]
): Promise<string[]> {
  if (days.length === 0) return []
  const accounts = days.map(({ account }) => account)
  const { hierarchy } = await hierarchyAround(client, tenant, { accounts, knownAt })
  return [...new Set(days.map(({ account, on }) => hierarchy.invoicedWith(account, on.subtract({ days: 1 }))))]
}

/** Of accounts their newest bill day up to a day. Values of `where` are `$4` and those after it. */
async function billDays(
  client: ClientBase,
  tenant: string,
  until: Temporal.PlainDate,
  { values, where }: { readonly where: string; readonly values: readonly unknown[] }
): Promise<BillDay[]> {
  const due = dueDates(until)
  const rows = await sql<{ account: string; on: string }>(
    client,
    `select a.id as account, due.bill_date::text as on from account a
     join unnest($2::int[], $3::date[]) as due (bill_day, bill_date) on due.bill_day = a.bill_day
     left join billing_cursor c on c.tenant = a.tenant and c.account = a.id
     where a.tenant = $1 and ${where}`,
    [tenant, due.map(({ billDay }) => billDay), due.map(({ on }) => on.toString()), ...values]
  )
  return rows.map(({ account, on }) => ({ account, on: Temporal.PlainDate.from(on) }))
}
