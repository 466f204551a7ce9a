// A chunk of accounts with their histories and uses, in a few queries.
import { accountHistory } from '@farthing/billing-core'
import { type BaseUnit, startOfDayMs } from '@farthing/billing-core/values'
import {
  type BillableUsage,
  earliestNews,
  type ImpactAccount,
  impactDates,
  type ImpactRange,
  type ImpactSides,
  type Use,
  type WaitingUses
} from '@farthing/simulator'
import type { ClientBase } from 'pg'
import type { FactBook } from '../accounts/index.ts'
import { billableUsage, type NewUsage } from '../billing-run/index.ts'
import { sql } from '../persistence/index.ts'
import { madeBills } from './read-made-bills.ts'

export interface ReadTask {
  readonly tenant: string
  readonly knownAt: Temporal.Instant
  readonly range: ImpactRange
  readonly sides: ImpactSides
  readonly units: UsageUnits
  readonly waiting: WaitingUses
  readonly newUsage: NewUsage
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
  {
    currency,
    tenant,
    last,
    most
  }: { readonly tenant: string; readonly currency: string; readonly last: string; readonly most: number }
): Promise<AccountRow[]> {
  return sql<AccountRow>(
    client,
    'select id, number from account where tenant = $1 and ($2::uuid is null or id > $2) and currency = $4 order by id limit $3',
    [tenant, last === '' ? null : last, most, currency]
  )
}

/** Of one currency: a tariff of the same name and version may count something else in another. */
export async function usageUnits(client: ClientBase, tenant: string, currency: string): Promise<UsageUnits> {
  const rows = await sql<{ tariff: string; version: string; unit: BaseUnit }>(
    client,
    'select distinct tariff, version, unit from usage_class where tenant = $1 and currency = $2',
    [tenant, currency]
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
  const { tenant, knownAt, range, sides, waiting } = task
  const ids = accounts.map(({ id }) => id)
  const facts = await factBook.ofMany(client, tenant, ids)
  const held = accounts.flatMap(({ id, number }) => {
    const history = accountHistory(id, facts.get(id) ?? [], knownAt)
    return history === null ? [] : [{ id, number, history, facts: facts.get(id) ?? [] }]
  })
  const made = await madeBills(client, task, held)
  const due = held.flatMap(({ id, number, history }) => {
    const { late, ...bills } = made(id)
    const newsFrom = earliestNews(bills.newsFrom, waiting.firstMs(id), history.zone)
    const dates = impactDates(history, range, { sides, made: { ...bills, newsFrom } })
    if (dates === null) return []
    const known = dates.previous === bills.previous ? late : NONE
    return [{ id, number, history, dates, late: known, waiting: waiting.of(id) }]
  })
  const wanted = due.map(({ id, history, dates }) => {
    const end = dates.bills.at(-1) ?? range.until
    return { account: id, fromMs: dates.usageFromMs, untilMs: startOfDayMs(end, history.zone) }
  })
  const usage = await billableUsage(client, tenant, knownAt, wanted)
  return due.map(({ id, ...account }) => ({ ...account, uses: (usage.get(id) ?? []).map(each => useOf(each, task)) }))
}

const NONE: ReadonlySet<string> = new Set()

function useOf(usage: BillableUsage, { units }: ReadTask): Use {
  const { id, subscription, service, startedAt, quantity, to, from, value, tariff, version } = usage
  const unit = units.get(`${tariff} ${version}`)
  if (unit === undefined)
    throw new Error(`usage ${id} was rated by tariff ${tariff} of ${version}, which counts nothing`)
  return { id, subscription, service, startedAt, quantity, to, from, value, unit, tariff }
}
