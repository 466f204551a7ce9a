// Keeps the tables of the machinery small: answers that nobody will ask for again, events long handed on.
import { Inject, Injectable } from '@nestjs/common'
import { Clock, KernelSettings, Persistence, sql } from '../persistence/index.ts'

/** A client that repeats a request does so within hours. */
const KEEP_ANSWERS = { hours: 7 * 24 }
const KEEP_RELAYED_EVENTS = { hours: 30 * 24 }

@Injectable()
export class Housekeeping {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

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
