// Rated rows of a chunk, page by page in order of (account, start, event).
import type { ClientBase } from 'pg'

export interface RowPlace {
  readonly account: string
  readonly startedMs: number
  readonly event: string
}

/** Amounts in micro, quantities in ticks, exact in numbers. */
export interface Price {
  readonly billed: number
  readonly amount: number
  readonly class: number
}

export interface Row extends RowPlace {
  readonly subscription: string
  readonly quantity: number
  readonly arrived: Price
  /** The same while it was never re-rated. */
  readonly now: Price
  readonly to: string
  readonly from: string
  readonly value: number | null
  /** Pockets paid it while it happened. */
  readonly prepaid: boolean
  /** Known when the account's last bill was made. */
  readonly isSeen: boolean
}

interface PageTask {
  readonly tenant: string
  readonly knownAt: Temporal.Instant
}

interface PageChunk {
  readonly week: Temporal.Instant
  readonly firstAccount: string
  readonly lastAccount: string
}

interface PageWanted {
  readonly after: RowPlace | null
  /** Rows of these classes, and all rows of accounts with news. */
  readonly classes: readonly number[]
  readonly news: readonly string[]
}

type Cells = readonly [
  account: string,
  startedMs: number,
  event: string,
  subscription: string,
  quantity: number,
  billed: number,
  amount: number,
  classId: number,
  billedNow: number | null,
  amountNow: number | null,
  classNow: number | null,
  to: string,
  from: string,
  value: number | null,
  prepaid: boolean,
  isSeen: boolean
]

const PAGE = 5_000

const READ = `select u.account, date_part('epoch', u.started_at) * 1000, u.event, u.subscription, u.quantity::float8, u.billed::float8,
    u.amount::float8, u.class::float8, n.billed::float8, n.amount::float8, n.class::float8,
    u.called, u.caller, u.value::float8, u.prepaid is not null, coalesce(u.known <= c.known_at, false)
  from rated_usage u left join lateral price_now(u.tenant, u.week, u.account, u.event) n on true
    left join billing_cursor c on c.tenant = u.tenant and c.account = u.account
  where u.tenant = $1 and u.week = $2 and u.account >= $3 and u.account <= $4 and u.known <= $5
    and not exists (select from usage_aside s where s.tenant = u.tenant and s.week = u.week and s.account = u.account and s.event = u.event)
    and (coalesce(n.class, u.class) = any($6::bigint[]) or u.account = any($7::uuid[]))
    and ($8::uuid is null or (u.account, u.started_at, u.event) > ($8, to_timestamp($9::float8 / 1000), $10))
  order by u.account, u.started_at, u.event limit ${PAGE}`

export async function rowsOfPage(
  client: ClientBase,
  { knownAt, tenant }: PageTask,
  { firstAccount, lastAccount, week }: PageChunk,
  { after, classes, news }: PageWanted
): Promise<Row[]> {
  const place = [after?.account ?? null, after?.startedMs ?? null, after?.event ?? '']
  const values = [
    tenant,
    week.toString(),
    after?.account ?? firstAccount,
    lastAccount,
    knownAt.toString(),
    [...new Set(classes)],
    news,
    ...place
  ]
  const { rows } = await client.query<Cells[]>({ rowMode: 'array', text: READ, values } as never)
  return (rows as unknown as Cells[]).map(rowOf)
}

function rowOf(cells: Cells): Row {
  const [account, startedMs, event, subscription, quantity, billed, amount, classId, ...others] = cells
  const [billedNow, amountNow, classNow, to, from, value, prepaid, isSeen] = others
  const arrived = { billed, amount, class: classId }
  return {
    account,
    startedMs: Math.round(startedMs),
    event,
    subscription,
    quantity,
    arrived,
    now:
      billedNow === null || amountNow === null || classNow === null
        ? arrived
        : { billed: billedNow, amount: amountNow, class: classNow },
    to,
    from,
    value,
    prepaid,
    isSeen
  }
}
