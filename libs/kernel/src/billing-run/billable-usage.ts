// Rated usage of many accounts in one query, as bills need it.
import type { BillableUsage } from '@farthing/simulator'
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'

export interface UsageWanted {
  readonly account: string
  /** Epoch milliseconds, half-open; -Infinity takes all. */
  readonly fromMs: number
  readonly untilMs: number
}

interface UsageClass {
  readonly service: string
  readonly zone: string
  readonly tariff: string
  readonly version: string
  readonly tariffSince: string
}

export type Row = readonly [
  account: string,
  event: string,
  subscription: string,
  startedMs: number,
  quantity: number,
  billed: number,
  amount: number,
  classId: bigint,
  called: string,
  caller: string,
  value: number | null,
  prepaid: number | null,
  paidInUnits: string | null,
  charged: string | null
]

const BEFORE_ALL_USAGE_MS = 0

const COLUMNS = `u.account, u.event, u.subscription, round(date_part('epoch', u.started_at) * 1000), u.quantity::float8,
  u.billed::float8, u.amount::float8, u.class, u.called, u.caller, u.value::float8,
  u.prepaid::float8, u.paid_in_units::text, u.charged::text`
const WANTED = `account_usage($1, want.account, to_timestamp(want.from_ms / 1000), to_timestamp(want.until_ms / 1000)) u
  where u.known <= $5`
const OF_ACCOUNTS = `select ${COLUMNS}
  from unnest($2::uuid[], $3::float8[], $4::float8[]) as want (account, from_ms, until_ms) cross join lateral`
const BILLABLE = `${OF_ACCOUNTS} ${WANTED}`
/** Accounts as they are wanted, and of each its usage in order. */
export const BILLABLE_IN_ORDER = `select ${COLUMNS}
  from unnest($2::uuid[], $3::float8[], $4::float8[]) with ordinality as want (account, from_ms, until_ms, place)
  cross join lateral ${WANTED} order by want.place, u.started_at, u.event collate "C"`

const DAY = '(u.started_at at time zone want.zone)::date'
const FIRST_OF_DAYS = `select distinct on (u.account, u.subscription, u.class, ${DAY}) ${COLUMNS}
  from unnest($2::uuid[], $3::float8[], $4::float8[], $6::text[]) as want (account, from_ms, until_ms, zone) cross join lateral ${WANTED}
  order by u.account, u.subscription, u.class, ${DAY}, u.started_at, u.event`

/** Usage arrived up to `knownAt`, by account: what pockets have paid of it is said with it. */
export function billableUsage(
  client: ClientBase,
  tenant: string,
  knownAt: Temporal.Instant,
  wanted: readonly UsageWanted[]
): Promise<Map<string, BillableUsage[]>> {
  return readUsage(client, BILLABLE, [tenant, ...rangesOf(wanted), knownAt.toString()])
}

/**
 * Of each day (of the account's zone) the first event of a subscription, zone and tariff: enough to say what allowances were
 * granted to those who used anything, however much they did.
 */
export function firstUsesOfDays(
  client: ClientBase,
  tenant: string,
  knownAt: Temporal.Instant,
  wanted: readonly (UsageWanted & { readonly zone: string })[]
): Promise<Map<string, BillableUsage[]>> {
  const zones = wanted.map(({ zone }) => zone)
  return readUsage(client, FIRST_OF_DAYS, [tenant, ...rangesOf(wanted), knownAt.toString(), zones])
}

export function rangesOf(wanted: readonly UsageWanted[]): [readonly string[], ...unknown[]] {
  return [
    wanted.map(({ account }) => account),
    wanted.map(({ fromMs }) => Math.max(fromMs, BEFORE_ALL_USAGE_MS)),
    wanted.map(({ untilMs }) => untilMs)
  ]
}

/** `values`: the tenant and the accounts first. */
async function readUsage(
  client: ClientBase,
  text: string,
  values: readonly [string, readonly string[], ...unknown[]]
): Promise<Map<string, BillableUsage[]>> {
  const [, accounts] = values
  if (accounts.length === 0) return new Map()
  const { rows } = await client.query<Row[]>({ rowMode: 'array', text, values } as never)
  const classes = rows.length === 0 ? new Map<bigint, UsageClass>() : await usageClasses(client, values[0])
  return usageByAccount(rows as unknown as Row[], classes)
}

export function usageByAccount(
  rows: readonly Row[],
  classes: ReadonlyMap<bigint, UsageClass>
): Map<string, BillableUsage[]> {
  const usage = new Map<string, BillableUsage[]>()
  for (const row of rows) {
    const event = eventOf(row, classes)
    const list = usage.get(row[0])
    if (list === undefined) usage.set(row[0], [event])
    else list.push(event)
  }
  return usage
}

/** For each account the start, in epoch milliseconds, of the first event that came after its last bill had looked. */
export async function lateUsage(
  client: ClientBase,
  tenant: string,
  range: { readonly from: Temporal.Instant; readonly knownAt: Temporal.Instant },
  billed: readonly { readonly account: string; readonly knownAt: Temporal.Instant; readonly untilMs: number }[]
): Promise<Map<string, number>> {
  if (billed.length === 0) return new Map()
  const rows = await sql<{ account: string; first: number }>(
    client,
    `select u.account, min(date_part('epoch', u.started_at) * 1000) as first
     from unnest($2::uuid[], $3::timestamptz[], $4::float8[]) as last (account, known, until_ms)
     cross join lateral account_usage($1, last.account, $5, to_timestamp(last.until_ms / 1000)) u
     where u.known > last.known and u.known <= $6 group by u.account`,
    [
      tenant,
      billed.map(({ account }) => account),
      billed.map(({ knownAt }) => knownAt.toString()),
      billed.map(({ untilMs }) => untilMs),
      range.from.toString(),
      range.knownAt.toString()
    ]
  )
  return new Map(rows.map(({ account, first }) => [account, Math.round(first)]))
}

export async function usageClasses(client: ClientBase, tenant: string): Promise<Map<bigint, UsageClass>> {
  const rows = await sql<UsageClass & { id: bigint }>(
    client,
    'select id, service, zone, tariff, version, tariff_since as "tariffSince" from usage_class where tenant = $1',
    [tenant]
  )
  return new Map(rows.map(({ id, ...usageClass }) => [id, usageClass]))
}

function eventOf(row: Row, classes: ReadonlyMap<bigint, UsageClass>): BillableUsage {
  const [, id, subscription, startedAt, quantity, billed, amount, classId, to, from, value, prepaid, worth, charged] =
    row
  const found = classes.get(classId)
  if (found === undefined) throw new Error(`usage ${id} has the unknown class ${classId}`)
  const { service, zone, tariff, tariffSince, version } = found
  const used = {
    id,
    subscription,
    service,
    zone,
    startedAt,
    quantity,
    to,
    from,
    value,
    billed,
    amount,
    tariff,
    version
  }
  const priced = tariffSince === '' ? used : { ...used, tariffSince }
  return prepaid === null ? priced : { ...priced, ...paidBefore({ prepaid, worth, charged, amount }) }
}

/** What pockets have paid of a use, as bills take it off. Micro; `amount`: as rated on arrival. */
export function paidBefore(row: {
  readonly prepaid: number | null
  readonly worth: string | null
  readonly charged: string | null
  readonly amount: number
}): Pick<BillableUsage, 'prepaid' | 'inUnits'> {
  const { amount, charged, prepaid, worth } = row
  if (prepaid === null) return {}
  if (worth === null || charged === null) return { prepaid }
  return { prepaid, inUnits: { worth: BigInt(worth), charged: BigInt(charged), listed: BigInt(amount) } }
}
