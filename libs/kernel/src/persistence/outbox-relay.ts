// Hands committed events to their subscribers, at least once each and in order of their ids within a batch.
import type { Clock } from './clock.ts'
import type { DomainEvent } from './outbox.ts'
import type { Persistence } from './persistence.ts'
import { sql } from './sql.ts'

export type EventHandler = (tenant: string, event: DomainEvent & { readonly id: string }) => Promise<void>

interface WaitingEvent extends DomainEvent {
  readonly id: string
}

const BATCH = 500
const PAUSE_MS = 500

export class OutboxRelay {
  readonly #persistence: Persistence
  readonly #clock: Clock
  readonly #handlers = new Map<string, EventHandler[]>()
  #loop: Promise<void> | null = null
  #stopping = new AbortController()

  constructor(persistence: Persistence, clock: Clock) {
    this.#persistence = persistence
    this.#clock = clock
  }

  /** Before start. An event of a topic to which nobody subscribes stays in the table. */
  subscribe(topic: string, handler: EventHandler): void {
    this.#handlers.set(topic, [...(this.#handlers.get(topic) ?? []), handler])
  }

  /** Relays in the background until stopped. A handler that throws leaves its batch to be tried again. */
  start(tenant: string): void {
    if (this.#handlers.size > 0) this.#loop ??= this.#run(tenant)
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#loop
  }

  /** Relays one batch and returns how many events it held. */
  async relay(tenant: string): Promise<number> {
    return this.#persistence.bulk(tenant, async client => {
      const events = await sql<WaitingEvent>(
        client,
        `select id, topic, subject, payload from outbox
         where tenant = $1 and relayed_at is null and topic = any($2) order by id limit ${BATCH} for update skip locked`,
        [tenant, [...this.#handlers.keys()]]
      )
      for (const event of events) {
        for (const handle of this.#handlers.get(event.topic) ?? []) await handle(tenant, event)
      }
      await sql(client, 'update outbox set relayed_at = $3 where tenant = $1 and id = any($2::uuid[])', [
        tenant,
        events.map(event => event.id),
        this.#clock.now().toString()
      ])
      return events.length
    })
  }

  async #run(tenant: string): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const count = await this.relay(tenant).catch(() => 0)
      if (count < BATCH) await pause(this.#stopping.signal)
    }
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, PAUSE_MS)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
}
