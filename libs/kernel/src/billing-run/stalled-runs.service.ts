// Runs under way whose jobs have all given up: a deadlock storm, a full disk. Nobody else would go on with them.
import { Inject, Injectable, Logger } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { KernelSettings, Outbox, Persistence, sql } from '../persistence/index.ts'
import { Jobs, unfinished } from '../scheduling/index.ts'
import { CHUNK_QUEUE, enqueueChunks } from './enqueue-chunks.ts'
import { settleRun } from './settle-run.ts'

/** SQL on a run `r`; $2 is the name of its tenant's queue. */
const UNDER_WAY = `r.status in ('generating', 'issuing')`
const NOBODYS = `not exists (select from pgboss.job j where ${unfinished('$2')}
  and j.data ->> 'run' = r.id::text)`

@Injectable()
export class StalledRuns {
  readonly #log = new Logger('billing-stalled')

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** For the scheduler: the chunks that they left are jobs again. Harmless at any time, by any process. Returns how many runs go on. */
  async goOn(): Promise<number> {
    const { tenant } = this.settings
    const queue = await this.jobs.queue(CHUNK_QUEUE)
    const stalled = await this.persistence.bulk(tenant, client =>
      sql<{ id: string }>(
        client,
        `select r.id from billing_run r where r.tenant = $1 and ${UNDER_WAY} and ${NOBODYS} order by r.id`,
        [tenant, queue]
      )
    )
    let count = 0
    for (const { id } of stalled) {
      try {
        await this.persistence.bulk(tenant, client => this.#goOn(client, { run: id, queue }))
        count += 1
      } catch (error) {
        this.#log.error({ run: id, error: (error as Partial<Error>).message }, 'it could not go on; the others do')
      }
    }
    return count
  }

  async #goOn(client: ClientBase, { queue, run }: Record<'run' | 'queue', string>): Promise<void> {
    const { tenant } = this.settings
    await sql(client, 'select id from billing_run where tenant = $1 and id = $2 for update', [tenant, run])
    const open = await sql<{ number: number }>(
      client,
      `select c.number from billing_chunk c join billing_run r on r.tenant = c.tenant and r.id = c.run
       where c.tenant = $1 and c.run = $3 and c.done_at is null and ${UNDER_WAY} and ${NOBODYS} order by c.number`,
      [tenant, queue, run]
    )
    for (const { number } of open) await enqueueChunks(client, this.jobs, { run, first: number, count: 1 })
    if (open.length > 0) this.#log.warn({ run, chunks: open.length }, 'its jobs had given up: they are tried again')
    await settleRun(client, { tenant, run }, this.outbox)
  }
}
