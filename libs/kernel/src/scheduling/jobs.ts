// Background work on the same PostgreSQL (pg-boss): any number of processes of a tenant share its queues, and see no other's.
import { PgBoss } from 'pg-boss'
import { APP_ROLE, executor, type Writer } from '../persistence/index.ts'
import { queueName } from './queue-name.ts'

export interface QueueSettings {
  /** Tries after the first failure. */
  readonly retryLimit?: number
  readonly retryDelaySeconds?: number
  /** A running job whose process has been silent for this long is given to another. At least 10. */
  readonly heartbeatSeconds?: number
}

export interface WorkSettings {
  /** Jobs handed to the handler in one call. */
  readonly batchSize?: number
  /** Handlers of this process that run at once. */
  readonly concurrency?: number
}

export interface Job<Data> {
  readonly id: string
  readonly data: Data
  /** Aborted when the job expired or the process stops. */
  readonly signal: AbortSignal
}

export interface ItemOptions {
  /** One waiting job per key and queue with a queue policy that says so. */
  readonly singletonKey?: string
  readonly startAfter?: Temporal.Instant
  readonly priority?: number
}
export interface JobItem<Data> extends ItemOptions {
  readonly data: Data
}

/** SQL on a job `j` of the queue that this parameter names: it waits or runs. */
export const unfinished = (name: string): string => `j.name = ${name} and j.state in ('created', 'retry', 'active')`

/** Lets transactions under row-level security add jobs of their own. */
const GRANTS = `select pg_advisory_xact_lock(hashtextextended('farthing:pgboss-grants', 0));
  grant usage on schema pgboss to ${APP_ROLE};
  grant select, insert, update, delete on all tables in schema pgboss to ${APP_ROLE};
  grant execute on all functions in schema pgboss to ${APP_ROLE};`

export class Jobs {
  readonly #boss: PgBoss
  #started: Promise<void> | undefined
  readonly #queues = new Map<string, Promise<string>>()
  readonly #taken: (() => Promise<unknown>)[] = []

  constructor(
    url: string,
    private readonly tenant: string
  ) {
    this.#boss = new PgBoss({
      connectionString: url,
      application_name: 'farthing jobs',
      max: 5,
      superviseIntervalSeconds: 1,
      monitorIntervalSeconds: 1,
      queueCacheIntervalSeconds: 1,
      useListenNotify: true
    })
    this.#boss.on('error', () => undefined) // a lost connection; every call that matters rejects by itself
  }

  /** Called by whatever needs it first: a process that has no jobs opens no connection for them. */
  start(): Promise<void> {
    this.#started ??= this.#boss
      .start()
      .then(() => this.#boss.getDb().executeSql(GRANTS))
      .then(() => undefined)
    return this.#started
  }

  /** Waits for running handlers up to `timeoutMs`, then lets go; what was not finished is retried by others. */
  async stop(timeoutMs = 10_000): Promise<void> {
    if (!this.#started) return
    await this.#started.catch(() => undefined)
    await this.#boss.stop({ graceful: true, timeout: timeoutMs })
  }

  /** Before start: in a process that works, every job of the queue is done by this, one after the other. */
  take<Data extends object>(queue: string, work: (data: Data) => Promise<unknown>): void {
    this.#taken.push(() =>
      this.work<Data>(queue, {}, async jobs => {
        for (const { data } of jobs) await work(data)
      })
    )
  }

  async workOnTaken(): Promise<void> {
    for (const begin of this.#taken) await begin()
  }

  /** Declares a queue; needed once before enqueue or work, and harmless again. Returns the name under which the jobs of this tenant stand in it. */
  queue(queue: string, settings: QueueSettings = {}): Promise<string> {
    const known = this.#queues.get(queue)
    if (known) return known
    const options = {
      retryLimit: settings.retryLimit ?? 5,
      retryDelay: settings.retryDelaySeconds ?? 0,
      heartbeatSeconds: settings.heartbeatSeconds ?? 10,
      notify: true
    }
    const name = queueName(this.tenant, queue)
    const made = this.start()
      .then(() => this.#boss.createQueue(name, options))
      .then(() => name)
    this.#queues.set(queue, made)
    return made
  }

  /** Adds jobs; with a writer they appear when its transaction commits, and never if it rolls back. */
  async enqueue<Data extends object>(queue: string, items: readonly JobItem<Data>[], writer?: Writer): Promise<void> {
    const name = await this.queue(queue)
    const jobs = items.map(item => ({
      data: item.data,
      ...(item.singletonKey === undefined ? {} : { singletonKey: item.singletonKey }),
      ...(item.startAfter === undefined ? {} : { startAfter: item.startAfter.toString() }),
      ...(item.priority === undefined ? {} : { priority: item.priority })
    }))
    await this.#boss.insert(name, jobs, writer ? { db: executor(writer) } : {})
  }

  /** Takes jobs of a queue until the process stops. A handler that throws has its jobs retried. */
  async work<Data extends object>(
    queue: string,
    settings: WorkSettings,
    handler: (jobs: readonly Job<Data>[]) => Promise<void>
  ): Promise<void> {
    const name = await this.queue(queue)
    const batchSize = settings.batchSize ?? 1
    await this.#boss.work<Data>(
      name,
      {
        batchSize,
        localConcurrency: settings.concurrency ?? 1,
        pollingIntervalSeconds: 0.5,
        notifyPollingIntervalSeconds: 0.5, // a retried job notifies nobody
        ...(batchSize > 1 ? { burstWhenBatchFull: true } : { burstWhenReadyExceeds: 1 })
      },
      jobs => handler(jobs)
    )
  }

  /** Jobs of a queue that are waiting or running. */
  async outstanding(queue: string): Promise<number> {
    const name = await this.queue(queue)
    const counted = `select count(*)::int as count from pgboss.job j where ${unfinished('$1')}`
    const { rows } = await this.#boss.getDb().executeSql(counted, [name])
    return rows[0].count
  }
}
