// Sums over many accounts that PostgreSQL adds up, and the thresholds that were fired.
import { earlierDate, startOfDayMs } from '@farthing/billing-core/values'
import type { BillableUsage } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'
import type { AccountAtHand } from './account-at-hand.ts'

type InCycle = Pick<AccountAtHand, 'history' | 'cycle'>

/** Ticks used in each account's cycle, by account and then by 'subscription service'. */
export async function usedInCycles(
  client: ClientBase,
  tenant: string,
  accounts: readonly InCycle[]
): Promise<Map<string, Map<string, number>>> {
  if (accounts.length === 0) return new Map()
  const rows = await sql<{ account: string; subscription: string; service: string; billed: string }>(
    client,
    // added up before services are known: joined to events, classes that were never counted have usage read once for each
    `with used as materialized (select u.account, u.subscription, u.class, sum(u.billed) as billed
       from unnest($2::uuid[], $3::float8[], $4::float8[]) as want (account, from_ms, until_ms)
       cross join lateral account_usage($1, want.account, to_timestamp(want.from_ms / 1000), to_timestamp(want.until_ms / 1000)) u
       group by u.account, u.subscription, u.class)
     select u.account, u.subscription, c.service, sum(u.billed)::text as billed
     from used u join usage_class c on c.tenant = $1 and c.id = u.class group by u.account, u.subscription, c.service`,
    [
      tenant,
      accounts.map(({ history }) => history.account),
      accounts.map(({ cycle, history }) => startOfDayMs(cycle.from, history.zone)),
      accounts.map(({ cycle, history }) => startOfDayMs(cycle.until, history.zone))
    ]
  )
  const used = new Map<string, Map<string, number>>()
  for (const { account, billed, service, subscription } of rows) {
    const own = used.get(account) ?? new Map<string, number>()
    own.set(`${subscription} ${service}`, Number(billed))
    used.set(account, own)
  }
  return used
}

/** The same of an account whose events were read. */
export function usedInCycle({ cycle, history }: InCycle, usage: readonly BillableUsage[]): Map<string, number> {
  const [fromMs, untilMs] = [startOfDayMs(cycle.from, history.zone), startOfDayMs(cycle.until, history.zone)]
  const used = new Map<string, number>()
  for (const { billed, service, startedAt, subscription } of usage) {
    if (startedAt < fromMs || startedAt >= untilMs) continue
    const part = `${subscription} ${service}`
    used.set(part, (used.get(part) ?? 0) + billed)
  }
  return used
}

/** Micro that accounts owe on their invoices, as the books say. */
export async function owedBy(
  client: ClientBase,
  tenant: string,
  accounts: readonly InCycle[]
): Promise<Map<string, bigint>> {
  if (accounts.length === 0) return new Map()
  const rows = await sql<{ account: string; owed: string }>(
    client,
    `select account, sum(amount)::text as owed from ledger_posting
     where tenant = $1 and account = any($2::uuid[]) and starts_with(ledger_account, 'receivable:') group by account`,
    [tenant, accounts.map(({ history }) => history.account)]
  )
  return new Map(rows.map(({ account, owed }) => [account, BigInt(owed)]))
}

/** Thresholds fired in the open cycles or shortly before, by account and subscription. */
export async function firingsSince(
  client: ClientBase,
  tenant: string,
  accounts: readonly InCycle[]
): Promise<Map<string, Map<string, Set<string>>>> {
  const [first, ...others] = accounts.map(({ cycle }) => cycle.from)
  if (first === undefined) return new Map()
  const rows = await sql<{ account: string; subscription: string; threshold: string }>(
    client,
    `select account, subscription, threshold from policy_firing
     where tenant = $1 and account = any($2::uuid[]) and fired_on >= $3`,
    [tenant, accounts.map(({ history }) => history.account), others.reduce(earlierDate, first).toString()]
  )
  const fired = new Map<string, Map<string, Set<string>>>()
  for (const { account, subscription, threshold } of rows) {
    const own = fired.get(account) ?? new Map<string, Set<string>>()
    own.set(subscription, (own.get(subscription) ?? new Set<string>()).add(threshold))
    fired.set(account, own)
  }
  return fired
}

export interface NewFiring {
  readonly account: string
  readonly subscription: string
  readonly threshold: string
  readonly firedOn: Temporal.PlainDate
}

/** A repeated one fails the whole transaction. */
export async function writeFirings(
  client: ClientBase,
  tenant: string,
  firings: readonly NewFiring[],
  now: Temporal.Instant
): Promise<void> {
  if (firings.length === 0) return
  await sql(
    client,
    `insert into policy_firing (tenant, account, subscription, threshold, fired_on, recorded_at)
     select $1, fresh.*, $6::timestamptz from unnest($2::uuid[], $3::uuid[], $4::text[], $5::date[]) as fresh`,
    [
      tenant,
      firings.map(({ account }) => account),
      firings.map(({ subscription }) => subscription),
      firings.map(({ threshold }) => threshold),
      firings.map(({ firedOn }) => firedOn.toString()),
      now.toString()
    ]
  )
}
