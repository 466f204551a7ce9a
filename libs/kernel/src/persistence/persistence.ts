import { Migrator } from '@mikro-orm/migrations'
import { defineConfig, MikroORM, type EntityManager, type Options } from '@mikro-orm/postgresql'
import type { AnyEntity, EntitySchema } from '@mikro-orm/core'
import { Pool, TypeOverrides, type ClientBase, type PoolClient, type PoolConfig } from 'pg'
import { markCarriedOut } from './command-context.ts'
import { HeldClient } from './held-client.ts'
import { migrate } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { overtaken } from './overtaken.ts'
import { PipelinedClient } from './pipelined-client.ts'
import { type Exclusive, ProcessLocks } from './process-locks.ts'
import { APP_ROLE } from './roles.ts'
import type { Transaction, Writer } from './sql.ts'
import { checkUrl, readable } from './refused-database.ts'
import type { Statement } from './statement-train.ts'
import { Turns } from './turns.ts'

export interface DatabaseSettings {
  /** postgres://user:password@host:port/database */
  readonly url: string
  readonly tables: readonly EntitySchema<AnyEntity>[]
  /** Bring the tables up to date first (default). A test's clone of a migrated template needs none. */
  readonly migrate?: boolean
  /** Connections of each of the two pools, the ORM's and the bulk one. */
  readonly poolSize?: number
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string
}

/** What pipelined work decided: its answer, and what is written with the commit. */
export interface Pipelined<T> {
  readonly value: T
  readonly statements: readonly Statement[]
}

const [BEGIN, COMMIT]: [Statement, Statement] = [
  { text: 'begin', values: [] },
  { text: 'commit', values: [] }
]
/** Connections of each pool that only work with one already may ask for. */
const SECOND_CONNECTIONS = 3
const POOL_SIZE = 10
/** Few: what waits for one goes together in the next transaction. */
const PIPELINES = 4
/** They stay open: a new one plans each statement anew, for a tenth of a second, and is asked for when many wait already. */
const LASTING = { idleTimeoutMillis: 0, keepAlive: true, keepAliveInitialDelayMillis: 60_000 } as const

/** The door to the database: transactions of one tenant, bulk work, and locks between processes. */
export class Persistence {
  readonly orm: MikroORM
  readonly url: string
  readonly #pool: Pool
  /** For who holds one of `#pool`, whom he would wait for. Opens its first connection when somebody asks for one. */
  readonly #seconds: Pool
  /** Opens its first connection when somebody asks for one. */
  readonly #pipelines: Pool
  readonly #locks: ProcessLocks
  /** Transactions of the ORM. Were all its connections held by some that ask for a second one, none would ever end. */
  readonly #turns: Turns
  readonly #held = new HeldClient()

  private constructor(
    orm: MikroORM,
    url: string,
    { pipelines, pool, seconds, turns }: Record<'pool' | 'seconds' | 'pipelines', Pool> & { turns: Turns }
  ) {
    this.orm = orm
    this.url = url
    this.#pool = pool
    this.#seconds = seconds
    this.#pipelines = pipelines
    this.#turns = turns
    this.#locks = new ProcessLocks(url)
  }

  /** Connects, brings the tables up to date, and refuses with a readable StartRefused when it cannot. */
  static async open(settings: DatabaseSettings): Promise<Persistence> {
    const { url, poolSize = POOL_SIZE, applicationName = 'farthing' } = settings
    checkUrl(url)
    const shared = { connectionString: url, application_name: applicationName, types: bulkTypes() }
    const pool = quietPool({ ...shared, max: poolSize })
    const seconds = quietPool({ ...shared, max: SECOND_CONNECTIONS })
    const pipelines = quietPool({ ...shared, ...LASTING, max: PIPELINES, Client: PipelinedClient })
    const orm = await MikroORM.init(ormOptions(settings))
    try {
      if (settings.migrate ?? true) await migrate(orm, url)
    } catch (error) {
      await Promise.allSettled([orm.close(true), pool.end()])
      throw readable(error, url)
    }
    const turns = new Turns(Math.max(1, poolSize - SECOND_CONNECTIONS))
    return new Persistence(orm, url, { pool, seconds, pipelines, turns })
  }

  /** One transaction that sees and writes the rows of this tenant only. */
  transaction<T>(tenant: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#inTurn(() =>
      overtaken(() =>
        this.#forTenant(tenant).transactional(async tx => {
          const result = await work(tx as Transaction)
          await tx.flush()
          await markCarriedOut(tx as Transaction, tenant)
          return result
        })
      )
    )
  }

  /** Read-only, this tenant's rows alone; each statement sees what was committed before it began. */
  read<T>(tenant: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#inTurn(() => this.#forTenant(tenant).transactional(tx => work(tx as Transaction), { readOnly: true }))
  }

  /** Like `read`, in SQL that names the tenant. Work of `bulk` and `bulkRead` looks through the connection that it holds, and waits for nobody. */
  look<T>(tenant: string, work: (writer: Writer) => Promise<T>): Promise<T> {
    const { client } = this.#held
    return client === undefined ? this.read(tenant, work) : work(client)
  }

  /**
   * One transaction on a plain client, for COPY and set-based SQL. It runs as the tables' owner, whom row-level
   * security does not bind: every statement names the tenant itself. bigint columns come as bigint, dates as text.
   */
  bulk<T>(tenant: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
    return overtaken(() =>
      this.#onClient('begin', async client => {
        const result = await work(client)
        await markCarriedOut(client, tenant)
        return result
      })
    )
  }

  /** Like `bulk`, on one snapshot of the database and without a way to write: PostgreSQL refuses whatever would change it. */
  bulkRead<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return this.#onClient('begin isolation level repeatable read, read only', work)
  }

  /**
   * Like `bulk`, in two round trips, for work that many wait for: what `work` asks together is sent together, and the
   * statements that it returns go as one with the commit: none sees what another writes, and nobody looks at what they
   * did before it is committed. What must hold is for constraints to say.
   */
  pipelined<T>(work: (client: ClientBase) => Promise<Pipelined<T>>): Promise<T> {
    return overtaken(() => this.#pipelined(work))
  }

  async #pipelined<T>(work: (client: ClientBase) => Promise<Pipelined<T>>): Promise<T> {
    const client = (await this.#pipelines.connect()) as PoolClient & PipelinedClient
    const begun = client.send(BEGIN)
    begun.catch(() => undefined) // told by what follows
    try {
      const { statements, value } = await work(client)
      await Promise.all([begun, client.sendTogether(statements), client.send(COMMIT)])
      client.release()
      return value
    } catch (error) {
      client.release(true) // whatever it was sent and has not answered ends with it
      throw error
    }
  }

  /** Who holds a connection of `#pool` waits for no turn: those who have one may wait for a connection. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#held.client === undefined ? this.#turns.take(work) : work()
  }

  async #onClient<T>(begin: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await (this.#held.client === undefined ? this.#pool : this.#seconds).connect()
    let broken: Error | undefined
    try {
      await client.query(begin)
      const result = await this.#held.during(client, work)
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => (broken = failure))
      throw error
    } finally {
      client.release(broken)
    }
  }

  /** Runs the work while nobody else holds the lock of this name, in this process or another; returns busy at once if one does. */
  exclusively<T>(lock: string, work: () => Promise<T>): Promise<Exclusive<T>> {
    return this.#locks.exclusively(lock, work)
  }

  async close(): Promise<void> {
    const pools = [this.#pool, this.#seconds, this.#pipelines]
    await Promise.all([this.orm.close(true), ...pools.map(pool => pool.end())])
  }

  #forTenant(tenant: string): EntityManager {
    const em = this.orm.em.fork({ clear: true, useContext: false })
    em.setSessionContext({ role: APP_ROLE, variables: { 'app.tenant': tenant } })
    return em
  }
}

function quietPool(config: PoolConfig): Pool {
  const pool = new Pool(config)
  pool.on('error', () => undefined) // an idle connection that the server closed: the next query gets another
  pool.on('connect', client => client.on('error', () => undefined)) // one at work: its query reports it
  return pool
}

function ormOptions(settings: DatabaseSettings): Options {
  return defineConfig({
    entities: [...settings.tables],
    clientUrl: settings.url,
    extensions: [Migrator],
    schemaGenerator: { ignoreTriggers: true, ignoreRoutines: true }, // those are written in migrations
    migrations: { migrationsList: migrations, tableName: 'migration', snapshot: false, silent: true },
    pool: { min: 0, max: Math.max(settings.poolSize ?? POOL_SIZE, SECOND_CONNECTIONS + 1) },
    driverOptions: { application_name: settings.applicationName ?? 'farthing' }
  })
}

/** int8 as bigint; dates and times as text, for Temporal to read: no Date object anywhere. */
function bulkTypes(): TypeOverrides {
  const [int8, date, timestamp, timestamptz] = [20, 1082, 1114, 1184]
  const types = new TypeOverrides()
  types.setTypeParser(int8, text => BigInt(text))
  for (const oid of [date, timestamp, timestamptz]) types.setTypeParser(oid, text => text)
  return types
}
