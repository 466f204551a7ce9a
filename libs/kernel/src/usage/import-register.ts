// Begins and ends imports, and sees to it that each is run by one process at a time.
import { Inject, Injectable } from '@nestjs/common'
import { FactBook } from '../accounts/index.ts'
import {
  Clock,
  KernelSettings,
  Outbox,
  Persistence,
  settleKnown,
  SURELY_LOCKED,
  type Writer
} from '../persistence/index.ts'
import { lostSince, UsageFollows } from '../subscriptions/index.ts'
import { importLock } from './broken-imports.ts'
import { DoneRanges } from './done-ranges.ts'
import {
  addImport,
  askedAt,
  brokenOff,
  doneRanges,
  endImport,
  type ImportEnd,
  longRunning,
  type NewImport,
  settleRated,
  takeImportNumber,
  type UsageImport
} from './import-book.ts'

const ABANDONED = 'the process that ran it ended before it did'

/** An import's number and what earlier tries have committed. */
export interface Begun {
  readonly id: number
  readonly done: DoneRanges
}

@Injectable()
export class ImportRegister {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(FactBook) private readonly facts: FactBook,
    @Inject(UsageFollows) private readonly follows: UsageFollows,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Does the work under a new number, which nobody else can take. */
  async begin<T>(news: Omit<NewImport, 'startedAt'>, work: (begun: Begun) => Promise<T>): Promise<T> {
    await this.#endAbandoned()
    const id = await this.#add(news)
    const run = await this.persistence.exclusively(this.#lockOf(id), () => work({ id, done: new DoneRanges([]) }))
    if (!run.ok) throw new Error(`usage import ${id} is run twice`)
    return run.value
  }

  /** For `whole`: apart from its transaction, for whose end others who want a number would wait. One that fails leaves a gap. */
  number(): Promise<number> {
    const { tenant } = this.settings
    return this.persistence.transaction(tenant, tx => takeImportNumber(tx, tenant))
  }

  /** One that begins and ends in the transaction that writes its lines: nobody finds it running, so it takes no lock. */
  async whole(
    writer: Writer,
    { id, notes, ...news }: Omit<NewImport, 'startedAt'> & { readonly id: number; readonly notes: readonly string[] },
    write: () => Promise<unknown>
  ): Promise<UsageImport> {
    await addImport(writer, this.settings.tenant, id, { ...news, startedAt: this.clock.now() })
    await write()
    return this.#endOnce(writer, id, { digest: null, problem: null, notes })
  }

  /** Notes what could not even begin. */
  refuse(news: Omit<NewImport, 'startedAt'>, problem: string): Promise<UsageImport> {
    return this.begin(news, ({ id }) => this.end(id, { digest: null, problem }))
  }

  /** Goes on with an import of a file with this beginning that was broken off; 'none' when there is none. */
  async resume<T>(format: string, head: string, work: (begun: Begun) => Promise<T>): Promise<T | 'none'> {
    const { tenant } = this.settings
    const ids = await this.persistence.read(tenant, tx => brokenOff(tx, tenant, format, head))
    for (const id of ids) {
      const run = await this.persistence.exclusively(this.#lockOf(id), async () => {
        const ranges = await this.persistence.read(tenant, tx => doneRanges(tx, tenant, id))
        return work({ id, done: new DoneRanges(ranges) })
      })
      if (run.ok) return run.value
    }
    return 'none'
  }

  async end(id: number, end: ImportEnd): Promise<UsageImport> {
    const { tenant } = this.settings
    await this.#followMoved(id)
    return this.persistence.transaction(tenant, async tx => {
      return this.#endOnce(tx, id, { ...end, settled: await settleRated(tx, tenant, id) })
    })
  }

  /**
   * Numbers that came to others while it ran: it rated by who had them when it began. Who moves one from now on finds all that it has
   * rated; those who are about to are waited for.
   */
  async #followMoved(id: number): Promise<void> {
    const { tenant } = this.settings
    const asOf = await this.persistence.read(tenant, tx => askedAt(tx, tenant, id))
    if (asOf === null) return
    await this.persistence.bulk(tenant, client => settleKnown(client, tenant, () => this.clock.now()))
    await this.persistence.bulk(tenant, async client => {
      const lost = await lostSince(client, this.facts, { tenant, asOf, now: this.clock.now() })
      if (lost.length > 0) await this.follows.follow(client, lost)
    })
  }

  async #endOnce(writer: Writer, id: number, end: ImportEnd): Promise<UsageImport> {
    const ended = await this.#end(writer, id, end)
    if (ended === null) throw new Error(`usage import ${id} has ended already`)
    return ended
  }

  async #end(writer: Writer, id: number, end: ImportEnd): Promise<UsageImport | null> {
    const { tenant } = this.settings
    const ended = await endImport(writer, tenant, id, { ...end, at: this.clock.now() })
    if (ended === null) return null
    const { kind, lines, rated, duplicate, quarantined, filtered } = ended
    const payload = { kind, lines, rated, duplicate, quarantined, filtered }
    await this.outbox.add(writer, tenant, [{ topic: `usage-import.${ended.state}`, subject: String(id), payload }])
    return ended
  }

  #add(news: Omit<NewImport, 'startedAt'>): Promise<number> {
    const { tenant } = this.settings
    const startedAt = this.clock.now()
    return this.persistence.transaction(tenant, async tx => {
      const id = await takeImportNumber(tx, tenant)
      await addImport(tx, tenant, id, { ...news, startedAt })
      return id
    })
  }

  /** Streams and retries whose process was killed; what they committed stays. One that ended meanwhile is left alone. */
  async #endAbandoned(): Promise<void> {
    const { tenant } = this.settings
    const before = this.clock.now().subtract(SURELY_LOCKED)
    for (const id of await this.persistence.read(tenant, tx => longRunning(tx, tenant, before))) {
      await this.persistence.exclusively(this.#lockOf(id), async () => {
        const problem = await this.#followMoved(id).then(() => ABANDONED, notFollowed)
        await this.persistence.transaction(tenant, tx => this.#end(tx, id, { digest: null, problem }))
      })
    }
  }

  #lockOf(id: number): string {
    return importLock(this.settings.tenant, id)
  }
}

/** Nobody's next import waits for it. */
function notFollowed(error: unknown): string {
  const why = error instanceof Error ? error.message : String(error)
  return `${ABANDONED}; usage of numbers that were moved meanwhile could not follow them: ${why}`
}
