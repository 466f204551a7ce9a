// The accounts of a new run: who is consolidated with another account is billed with that one.
import type { ClientBase } from 'pg'
import { hierarchyAround } from '../accounts/index.ts'
import { sql } from '../persistence/index.ts'
import { type AccountGroup, groupCondition, groupOf, groupValues } from './account-group.ts'
import { dueDates } from './bill-day.ts'
import { type ChunkPlan, type ListedAccounts, planDueAccounts, planListedAccounts } from './plan-chunks.ts'

interface Planned {
  readonly tenant: string
  readonly billDate: Temporal.PlainDate
  readonly knownAt: Temporal.Instant
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
  const planned = { tenant: plan.tenant, billDate, knownAt }
  if (these !== undefined) {
    const accounts = await billedBy(client, planned, these.accounts)
    return planListedAccounts(client, plan, { listed: these.listed, accounts })
  }
  const beside = groupOf(group) === null ? [] : await billedByForGroup(client, planned, group)
  return planDueAccounts(client, plan, { billDate, group, beside, now: knownAt.toString() })
}

/** Each once, in no order. */
async function billedBy(
  client: ClientBase,
  { billDate, knownAt, tenant }: Planned,
  accounts: readonly string[]
): Promise<string[]> {
  const { hierarchy } = await hierarchyAround(client, tenant, { accounts, knownAt })
  const lastDay = billDate.subtract({ days: 1 })
  return [...new Set(accounts.map(account => hierarchy.invoicedWith(account, lastDay)))]
}

/** Accounts that a group means because of those that are billed with them. */
async function billedByForGroup(client: ClientBase, planned: Planned, group: AccountGroup): Promise<readonly string[]> {
  const due = dueDates(planned.billDate)
  const rows = await sql<{ id: string }>(
    client,
    `select a.id from account a
     join unnest($2::int[], $3::date[]) as due (bill_day, bill_date) on due.bill_day = a.bill_day
     left join billing_cursor c on c.tenant = a.tenant and c.account = a.id
     where a.tenant = $1 and ${groupCondition(4)} and a.id in (
       select account from account_parent where tenant = $1 and billing = 'consolidated' and withdrawn is null)`,
    [planned.tenant, due.map(({ billDay }) => billDay), due.map(({ on }) => on.toString()), ...groupValues(group)]
  )
  return rows.length === 0
    ? []
    : billedBy(
        client,
        planned,
        rows.map(({ id }) => id)
      )
}
