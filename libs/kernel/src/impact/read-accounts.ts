// A chunk of accounts with their histories and uses, in a few queries.
import { accountHistory } from '@farthing/billing-core'
import { type BaseUnit, startOfDayMs } from '@farthing/billing-core/values'
import {
  type BillableUsage,
  type ImpactAccount,
  impactDates,
  type ImpactRange,
  type ImpactSides,
  type Use
} from '@farthing/simulator'
import type { ClientBase } from 'pg'
import type { FactBook } from '../accounts/index.ts'
import { billableUsage } from '../billing-run/index.ts'
import { sql } from '../persistence/index.ts'

export interface ReadTask {
  readonly tenant: string
  readonly knownAt: Temporal.Instant
  readonly range: ImpactRange
  readonly sides: ImpactSides
  readonly units: UsageUnits
}

/** What a tariff's usage was counted in when it arrived, by tariff and version of the rules. */
export type UsageUnits = ReadonlyMap<string, BaseUnit>

export interface AccountRow {
  readonly id: string
  readonly number: string
}

/** In order of id; `last` '' begins at the first. */
export function accountsAfter(
  client: ClientBase,
  { tenant, last, most }: { readonly tenant: string; readonly last: string; readonly most: number }
): Promise<AccountRow[]> {
  return sql<AccountRow>(
    client,
    'select id, number from account where tenant = $1 and ($2::uuid is null or id > $2) order by id limit $3',
    [tenant, last === '' ? null : last, most]
  )
}

export async function usageUnits(client: ClientBase, tenant: string): Promise<UsageUnits> {
  const rows = await sql<{ tariff: string; version: string; unit: BaseUnit }>(
    client,
    'select distinct tariff, version, unit from usage_class where tenant = $1',
    [tenant]
  )
  return new Map(rows.map(({ tariff, version, unit }) => [`${tariff} ${version}`, unit]))
}

/** Those of which a bill closes in the range. */
export async function impactAccounts(
  client: ClientBase,
  task: ReadTask,
  accounts: readonly AccountRow[],
  factBook: FactBook
): Promise<ImpactAccount[]> {
  const { tenant, knownAt, range, sides } = task
  const ids = accounts.map(({ id }) => id)
  const facts = await factBook.ofMany(client, tenant, ids)
  const billed = await lastBills(client, task, ids)
  const due = accounts.flatMap(({ id, number }) => {
    const history = accountHistory(id, facts.get(id) ?? [], knownAt)
    const dates = history === null ? null : impactDates(history, range, { sides, previous: billed.get(id) ?? null })
    return history === null || dates === null ? [] : [{ id, number, history, dates }]
  })
  const wanted = due.map(({ id, history, dates }) => {
    const end = dates.bills.at(-1) ?? range.until
    return { account: id, fromMs: dates.usageFromMs, untilMs: startOfDayMs(end, history.zone) }
  })
  const usage = await billableUsage(client, tenant, knownAt, wanted)
  return due.map(({ id, ...account }) => ({ ...account, uses: (usage.get(id) ?? []).map(each => useOf(each, task)) }))
}

/** By account, the date of its last standing invoice up to the first day of the range. */
async function lastBills(
  client: ClientBase,
  { tenant, range }: ReadTask,
  accounts: readonly string[]
): Promise<ReadonlyMap<string, Temporal.PlainDate>> {
  const rows = await sql<{ account: string; last: string }>(
    client,
    `select account, max(bill_date)::text as last from invoice
     where tenant = $1 and account = any($2::uuid[]) and status <> 'cancelled' and bill_date <= $3 group by account`,
    [tenant, accounts, range.from.toString()]
  )
  return new Map(rows.map(({ account, last }) => [account, Temporal.PlainDate.from(last)]))
}

function useOf(usage: BillableUsage, { units }: ReadTask): Use {
  const { id, subscription, service, startedAt, quantity, to, from, value, tariff, version } = usage
  const unit = units.get(`${tariff} ${version}`)
  if (unit === undefined)
    throw new Error(`usage ${id} was rated by tariff ${tariff} of ${version}, which counts nothing`)
  return { id, subscription, service, startedAt, quantity, to, from, value, unit, tariff }
}
