// Events leave in the transaction that caused them: either both are there or neither.
import { formatDecimal } from '@farthing/billing-core/values'
import type { Clock } from './clock.ts'
import type { Ids } from './ids.ts'
import { sql, type Writer } from './sql.ts'

export interface DomainEvent {
  /** What happened, such as `invoice.issued`. */
  readonly topic: string
  /** The id of what it happened to. */
  readonly subject: string
  /** Plain JSON: strings, numbers, lists, objects. Money as `toldAmount` writes it. */
  readonly payload: unknown
}

/** Micro, as an event's payload tells it: a decimal as in answers over HTTP, '40.00'. All events tell money so. */
export function toldAmount(micro: bigint): string {
  return formatDecimal(micro)
}

/** Writes events beside the change that they announce. */
export class Outbox {
  readonly #clock: Clock
  readonly #ids: Ids

  constructor(clock: Clock, ids: Ids) {
    this.#clock = clock
    this.#ids = ids
  }

  async add(writer: Writer, tenant: string, events: readonly DomainEvent[]): Promise<void> {
    if (events.length === 0) return
    await sql(
      writer,
      `insert into outbox (tenant, id, topic, subject, payload, created_at)
       select $1, event.* , $6::timestamptz
       from unnest($2::uuid[], $3::text[], $4::text[], $5::jsonb[]) as event`,
      [
        tenant,
        events.map(() => this.#ids.next()),
        events.map(event => event.topic),
        events.map(event => event.subject),
        events.map(event => JSON.stringify(event.payload)),
        this.#clock.now().toString()
      ]
    )
  }
}
