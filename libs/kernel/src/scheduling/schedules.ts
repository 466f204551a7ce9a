// Recurring work: each time that is due becomes one job, whichever processes look and whatever the clock does.
import { Inject, Injectable } from '@nestjs/common'
import { Clock, KernelSettings, Persistence, sql, type Transaction } from '../persistence/index.ts'
import { Jobs } from './jobs.ts'
import { occurrences, type Rhythm } from './rhythm.ts'

export interface Schedule {
  readonly name: string
  readonly rhythm: Rhythm
  /** Where a job `{ due }` (an ISO instant) goes each time. */
  readonly queue: string
  /** After a standstill: do the newest time only (default), or every one that was missed. */
  readonly missed?: 'newest' | 'all'
}

export interface DueJob {
  readonly due: string
}

const LOOK_EVERY_MS = 15_000
const MOST_AT_ONCE = 1_000

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

  /** Puts every job that is due by the clock into its queue, exactly once over all processes; returns how many. */
  async look(): Promise<number> {
    const { tenant } = this.settings
    let count = 0
    for (const schedule of this.#schedules) {
      await this.jobs.queue(schedule.queue)
      count += await this.persistence.transaction(tenant, tx => this.#enqueueDue(tx, schedule))
    }
    return count
  }

  /** Looks every 15 seconds. A failure (a lost connection) is made up for by a later look. */
  start(): void {
    if (this.#schedules.length > 0) this.#timer ??= setInterval(() => void this.look().catch(() => 0), LOOK_EVERY_MS)
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
    const due = occurrences(schedule.rhythm, after, now, schedule.missed === 'all' ? MOST_AT_ONCE : 1)
    if (due.length === 0) return 0
    const items = due.map(instant => ({ data: { due: instant.toString() } satisfies DueJob }))
    await this.jobs.enqueue(schedule.queue, items, tx)
    await sql(tx, 'update schedule_progress set done_until = $3 where tenant = $1 and name = $2', known)
    return due.length
  }
}
