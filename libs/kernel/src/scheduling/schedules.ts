// Recurring work of a tenant: each time that is due becomes one job, whichever processes look and whatever the clock does.
import { Inject, Injectable } from '@nestjs/common'
import { Clock, KernelSettings, Persistence, sql, type Transaction } from '../persistence/index.ts'
import { Jobs } from './jobs.ts'
import { lastDue, type Rhythm } from './rhythm.ts'

export interface Schedule {
  /** Its queue's too. */
  readonly name: string
  readonly rhythm: Rhythm
  /** Safe to repeat. One call does all the jobs that wait, for each asks for the same. */
  readonly work: () => Promise<unknown>
}

const LOOK_EVERY_MS = 15_000
const MOST_JOBS_A_CALL = 100

@Injectable()
export class Schedules {
  readonly #schedules: Schedule[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Before start. What was due before a schedule was first looked at is not made up for. */
  define(schedule: Schedule): void {
    this.#schedules.push(schedule)
  }

  /** Puts every job that is due by the clock into its queue, exactly once over all processes of the tenant; returns how many. */
  async look(): Promise<number> {
    const { tenant } = this.settings
    let count = 0
    for (const schedule of this.#schedules) {
      await this.jobs.queue(schedule.name)
      count += await this.persistence.transaction(tenant, tx => this.#enqueueDue(tx, schedule))
    }
    return count
  }

  /** Works, and looks every 15 seconds. A failure (a lost connection) is made up for by a later look. */
  async start(): Promise<void> {
    for (const { name, work } of this.#schedules) {
      await this.jobs.work(name, { batchSize: MOST_JOBS_A_CALL }, async () => void (await work()))
    }
    this.#timer ??= setInterval(() => void this.look().catch(() => 0), LOOK_EVERY_MS)
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  async #enqueueDue(tx: Transaction, schedule: Schedule): Promise<number> {
    const { tenant } = this.settings
    const now = this.clock.now()
    const known = [tenant, schedule.name, now.toString()]
    await sql(
      tx,
      'insert into schedule_progress (tenant, name, done_until) values ($1, $2, $3) on conflict do nothing',
      known
    )
    const [row] = await sql<{ done_until: string }>(
      tx,
      'select done_until from schedule_progress where tenant = $1 and name = $2 for update',
      [tenant, schedule.name]
    )
    const after = row ? Temporal.Instant.from(row.done_until) : now
    const due = lastDue(schedule.rhythm, now)
    if (Temporal.Instant.compare(due, after) <= 0) return 0
    await this.jobs.enqueue(schedule.name, [{ data: { due: due.toString() } }], tx)
    await sql(tx, 'update schedule_progress set done_until = $3 where tenant = $1 and name = $2', known)
    return 1
  }
}
