// Rated rows of a chunk, page by page in order of (account, start, event).
import { type ClientBase, types } from 'pg'
import { sql } from '../persistence/index.ts'
import { PAID_BY_POCKETS } from '../usage/index.ts'

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
  /** Pockets paid something of it while it happened. */
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
  readonly beside: Beside
  /** Rows of these classes, and all rows of accounts with news. */
  readonly classes: readonly number[]
  readonly news: readonly string[]
  /** Accounts that it is about; null: all. */
  readonly named: readonly string[] | null
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
  to: string,
  from: string,
  value: number | null,
  prepaid: boolean,
  isSeen: boolean,
  billedNow?: number | null,
  amountNow?: number | null,
  classNow?: number | null
]

const PAGE = 5_000

/** Whether rows of a chunk have more than they arrived with: most weeks were never re-rated, and looking for it takes longer than reading. */
interface Beside {
  /** By re-ratings, applied or not. */
  readonly rerated: boolean
  readonly setAside: boolean
}

export async function besideRows(client: ClientBase, { tenant }: PageTask, chunk: PageChunk): Promise<Beside> {
  const of = (table: string): string =>
    `exists (select from ${table} where tenant = $1 and week = $2 and account between $3 and $4)`
  const [found] = await sql<Beside>(
    client,
    `select ${of('rerated_usage')} as rerated, ${of('usage_aside')} as "setAside"`,
    [tenant, chunk.week.toString(), chunk.firstAccount, chunk.lastAccount]
  )
  if (found === undefined) throw new Error('it is one row')
  return found
}

const NOW = `left join lateral price_now(u.tenant, u.week, u.account, u.event) n on true`
const NOT_ASIDE = `and not exists (
  select from usage_aside s where s.tenant = u.tenant and s.week = u.week and s.account = u.account and s.event = u.event)`

const read = ({ rerated, setAside }: Beside): string =>
  `select u.account, (date_part('epoch', u.started_at) * 1000)::bigint, u.event, u.subscription, u.quantity, u.billed,
    u.amount, u.class, u.called, u.caller, u.value, ${PAID_BY_POCKETS}, coalesce(u.known <= c.known_at, false)
    ${rerated ? ', n.billed, n.amount, n.class' : ''}
  from rated_usage u ${rerated ? NOW : ''} left join billing_cursor c on c.tenant = u.tenant and c.account = u.account
  where u.tenant = $1 and u.week = $2 and u.account >= $3 and u.account <= $4 and u.known <= $5 ${setAside ? NOT_ASIDE : ''}
    and ($11::uuid[] is null or u.account = any($11))
    and (${rerated ? 'coalesce(n.class, u.class)' : 'u.class'} = any($6::bigint[]) or u.account = any($7::uuid[]))
    and ($8::uuid is null or (u.account, u.started_at, u.event) > ($8, to_timestamp($9::float8 / 1000), $10))
  order by u.account, u.started_at, u.event limit ${PAGE}`

/** Its integers are exact in numbers. */
const NUMBERS = {
  getTypeParser: (type: number, format?: 'text') =>
    type === types.builtins.INT8 ? Number : types.getTypeParser(type, format)
}

export async function rowsOfPage(
  client: ClientBase,
  { knownAt, tenant }: PageTask,
  { firstAccount, lastAccount, week }: PageChunk,
  { after, beside, classes, named, news }: PageWanted
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
    ...place,
    named
  ]
  const { rows } = await client.query<Cells[]>({
    rowMode: 'array',
    text: read(beside),
    types: NUMBERS,
    values
  } as never)
  return (rows as unknown as Cells[]).map(rowOf)
}

function rowOf(cells: Cells): Row {
  const [account, startedMs, event, subscription, quantity, billed, amount, classId, ...others] = cells
  const [to, from, value, prepaid, isSeen, billedNow, amountNow, classNow] = others
  const arrived = { billed, amount, class: classId }
  return {
    account,
    startedMs,
    event,
    subscription,
    quantity,
    arrived,
    now:
      billedNow == null || amountNow == null || classNow == null
        ? arrived
        : { billed: billedNow, amount: amountNow, class: classNow },
    to,
    from,
    value,
    prepaid,
    isSeen
  }
}
