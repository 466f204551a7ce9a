// Locks between processes: all that one process holds hang on one connection of their own.
import { Client } from 'pg'

/** Who has just written that something is under way is given this long to lock it: older, and locked by nobody, it was abandoned. */
export const SURELY_LOCKED = { minutes: 1 }

export type Exclusive<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly reason: 'busy' }

/**
 * The connection is none of a pool's: many holders that wait for one of those would wait for ever. It is opened with the
 * first lock and closed after the last. PostgreSQL gives a session a lock that it holds already, so who holds what
 * within the process is kept here.
 */
export class ProcessLocks {
  readonly #held = new Set<string>()
  #session: Promise<Client> | undefined
  /** A client carries out one statement at a time. */
  #turn: Promise<unknown> = Promise.resolve()

  constructor(private readonly url: string) {}

  async exclusively<T>(lock: string, work: () => Promise<T>): Promise<Exclusive<T>> {
    if (this.#held.has(lock)) return { ok: false, reason: 'busy' }
    this.#held.add(lock)
    try {
      const session = await (this.#session ?? this.#open())
      if (!(await this.#ask(session, 'pg_try_advisory_lock', lock))) return { ok: false, reason: 'busy' }
      try {
        return { ok: true, value: await work() }
      } finally {
        // free now, not when the server notices; one that is gone holds nothing
        await this.#ask(session, 'pg_advisory_unlock', lock).catch(() => undefined)
      }
    } finally {
      this.#held.delete(lock)
      if (this.#held.size === 0) await this.#close()
    }
  }

  #open(): Promise<Client> {
    const client = new Client({ connectionString: this.url, application_name: 'farthing lock' })
    const session = client.connect().then(() => client)
    // the server let go of its locks: works report their own connections, and the next lock gets another session
    const forget = (): void => {
      if (this.#session === session) this.#session = undefined
    }
    client.on('error', forget)
    session.catch(forget)
    return (this.#session = session)
  }

  #ask(session: Client, call: string, lock: string): Promise<boolean> {
    const asked = this.#turn.then(async () => {
      const { rows } = await session.query<{ done: boolean }>(`select ${call}(hashtextextended($1, 0)) as done`, [lock])
      return rows[0]?.done === true
    })
    this.#turn = asked.catch(() => undefined)
    return asked
  }

  async #close(): Promise<void> {
    const session = this.#session
    this.#session = undefined
    await session?.then(client => client.end()).catch(() => undefined)
  }
}
