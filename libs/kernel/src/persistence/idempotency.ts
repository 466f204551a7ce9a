// Remembers what was asked under a key and what was answered, so that asking twice does it once.
import type { Clock } from './clock.ts'
import type { CommandContext } from './command-context.ts'
import type { Ids } from './ids.ts'
import type { Persistence } from './persistence.ts'
import { sql, type Transaction } from './sql.ts'

export interface KeyedRequest {
  readonly tenant: string
  readonly key: string
  /** Digest of method, path and body. */
  readonly request: string
}

export type Admission =
  | { readonly kind: 'carry-out'; readonly command: CommandContext }
  | { readonly kind: 'answered'; readonly status: number; readonly answer: unknown }
  | { readonly kind: 'other-request' }
  | { readonly kind: 'in-flight' }
  /** Carried out, but the process died before it kept the answer. */
  | { readonly kind: 'answer-lost' }

interface KeyRow {
  readonly request: string
  readonly state: 'in-flight' | 'carried-out' | 'answered'
  readonly status: number | null
  readonly answer: string | null
  readonly created_at: string
}

/** An attempt that left no trace for this long is taken to have died, and another may begin. One that works leaves a trace more often. */
const ABANDONED_AFTER = { seconds: 60 }
const TRACED_EVERY_MS = 20_000

export class Idempotency {
  readonly #persistence: Persistence
  readonly #clock: Clock
  readonly #ids: Ids
  readonly #tracedEveryMs: number

  constructor(persistence: Persistence, clock: Clock, ids: Ids, tracedEveryMs = TRACED_EVERY_MS) {
    this.#persistence = persistence
    this.#clock = clock
    this.#ids = ids
    this.#tracedEveryMs = tracedEveryMs
  }

  /** Claims the key, or tells why the request is not to be carried out. */
  admit(request: KeyedRequest): Promise<Admission> {
    const command = { tenant: request.tenant, key: request.key, claim: this.#ids.next() }
    return this.#persistence.transaction(request.tenant, async tx => {
      if (await this.#claim(tx, request, command.claim)) return { kind: 'carry-out', command }
      const known = await this.#known(tx, request)
      if (known.request !== request.request) return { kind: 'other-request' }
      if (known.state === 'answered')
        return { kind: 'answered', status: known.status ?? 200, answer: parse(known.answer) }
      if (!this.#isAbandoned(known)) return { kind: 'in-flight' }
      if (known.state === 'carried-out') return { kind: 'answer-lost' }
      await this.#reclaim(tx, command)
      return { kind: 'carry-out', command }
    })
  }

  /** Keeps the claim while the work runs: who asks again meanwhile is told so, however long it takes. */
  async during<T>(command: CommandContext, work: () => Promise<T>): Promise<T> {
    let traced = Promise.resolve()
    const timer = setInterval(() => {
      traced = traced.then(() => this.#trace(command)).catch(() => undefined) // the next makes it good
    }, this.#tracedEveryMs)
    timer.unref()
    try {
      return await work()
    } finally {
      clearInterval(timer)
      await traced
    }
  }

  async keepAnswer(command: CommandContext, status: number, answer: unknown): Promise<void> {
    const text = answer === undefined ? null : JSON.stringify(answer)
    await this.#write(command, `update idempotency_key set state = 'answered', status = $4, answer = $5`, [
      status,
      text
    ])
  }

  /** A refused request changed nothing: its key is free again, whatever transactions it opened to find out. */
  async forgetRefused(command: CommandContext): Promise<void> {
    await this.#write(command, 'delete from idempotency_key', [])
  }

  /** A failed request may be tried again, unless it had committed something before it failed. */
  async forgetFailed(command: CommandContext): Promise<void> {
    await this.#write(command, 'delete from idempotency_key', [], `and state = 'in-flight'`)
  }

  /** A row that is locked is being marked, which is a trace too. */
  async #trace({ claim, key, tenant }: CommandContext): Promise<void> {
    const own = `select key from idempotency_key where tenant = $1 and key = $2 and claim = $3 and state <> 'answered' for update skip locked`
    await this.#persistence.transaction(tenant, tx =>
      sql(tx, `update idempotency_key set created_at = $4 where tenant = $1 and key = $2 and key in (${own})`, [
        ...[tenant, key, claim, this.#clock.now().toString()]
      ])
    )
  }

  async #claim(tx: Transaction, request: KeyedRequest, claim: string): Promise<boolean> {
    const rows = await sql(
      tx,
      `insert into idempotency_key (tenant, key, claim, request, state, created_at)
       values ($1, $2, $3, $4, 'in-flight', $5) on conflict do nothing returning key`,
      [request.tenant, request.key, claim, request.request, this.#clock.now().toString()]
    )
    return rows.length === 1
  }

  async #known(tx: Transaction, request: KeyedRequest): Promise<KeyRow> {
    const columns = 'request, state, status, answer, created_at'
    const query = `select ${columns} from idempotency_key where tenant = $1 and key = $2 for update`
    const [row] = await sql<KeyRow>(tx, query, [request.tenant, request.key])
    return (
      row ?? {
        request: request.request,
        state: 'in-flight',
        status: null,
        answer: null,
        created_at: this.#clock.now().toString()
      }
    )
  }

  #isAbandoned(row: KeyRow): boolean {
    const limit = this.#clock.now().subtract(ABANDONED_AFTER)
    return Temporal.Instant.compare(Temporal.Instant.from(row.created_at), limit) < 0
  }

  async #reclaim(tx: Transaction, command: CommandContext): Promise<void> {
    await sql(tx, 'update idempotency_key set claim = $3, created_at = $4 where tenant = $1 and key = $2', [
      command.tenant,
      command.key,
      command.claim,
      this.#clock.now().toString()
    ])
  }

  async #write(command: CommandContext, statement: string, values: unknown[], condition = ''): Promise<void> {
    const where = `where tenant = $1 and key = $2 and claim = $3 ${condition}`
    await this.#persistence.transaction(command.tenant, tx =>
      sql(tx, `${statement} ${where}`, [command.tenant, command.key, command.claim, ...values])
    )
  }
}

function parse(answer: string | null): unknown {
  return answer === null ? undefined : JSON.parse(answer)
}
