// Proposals of which something is still to be found, and whose jobs have all given up: nobody else would go on with them.
import { Inject, Injectable, Logger } from '@nestjs/common'
import { KernelSettings, Persistence, sql } from '../persistence/index.ts'
import { Jobs, unfinished } from '../scheduling/index.ts'
import { RERATING_QUEUE, ReratingPlanner } from './rerating-planner.ts'
import { lockReratings } from './rerating-state.ts'
import { IS_OPEN } from './settle-bills.ts'

/** $2 is the name of the tenant's queue. */
const STALLED = `select id, (
      select count(*) from rerating_chunk c where c.tenant = r.tenant and c.rerating = r.id and c.examined is null)::int + (
      select count(*) from rerating_bill_chunk b where b.tenant = r.tenant and b.rerating = r.id and not b.done)::int as chunks
  from rerating r where tenant = $1 and ${IS_OPEN}
    and not exists (select from pgboss.job j where ${unfinished('$2')} and j.data ->> 'id' = r.id::text) order by id`

@Injectable()
export class StalledReratings {
  readonly #log = new Logger('rerating-stalled')

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(ReratingPlanner) private readonly planner: ReratingPlanner,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** For the scheduler: what they have left is jobs again. Harmless at any time, by any process. Returns how many go on. */
  async goOn(): Promise<number> {
    const { tenant } = this.settings
    const queue = await this.jobs.queue(RERATING_QUEUE)
    return this.persistence.bulk(tenant, async client => {
      await lockReratings(client, tenant)
      const stalled = await sql<{ id: number; chunks: number }>(client, STALLED, [tenant, queue])
      for (const { chunks, id } of stalled) {
        await this.planner.enqueue(client, id, Math.max(1, chunks)) // one that only has to end has no chunk
        this.#log.warn({ rerating: id, chunks }, 'its jobs had given up: they are tried again')
      }
      return stalled.length
    })
  }
}
