// Since when the usage began that became known in a stretch of time: asked by every chunk of a run and by every preview, read once.
import type { ClientBase } from 'pg'
import { IN_FLIGHT, sql } from '../persistence/index.ts'

interface Stretch {
  /** Exclusive. */
  readonly after: Temporal.Instant
  /** Inclusive. */
  readonly until: Temporal.Instant
}

interface Answer {
  readonly until: Temporal.Instant
  readonly first: Temporal.Instant | null
}

const REMEMBERED = 100

export class NewUsage {
  readonly #answers = new Map<string, Answer>()

  /**
   * Null when nothing became known. It may speak of usage that became known later too: whoever reads from that day on looks
   * at too much, and leaves it out. What came since the last answer is read alone, and what may have been in flight then.
   */
  async firstStart(client: ClientBase, tenant: string, { after, until }: Stretch): Promise<Temporal.Instant | null> {
    const key = `${tenant} ${after}`
    const known = this.#answers.get(key)
    if (known !== undefined && Temporal.Instant.compare(until, known.until) <= 0) return known.first
    const since = known === undefined ? after : later(after, known.until.subtract(IN_FLIGHT))
    const [row] = await sql<{ first: string | null }>(
      client,
      'select min(started_at) as first from rated_usage where tenant = $1 and known > $2 and known <= $3',
      [tenant, since.toString(), until.toString()]
    )
    const first = earliest(known?.first ?? null, row?.first == null ? null : Temporal.Instant.from(row.first))
    if (this.#answers.size >= REMEMBERED) this.#answers.clear()
    this.#answers.set(key, { until, first })
    return first
  }
}

function later(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) >= 0 ? one : other
}

function earliest(one: Temporal.Instant | null, other: Temporal.Instant | null): Temporal.Instant | null {
  if (one === null || other === null) return one ?? other
  return Temporal.Instant.compare(one, other) <= 0 ? one : other
}
