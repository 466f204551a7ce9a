// Keeps the tables of the machinery small: answers that nobody will ask for again, events long handed on.
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common'
import { Clock, KernelSettings, Persistence, sql } from '../persistence/index.ts'
import { Jobs } from './jobs.ts'
import { Schedules } from './schedules.ts'

const QUEUE = 'housekeeping'
/** A client that repeats a request does so within hours. */
const KEEP_ANSWERS = { hours: 7 * 24 }
const KEEP_RELAYED_EVENTS = { hours: 30 * 24 }

@Injectable()
export class Housekeeping implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Schedules) private readonly schedules: Schedules,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  onModuleInit(): void {
    this.schedules.define({ name: QUEUE, rhythm: { every: 'day', at: '03:30', zone: 'UTC' }, queue: QUEUE })
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.settings.works) await this.jobs.work(QUEUE, {}, () => this.tidy())
  }

  async tidy(): Promise<void> {
    const { tenant } = this.settings
    const now = this.clock.now()
    await this.persistence.transaction(tenant, async tx => {
      await sql(tx, 'delete from idempotency_key where tenant = $1 and created_at < $2', [
        tenant,
        now.subtract(KEEP_ANSWERS).toString()
      ])
      await sql(tx, 'delete from outbox where tenant = $1 and relayed_at < $2', [
        tenant,
        now.subtract(KEEP_RELAYED_EVENTS).toString()
      ])
    })
  }
}
