// Does one chunk of a re-rating in one transaction: killed at any instant it leaves nothing, done once it stays done.
import { Inject, Injectable } from '@nestjs/common'
import type { PoolClient } from 'pg'
import { FactBook } from '../accounts/index.ts'
import { instantFromSql, Persistence, sql } from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import { classRows, type UsageClass } from '../usage/index.ts'
import type { AccountPrices } from './account-prices.ts'
import { findChunk, type FindTask, type FoundChunk } from './find-chunk.ts'
import { readClasses, type ReratingReference } from './plan-rerating.ts'
import type { ChosenUsage, StoredSpan } from './rerating.tables.ts'

interface ChunkRow {
  readonly number: number
  readonly week: string
  readonly first_account: string
  readonly last_account: string
  readonly known_at: string
  readonly bill_date: string
  readonly choice: ChosenUsage
  readonly spans: readonly StoredSpan[]
}

@Injectable()
export class ReratingWorker {
  /** Of the last re-rating that was worked on. */
  #opened: { readonly id: number; readonly accounts: Map<string, AccountPrices> } | undefined

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(RulesHost) private readonly rules: RulesHost,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry
  ) {}

  /** Takes a chunk that nobody else has and does it. Returns whether there was one. */
  workOn(reference: ReratingReference): Promise<boolean> {
    return this.persistence.bulk(reference.tenant, async client => {
      const chunk = await claim(client, reference)
      if (chunk === undefined) return false
      // what a crash of the server loses is undone with its marker, and done again; the end of the phase waits for the disk
      await sql(client, 'set local synchronous_commit = off', [])
      await this.#find(client, reference, chunk)
      return true
    })
  }

  async #find(client: PoolClient, reference: ReratingReference, chunk: ChunkRow): Promise<void> {
    const { tenant } = reference
    const classes = await readClasses(client, tenant)
    const counts = await findChunk(client, await this.#task(reference, chunk), chunkOf(chunk), {
      facts: this.facts,
      opened: this.#openedFor(reference.id),
      classes: new Map(classes.map(each => [each.id, each])),
      keepClasses: news => this.#keepClasses(tenant, news)
    })
    await sql(
      client,
      `update rerating_chunk set examined = $4, changed = $5, unrated = $6, prepaid = $7
       where tenant = $1 and rerating = $2 and number = $3`,
      [tenant, reference.id, chunk.number, counts.examined, counts.changed, counts.unrated, counts.prepaid]
    )
  }

  /** Ahead of the chunk, or charging would wait for it; by none of the connections that those who wait for the chunk may have. */
  async #keepClasses(tenant: string, news: readonly UsageClass[]): Promise<void> {
    await this.persistence.pipelined(async () => ({ value: null, statements: [classRows(tenant, news)] }))
  }

  #openedFor(id: number): Map<string, AccountPrices> {
    if (this.#opened?.id !== id) this.#opened = { id, accounts: new Map() }
    return this.#opened.accounts
  }

  async #task({ id, tenant }: ReratingReference, chunk: ChunkRow): Promise<FindTask> {
    const { choice, spans } = chunk
    const knownAt = instantFromSql(chunk.known_at)
    const books = await this.rules.books(knownAt)
    const billDate = Temporal.PlainDate.from(chunk.bill_date)
    const zone = books.versions.at(-1)?.rules.operator.zone
    if (zone === undefined) throw new Error(`re-rating ${id} has no rules`)
    return { tenant, id, knownAt, choice, spans, zone, world: { books, registry: this.plugins.registry, billDate } }
  }
}

function chunkOf({ first_account, last_account, number, week }: ChunkRow): FoundChunk {
  return { number, week: instantFromSql(week), firstAccount: first_account, lastAccount: last_account }
}

async function claim(client: PoolClient, { id, tenant }: ReratingReference): Promise<ChunkRow | undefined> {
  const [row] = await sql<ChunkRow>(
    client,
    `select c.number, c.week, c.first_account, c.last_account, r.known_at, r.bill_date, r.choice - 'accounts' as choice, r.spans
     from rerating_chunk c join rerating r on r.tenant = c.tenant and r.id = c.rerating
     where c.tenant = $1 and c.rerating = $2 and r.state = 'finding' and c.examined is null
     order by c.number limit 1 for update of c skip locked`,
    [tenant, id]
  )
  return row
}
