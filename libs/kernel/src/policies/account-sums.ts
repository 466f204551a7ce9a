// Sums over many accounts that PostgreSQL adds up, and the thresholds that were fired.
import type { AccountHistory } from '@farthing/billing-core'
import { earlierDate, type Interval, startOfDayMs } from '@farthing/billing-core/values'
import { type BillableUsage, lastDays, type PolicyNeeds, type UsageAsked } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'
import type { AccountAtHand } from './account-at-hand.ts'

/** Days of an account on which its usage is added up. */
export interface UsageSpan {
  readonly history: AccountHistory
  readonly days: Interval
}

/** Of usage that is added up: '2026-03-01..2026-04-01 SUBSCRIPTION data', and without a subscription of the whole account. */
export function usedKey({ days: { from, until }, whose }: UsageAsked, service: string): string {
  return `${from}..${until} ${whose ?? ''} ${service}`
}

type Sums = Map<string, number>

/** Days of an account in its zone. */
export interface AccountSpan {
  readonly account: string
  readonly zone: string
  readonly days: Interval
}

export interface SpanUsage {
  readonly span: AccountSpan
  readonly subscription: string
  readonly service: string
  readonly ticks: number
}

/** What was used on some days of accounts, by subscription and service. */
export async function usedOnSpans(
  client: ClientBase,
  tenant: string,
  spans: readonly AccountSpan[]
): Promise<SpanUsage[]> {
  if (spans.length === 0) return []
  const rows = await sql<{ span: number; subscription: string; service: string; billed: string }>(
    client,
    // added up before services are known: joined to events, classes that were never counted have usage read once for each
    `with used as materialized (select want.span, u.subscription, u.class, sum(u.billed) as billed
       from unnest($2::uuid[], $3::float8[], $4::float8[]) with ordinality as want (account, from_ms, until_ms, span)
       cross join lateral account_usage($1, want.account, to_timestamp(want.from_ms / 1000), to_timestamp(want.until_ms / 1000)) u
       group by want.span, u.subscription, u.class)
     select u.span::int, u.subscription, c.service, sum(u.billed)::text as billed
     from used u join usage_class c on c.tenant = $1 and c.id = u.class group by u.span, u.subscription, c.service`,
    [
      tenant,
      spans.map(({ account }) => account),
      spans.map(({ days, zone }) => startOfDayMs(days.from, zone)),
      spans.map(({ days, zone }) => startOfDayMs(days.until, zone))
    ]
  )
  return rows.flatMap(({ billed, service, span, subscription }) => {
    const found = spans[span - 1]
    return found === undefined ? [] : [{ span: found, subscription, service, ticks: Number(billed) }]
  })
}

/** Ticks used on some days of each account, of which no two are the same, by account and then by `usedKey`. */
export async function usedOnDays(
  client: ClientBase,
  tenant: string,
  spans: readonly UsageSpan[]
): Promise<Map<string, Sums>> {
  const asked = spans.map(({ days, history: { account, zone } }) => ({ account, zone, days }))
  const used = new Map<string, Sums>()
  for (const { service, span, subscription, ticks } of await usedOnSpans(client, tenant, asked)) {
    const own = used.get(span.account) ?? new Map<string, number>()
    addUsed(own, { days: span.days, whose: subscription }, service, ticks)
    used.set(span.account, own)
  }
  return used
}

/** The same of an account whose events were read. */
export function usedByEvents({ days, history }: UsageSpan, usage: readonly BillableUsage[]): Sums {
  const [fromMs, untilMs] = [startOfDayMs(days.from, history.zone), startOfDayMs(days.until, history.zone)]
  const used = new Map<string, number>()
  for (const { billed, service, startedAt, subscription } of usage) {
    if (startedAt >= fromMs && startedAt < untilMs) addUsed(used, { days, whose: subscription }, service, billed)
  }
  return used
}

function addUsed(sums: Sums, asked: UsageAsked, service: string, ticks: number): void {
  for (const whose of [asked.whose, null]) {
    const key = usedKey({ ...asked, whose }, service)
    sums.set(key, (sums.get(key) ?? 0) + ticks)
  }
}

interface InCycle extends Pick<AccountAtHand, 'history' | 'cycle' | 'today'> {
  readonly needs: Pick<PolicyNeeds, 'windows'>
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

/** Thresholds fired in the open cycles, in windows, or shortly before, by account and then by whom they were about: a subscription, or the account itself. */
export async function firingsSince(
  client: ClientBase,
  tenant: string,
  accounts: readonly InCycle[]
): Promise<Map<string, Map<string, Set<string>>>> {
  const [first, ...others] = accounts.map(({ cycle, needs: { windows }, today }) =>
    windows.longest === 0 ? cycle.from : earlierDate(cycle.from, lastDays(windows.longest, today).from)
  )
  if (first === undefined) return new Map()
  const rows = await sql<{ account: string; subject: string; threshold: string }>(
    client,
    `select account, subject, threshold from policy_firing
     where tenant = $1 and account = any($2::uuid[]) and fired_on >= $3`,
    [tenant, accounts.map(({ history }) => history.account), others.reduce(earlierDate, first).toString()]
  )
  const fired = new Map<string, Map<string, Set<string>>>()
  for (const { account, subject, threshold } of rows) {
    const own = fired.get(account) ?? new Map<string, Set<string>>()
    own.set(subject, (own.get(subject) ?? new Set<string>()).add(threshold))
    fired.set(account, own)
  }
  return fired
}

export interface NewFiring {
  readonly account: string
  /** A subscription, or the account. */
  readonly subject: string
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
    `insert into policy_firing (tenant, account, subject, threshold, fired_on, recorded_at)
     select $1, fresh.*, $6::timestamptz from unnest($2::uuid[], $3::uuid[], $4::text[], $5::date[]) as fresh`,
    [
      tenant,
      firings.map(({ account }) => account),
      firings.map(({ subject }) => subject),
      firings.map(({ threshold }) => threshold),
      firings.map(({ firedOn }) => firedOn.toString()),
      now.toString()
    ]
  )
}
