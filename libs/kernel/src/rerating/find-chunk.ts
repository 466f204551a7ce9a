// One chunk of a proposal: its rows are read a page at a time, priced as the next bill prices them, and those that differ kept.
import { type BillableUsage, type Repriced, type RepricingWorld, sinceWhen } from '@farthing/simulator'
import type { ClientBase, PoolClient } from 'pg'
import type { FactBook } from '../accounts/index.ts'
import { chunkAccounts } from '../billing-run/index.ts'
import { sql } from '../persistence/index.ts'
import { copyIn, CopyBuffer, type UsageClass, UsageClasses } from '../usage/index.ts'
import { type AccountPrices, accountPrices } from './account-prices.ts'
import { namedWithin } from './asked-accounts.ts'
import { AskedRows } from './asked-rows.ts'
import type { ChosenUsage, StoredSpan } from './rerating.tables.ts'
import { besideRows, type Price, type Row, type RowPlace, rowsOfPage } from './read-rows.ts'

export interface FindTask {
  readonly tenant: string
  readonly id: number
  readonly knownAt: Temporal.Instant
  readonly choice: ChosenUsage
  readonly spans: readonly StoredSpan[]
  readonly world: RepricingWorld
  /** IANA zone of the operator. */
  readonly zone: string
}

export interface FoundChunk {
  readonly number: number
  readonly week: Temporal.Instant
  readonly firstAccount: string
  readonly lastAccount: string
}

export interface ChunkCounts {
  examined: number
  changed: number
  unrated: number
  prepaid: number
}

export interface FindTools {
  readonly facts: FactBook
  readonly classes: ReadonlyMap<number, UsageClass>
  /** Accounts opened for this re-rating, by this process; the last ones only, so that memory does not grow. */
  readonly opened: Map<string, AccountPrices>
  /** Commits classes that nobody may know yet, whatever becomes of the chunk. */
  keepClasses(news: readonly UsageClass[]): Promise<void>
}

/** In the order in which rows are written. */
const COLUMNS = [
  'quantity',
  'previous_billed',
  'previous_amount',
  'previous_class',
  'billed',
  'amount',
  'class',
  'started_at',
  'week',
  'account',
  'tenant',
  'event',
  'rerating',
  'invoiced'
] as const
const PAGE_BYTES = 1_048_576
const MOST_OPENED = 5_000

/** Writes what was found; says how much. */
export async function findChunk(
  client: PoolClient,
  task: FindTask,
  chunk: FoundChunk,
  tools: FindTools
): Promise<ChunkCounts> {
  const news = await newsOf(client, task, chunk)
  const finder = new ChunkFinder(task, chunk, { tools, news })
  const beside = await besideRows(client, task, chunk)
  const named = await namedWithin(client, task, chunk)
  for (let after: RowPlace | null = null; ; ) {
    const rows = await rowsOfPage(client, task, chunk, {
      after,
      beside,
      classes: task.spans.map(({ id }) => id),
      named,
      news: [...news.keys()]
    })
    const last = rows.at(-1)
    if (last === undefined) return finder.counts
    await finder.take(client, rows)
    after = last
  }
}

/** By account, epoch milliseconds. */
async function newsOf(client: ClientBase, { id, tenant }: FindTask, chunk: FoundChunk): Promise<Map<string, number>> {
  const rows = await sql<{ account: string; starts: number }>(
    client,
    `select account, date_part('epoch', starts) * 1000 as starts from rerating_news
     where tenant = $1 and rerating = $2 and account between $3 and $4`,
    [tenant, id, chunk.firstAccount, chunk.lastAccount]
  )
  return new Map(rows.map(({ account, starts }) => [account, starts]))
}

class ChunkFinder {
  readonly counts: ChunkCounts = { examined: 0, changed: 0, unrated: 0, prepaid: 0 }
  readonly #task: FindTask
  readonly #chunk: FoundChunk
  readonly #tools: FindTools
  readonly #asked: AskedRows
  readonly #classes = new UsageClasses()
  readonly #buffer = new CopyBuffer(PAGE_BYTES)
  #accounts: ReadonlyMap<string, AccountPrices> = new Map()
  #unrated: { event: string; account: string; detail: string }[] = []

  constructor(
    task: FindTask,
    chunk: FoundChunk,
    { news, tools }: { readonly tools: FindTools; readonly news: ReadonlyMap<string, number> }
  ) {
    this.#task = task
    this.#chunk = chunk
    this.#tools = tools
    this.#asked = new AskedRows(task, { news, classes: tools.classes })
  }

  async take(client: PoolClient, rows: readonly Row[]): Promise<void> {
    const asked = rows.filter(row => this.#asked.has(row))
    await this.#openAccounts(client, asked)
    this.#buffer.clear()
    this.#unrated = []
    for (const row of asked) this.#examine(row)
    await this.#write(client)
  }

  #examine(row: Row): void {
    const prices = this.#accounts.get(row.account)
    if (prices === undefined) throw new Error(`account ${row.account} was not opened`)
    const { repricer } = prices
    const outcome =
      typeof repricer === 'string' ? { ok: false as const, detail: repricer } : repricer.price(this.#arrived(row))
    if (!this.#asked.isOfPlans(row, outcome.ok ? outcome : null)) return
    this.counts.examined++
    if (!outcome.ok) {
      this.counts.unrated++
      this.#unrated.push({ event: row.event, account: row.account, detail: outcome.detail })
    } else if (!this.#isSame(row.now, outcome)) {
      if (row.prepaid) this.counts.prepaid++
      this.#put(row, outcome, prices)
    }
  }

  /** As every bill sees it. */
  #arrived(row: Row): BillableUsage {
    const { arrived, event: id, startedMs: startedAt, subscription, quantity, to, from, value } = row
    const { amount, billed } = arrived
    const { service, tariff, tariffSince, version, zone } = this.#asked.classOf(arrived.class)
    const by = { tariff, tariffSince, version }
    return { id, subscription, service, zone, startedAt, quantity, to, from, value, billed, amount, ...by }
  }

  /** Other rules that come to the same change nothing. */
  #isSame({ amount, billed, class: id }: Price, { rated, tariff }: Repriced): boolean {
    const now = this.#asked.classOf(id)
    return (
      amount === rated.amount &&
      billed === rated.billed &&
      now.tariff === tariff.name &&
      now.zone === rated.zone &&
      now.bands === rated.bands
    )
  }

  #put(row: Row, priced: Repriced, { billedUntilMs, words }: AccountPrices): void {
    this.counts.changed++
    const { bands, zone } = priced.rated
    const plan = priced.plan ?? this.#asked.classOf(row.arrived.class).plan
    const buffer = this.#buffer
    buffer.row(COLUMNS.length)
    buffer.int8(row.quantity)
    buffer.int8(row.now.billed)
    buffer.int8(row.now.amount)
    buffer.int8(row.now.class)
    buffer.int8(priced.rated.billed)
    buffer.int8(priced.rated.amount)
    buffer.int8(this.#classes.idOf({ ...priced, plan, zone, bands, tariffSince: sinceWhen(priced, row.startedMs) }))
    buffer.instant(row.startedMs)
    buffer.instant(this.#chunk.week.epochMilliseconds)
    buffer.uuid(words, 0)
    buffer.text(this.#task.tenant)
    buffer.text(row.event)
    buffer.int4(this.#task.id)
    buffer.flag(row.isSeen && row.startedMs < billedUntilMs)
  }

  /** Another chunk may let go of some while this one waits: those of the page are held apart. */
  async #openAccounts(client: ClientBase, rows: readonly Row[]): Promise<void> {
    const { facts, opened } = this.#tools
    const wanted = [...new Set(rows.map(({ account }) => account))]
    const known = wanted.flatMap(id => {
      const prices = opened.get(id)
      return prices === undefined ? [] : [[id, prices] as const]
    })
    const page = new Map(known)
    const news = wanted.filter(id => !page.has(id))
    for (const each of await chunkAccounts(client, this.#task.tenant, news, facts)) {
      const prices = accountPrices(each, this.#task)
      page.set(each.id, prices)
      opened.set(each.id, prices)
    }
    for (const id of opened.keys()) if (opened.size > MOST_OPENED) opened.delete(id)
    this.#accounts = page
  }

  async #write(client: PoolClient): Promise<void> {
    const { id, tenant } = this.#task
    const news = this.#classes.takeNews()
    if (news.length > 0) await this.#tools.keepClasses(news)
    if (this.#buffer.rows > 0) await copyIn(client, `rerated_usage (${COLUMNS.join(', ')})`, this.#buffer)
    if (this.#unrated.length === 0) return
    await sql(
      client,
      `insert into rerating_unrated (tenant, rerating, chunk, event, account, detail)
       select $1, $2, $3, row.* from unnest($4::text[], $5::uuid[], $6::text[]) as row`,
      [
        tenant,
        id,
        this.#chunk.number,
        this.#unrated.map(({ event }) => event),
        this.#unrated.map(({ account }) => account),
        this.#unrated.map(({ detail }) => detail)
      ]
    )
  }
}
