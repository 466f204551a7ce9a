// Since when the usage began that became known in a stretch of time: asked by every chunk of a run, answered once.
import type { ClientBase } from 'pg'
import { sql } from '../persistence/index.ts'

interface Stretch {
  /** Exclusive. */
  readonly after: Temporal.Instant
  /** Inclusive; a run's `known at`, before which nothing more can become known. */
  readonly until: Temporal.Instant
}

const REMEMBERED = 100

/** A run waits until all that was known by its `known at` is committed, so an answer never changes. */
export class NewUsage {
  readonly #answers = new Map<string, Temporal.Instant | null>()

  /** Null when nothing became known. */
  async firstStart(client: ClientBase, tenant: string, { after, until }: Stretch): Promise<Temporal.Instant | null> {
    const stretch = [tenant, after.toString(), until.toString()]
    const key = stretch.join(' ')
    const known = this.#answers.get(key)
    if (known !== undefined) return known
    const [row] = await sql<{ first: string | null }>(
      client,
      'select min(started_at) as first from rated_usage where tenant = $1 and known > $2 and known <= $3',
      stretch
    )
    const answer = row?.first == null ? null : Temporal.Instant.from(row.first)
    if (this.#answers.size >= REMEMBERED) this.#answers.clear()
    this.#answers.set(key, answer)
    return answer
  }
}
