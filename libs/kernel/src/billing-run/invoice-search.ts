/**
 * Searching invoices, page by page, at the same cost however many there are. A search walks the index of its order from where the
 * page before ended, and looks at so many invoices at most: a page may hold fewer than were asked for, and still have a next one.
 */
import type { Outcome } from '../http/index.ts'
import { type Persistence, sql, type Writer } from '../persistence/index.ts'
import { type AccountsMeant, accountsMeant } from './accounts-meant.ts'
import type { InvoiceStatus } from './billing-run.tables.ts'
import { headOf, HEAD_COLUMNS, type HeadRow, type InvoiceHead } from './invoice-queries.ts'
import { cursorKeys, type Ordering, pageCursor, SORT_KEYS } from './page-cursor.ts'
import { hasText, hasWords, textsLike, walkedTexts } from './line-texts.ts'
import { type PaymentState, paymentSql, UNPAID } from './payment-state.ts'
import { sentSql } from './sent-invoices.ts'
import { StatementValues } from './statement-values.ts'

export interface InvoiceSearch extends Ordering {
  readonly number?: string | undefined
  readonly run?: string | undefined
  readonly status?: InvoiceStatus | undefined
  readonly payment?: PaymentState | undefined
  /** Of issued ones: whether they were sent. */
  readonly sent?: 'yes' | 'no' | undefined
  /** Whether notes or write-offs changed what it asks for. */
  readonly adjusted?: boolean | undefined
  /** Whether something of it is disputed. */
  readonly dispute?: 'open' | undefined
  readonly currency?: string | undefined
  /** Micro; both included. */
  readonly totalMin?: bigint | undefined
  readonly totalMax?: bigint | undefined
  /** Bill dates, half-open. */
  readonly from?: Temporal.PlainDate | undefined
  readonly until?: Temporal.PlainDate | undefined
  /** Due dates, half-open. */
  readonly dueFrom?: Temporal.PlainDate | undefined
  readonly dueUntil?: Temporal.PlainDate | undefined
  /** Id or number. */
  readonly account?: string | undefined
  /** Words of the account's name, number and e-mail address, or their beginnings. */
  readonly text?: string | undefined
  /** Words of a line's description, or their beginnings; in order of date. */
  readonly line?: string | undefined
  /** Of this invoice group. */
  readonly group?: string | undefined
  readonly tag?: string | undefined
  /** Cycle: the bill day of the account. */
  readonly billDay?: number | undefined
  /** `next` of the page before. */
  readonly after?: string | undefined
  readonly limit: number
}

export interface InvoicePage {
  readonly invoices: readonly InvoiceHead[]
  /** Null on the last page. */
  readonly next: string | null
}

/** Invoices that a page looks at, at most. */
export const LOOKED_AT = 20_000
/** Where they are found by what their lines say: each is fetched by itself, and each description walked so far. */
const LOOKED_AT_BY_TEXT = 1_000

function lookedAt(texts: readonly string[] | null): number {
  if (texts === null) return LOOKED_AT
  return Math.min(LOOKED_AT_BY_TEXT, Math.floor(LOOKED_AT / Math.max(1, texts.length)))
}

/** By their index: they are few. */
const OPENLY_DISPUTED = `i.id = any(array(select d.invoice from dispute d where d.tenant = $1 and d.status = 'open'))`

/** In the words of the partial indexes. */
const STATUSES: Readonly<Record<InvoiceStatus, string>> = {
  draft: `i.issued_at is null and i.cancelled_at is null and i.status = 'draft'`,
  accepted: `i.issued_at is null and i.cancelled_at is null and i.status = 'accepted'`,
  issued: `i.status = 'issued'`,
  cancelled: 'i.cancelled_at is not null'
}

export type SearchRefusal = 'bad-cursor' | 'too-many-texts'

/** On one snapshot: what is paid or accepted between its statements would make them disagree on how far a page looked. */
export function searchInvoices(
  persistence: Pick<Persistence, 'bulkRead'>,
  tenant: string,
  asked: { readonly search: InvoiceSearch; readonly now: Temporal.Instant }
): Promise<Outcome<InvoicePage, SearchRefusal>> {
  return persistence.bulkRead(client => pageOf(client, tenant, asked))
}

async function pageOf(
  writer: Writer,
  tenant: string,
  { search, now }: { readonly search: InvoiceSearch; readonly now: Temporal.Instant }
): Promise<Outcome<InvoicePage, SearchRefusal>> {
  const after = search.after === undefined ? null : cursorKeys(search.after, search)
  if (after?.ok === false) return after
  const accounts = await accountsMeant(writer, tenant, search)
  const texts = search.line === undefined ? null : await textsLike(writer, tenant, search.line)
  if (texts?.ok === false && accounts.few === null) return texts
  const walk: Walk = { tenant, search, accounts, after: after?.value ?? null, texts: texts?.ok ? texts.value : null }
  const rows = await page(writer, walk, now)
  const shown = rows.slice(0, search.limit)
  const invoices = shown.map(headOf)
  const last = rows.length > search.limit ? keysOf(shown.at(-1)) : await edge(writer, walk)
  return { ok: true, value: { invoices, next: last && pageCursor(search, last) } }
}

interface Walk {
  readonly tenant: string
  readonly search: InvoiceSearch
  readonly accounts: AccountsMeant
  readonly after: readonly string[] | null
  /** Descriptions that lines may have; null: any, or too many to go through, for whom `accounts` are few. */
  readonly texts: readonly string[] | null
}

async function page(writer: Writer, walk: Walk, now: Temporal.Instant): Promise<(HeadRow & Keys)[]> {
  const { accounts, search } = walk
  const values = new StatementValues([walk.tenant])
  const walked = walkedSql(walk, values)
  const asked = accounts.few === null ? accounts.condition(values) : [] // of a few, the walk goes through theirs alone
  const where = ['true', ...filters(search, values, now), ...asked]
  return sql<HeadRow & Keys>(
    writer,
    `with walked as ${accounts.few === null ? '' : 'materialized '}(${walked})
     select ${HEAD_COLUMNS}, ${KEYS} from walked i
     cross join lateral (select * from account where tenant = $1 and id = i.account offset 0) a
     where ${where.join(' and ')} order by ${orderBy(WALKED, search)} limit ${values.add(search.limit + 1)}`,
    values.all
  )
}

/** How far a page got that looked at as many as it may; null: to the end. */
async function edge(writer: Writer, walk: Walk): Promise<readonly string[] | null> {
  if (walk.accounts.few !== null) return null
  const { search } = walk
  const values = new StatementValues([walk.tenant])
  const [row] = await sql<Keys>(
    writer,
    `with walked as (${walkedSql(walk, values)}) select ${KEYS} from walked i
     order by ${orderBy(WALKED, search)} offset ${lookedAt(walk.texts) - 1} limit 1`,
    values.all
  )
  return row === undefined ? null : keysOf(row)
}

/** What an index finds: the order, its range, and what few have. Of a few accounts, everything. */
function walkedSql({ accounts, after, search, texts }: Walk, values: StatementValues): string {
  const { columns, types } = SORT_KEYS[search.sort]
  const compare = search.order === 'asc' ? '>' : '<'
  const select = `select i.*, ${columns.map((column, place) => `${column} as key${place}`).join(', ')}`
  const where = ['i.tenant = $1']
  if (texts !== null && accounts.few === null) {
    const walked = walkedTexts(texts, { ...search, after, most: lookedAt(texts) }, values)
    return `${select} from invoice i where i.tenant = $1 and ${walked} order by ${orderBy(columns, search)}`
  }
  if (search.line !== undefined) where.push(texts === null ? hasWords(search.line, values) : hasText(texts, values))
  if (search.sort === 'number') where.push('i.number is not null')
  if (search.number !== undefined) where.push(`i.number = ${values.add(search.number)}`)
  if (search.dispute !== undefined) where.push(OPENLY_DISPUTED)
  if (after !== null) {
    const keys = after.map((key, place) => `${values.add(key)}::text::${types[place] ?? 'text'}`)
    where.push(`(${columns.join(', ')}) ${compare} (${keys.join(', ')})`)
  }
  if (accounts.few !== null) {
    const few = values.add(accounts.few)
    where.push(`(i.account = any(${few}::uuid[]) or i.accounts && ${few}::uuid[])`)
    return `${select} from invoice i where ${where.join(' and ')}`
  }
  where.push(...(search.sort === 'date' ? fewOfDate(search, values) : []))
  where.push(...(search.sort === 'amount' ? amounts(search, values) : []))
  return `${select} from invoice i where ${where.join(' and ')} order by ${orderBy(columns, search)} limit ${LOOKED_AT}`
}

/** Each goes with an index by bill date. */
function fewOfDate(search: InvoiceSearch, values: StatementValues): string[] {
  const { payment, run, status } = search
  const where = dates(search, values)
  if (run !== undefined) where.push(`i.run = ${values.add(run)}`)
  if (status !== undefined && status !== 'issued') where.push(STATUSES[status])
  if (payment !== undefined && payment !== 'paid') where.push(UNPAID)
  if (search.adjusted === true) where.push('i.adjusted <> 0')
  return where
}

function filters(search: InvoiceSearch, values: StatementValues, now: Temporal.Instant): string[] {
  const { adjusted, currency, dueFrom, dueUntil, group, payment, run, sent, status } = search
  const where = [...dates(search, values), ...amounts(search, values)]
  if (search.number !== undefined) where.push(`i.number = ${values.add(search.number)}`)
  if (search.dispute !== undefined) where.push(OPENLY_DISPUTED)
  if (run !== undefined) where.push(`i.run = ${values.add(run)}`)
  if (status !== undefined) where.push(STATUSES[status])
  if (payment !== undefined) where.push(paymentSql(payment, values, now))
  if (sent !== undefined) where.push(sentSql(sent))
  if (adjusted !== undefined) where.push(`(i.adjusted <> 0) = ${values.add(adjusted)}`)
  if (group !== undefined) where.push(`i.bill_group = ${values.add(group)}`)
  if (currency !== undefined) where.push(`i.currency = ${values.add(currency)}`)
  if (dueFrom !== undefined) where.push(`i.due_date >= ${values.add(dueFrom.toString())}`)
  if (dueUntil !== undefined) where.push(`i.due_date < ${values.add(dueUntil.toString())}`)
  return where
}

function dates({ from, until }: InvoiceSearch, values: StatementValues): string[] {
  return [
    ...(from === undefined ? [] : [`i.bill_date >= ${values.add(from.toString())}::date`]),
    ...(until === undefined ? [] : [`i.bill_date < ${values.add(until.toString())}::date`])
  ]
}

function amounts({ totalMax, totalMin }: InvoiceSearch, values: StatementValues): string[] {
  return [
    ...(totalMin === undefined ? [] : [`i.total >= ${values.add(totalMin.toString())}::bigint`]),
    ...(totalMax === undefined ? [] : [`i.total <= ${values.add(totalMax.toString())}::bigint`])
  ]
}

interface Keys {
  readonly key0: string
  readonly key1: string
}

/** Ordered by what the walk gives, PostgreSQL knows that they come in order. */
const WALKED = ['i.key0', 'i.key1']
const KEYS = 'i.key0::text, i.key1::text'

function keysOf(row: Keys | undefined): readonly string[] | null {
  return row === undefined ? null : [row.key0, row.key1]
}

function orderBy(columns: readonly string[], { order }: Ordering): string {
  return columns.map(column => `${column} ${order}`).join(', ')
}
