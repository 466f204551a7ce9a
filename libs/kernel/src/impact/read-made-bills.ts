// The bills that were made of a chunk's accounts, and what the last one before the range did not know.
import { accountHistory, type AccountHistory, dirtyFrom, type Fact } from '@farthing/billing-core'
import { startOfDayMs } from '@farthing/billing-core/values'
import { earliestNews, type ImpactRange, type MadeBills } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import { MADE_BILLS, type NewUsage } from '../billing-run/index.ts'
import { instantFromSql, sql } from '../persistence/index.ts'

export interface HeldAccount {
  readonly id: string
  readonly history: AccountHistory
  readonly facts: readonly Fact[]
}

export interface AccountBills extends MadeBills {
  /** Events that came when the previous bill had been made. */
  readonly late: ReadonlySet<string>
}

interface MadeTask {
  readonly tenant: string
  readonly knownAt: Temporal.Instant
  readonly range: ImpactRange
  readonly newUsage: NewUsage
}

interface BillRow {
  readonly account: string
  readonly on: string
  readonly known_at: string
  readonly inside: boolean
}

interface LateEvent {
  readonly event: string
  readonly startedMs: number
}

const NONE: AccountBills = { previous: null, inRange: [], newsFrom: null, late: new Set() }

/** By account. */
export async function madeBills(
  client: ClientBase,
  task: MadeTask,
  accounts: readonly HeldAccount[]
): Promise<(account: string) => AccountBills> {
  const made = Map.groupBy(await standingBills(client, task, accounts), ({ account }) => account)
  const late = await lateEvents(
    client,
    task,
    accounts.flatMap(({ id, history }) => {
      const previous = made.get(id)?.findLast(({ inside }) => !inside)
      return previous === undefined
        ? []
        : [{ ...previous, untilMs: startOfDayMs(Temporal.PlainDate.from(previous.on), history.zone) }]
    })
  )
  const bills = new Map(
    accounts.map(each => [each.id, billsOf(each, made.get(each.id) ?? [], late.get(each.id) ?? [])])
  )
  return account => bills.get(account) ?? NONE
}

function billsOf(
  { id, history, facts }: HeldAccount,
  made: readonly BillRow[],
  events: readonly LateEvent[]
): AccountBills {
  const inRange = made.filter(({ inside }) => inside).map(({ on }) => Temporal.PlainDate.from(on))
  const last = made.findLast(({ inside }) => !inside)
  const knownAt = last === undefined ? null : instantFromSql(last.known_at)
  const known = knownAt === null ? null : accountHistory(id, facts, knownAt)
  if (last === undefined || knownAt === null || known === null) return { ...NONE, inRange }
  const firstMs = events.reduce((first, { startedMs }) => Math.min(first, startedMs), Infinity)
  return {
    previous: { billDate: Temporal.PlainDate.from(last.on), history: known },
    inRange,
    newsFrom: earliestNews(dirtyFrom(facts, knownAt), firstMs, history.zone),
    late: new Set(events.map(({ event }) => event))
  }
}

/** Those up to the end of the range, oldest first: all in it, and the newest before it. */
function standingBills(
  client: ClientBase,
  { tenant, range: { from, until } }: MadeTask,
  accounts: readonly HeldAccount[]
): Promise<BillRow[]> {
  return sql<BillRow>(
    client,
    `select distinct on (b.account, b.bill_date) b.account, b.bill_date::text as on, b.known_at::text, b.bill_date > $3 as inside
     from unnest($2::uuid[]) as held (account)
     join lateral (
       (select account, bill_date, known_at from ${MADE_BILLS} m
        where tenant = $1 and account = held.account and cancelled_at is null and bill_date <= $3
        order by bill_date desc limit 1)
       union all
       select account, bill_date, known_at from ${MADE_BILLS} m
       where tenant = $1 and account = held.account and cancelled_at is null and bill_date > $3 and bill_date <= $4
     ) b on true
     order by b.account, b.bill_date, b.known_at`,
    [tenant, accounts.map(({ id }) => id), from.toString(), until.toString()]
  )
}

/** By account, usage of the days of its previous bill that this did not know. */
async function lateEvents(
  client: ClientBase,
  { tenant, knownAt, newUsage }: MadeTask,
  previous: readonly (BillRow & { readonly untilMs: number })[]
): Promise<ReadonlyMap<string, LateEvent[]>> {
  const [first] = previous.map(({ known_at }) => instantFromSql(known_at)).toSorted(Temporal.Instant.compare)
  if (first === undefined) return new Map()
  const from = await newUsage.firstStart(client, tenant, { after: first, until: knownAt })
  if (from === null || previous.every(({ untilMs }) => from.epochMilliseconds >= untilMs)) return new Map()
  const rows = await sql<LateEvent & { account: string }>(
    client,
    `select u.account, u.event, round(date_part('epoch', u.started_at) * 1000) as "startedMs"
     from unnest($2::uuid[], $3::timestamptz[], $4::float8[]) as last (account, known, until_ms)
     cross join lateral account_usage($1, last.account, $6, to_timestamp(last.until_ms / 1000)) u
     where u.known > last.known and u.known <= $5`,
    [
      tenant,
      previous.map(({ account }) => account),
      previous.map(({ known_at }) => known_at),
      previous.map(({ untilMs }) => untilMs),
      knownAt.toString(),
      from.toString()
    ]
  )
  return Map.groupBy(rows, ({ account }) => account)
}
