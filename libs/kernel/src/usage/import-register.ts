// Begins and ends imports, and sees to it that each is run by one process at a time.
import { Inject, Injectable } from '@nestjs/common'
import { Clock, KernelSettings, Outbox, Persistence } from '../persistence/index.ts'
import { DoneRanges } from './done-ranges.ts'
import {
  addImport,
  brokenOff,
  doneRanges,
  endImport,
  type ImportEnd,
  longRunning,
  type NewImport,
  type UsageImport
} from './import-book.ts'

/** A process that has just begun an import is given this long to lock it. */
const SURELY_LOCKED = { minutes: 1 }
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

  /** The same for work of one transaction, many times a second: it ends before anybody could think it abandoned, so it takes no lock. */
  async beginBrief<T>(news: Omit<NewImport, 'startedAt'>, work: (id: number) => Promise<T>): Promise<T> {
    return work(await this.#add(news))
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

  end(id: number, end: ImportEnd): Promise<UsageImport> {
    const { tenant } = this.settings
    return this.persistence.transaction(tenant, async tx => {
      const ended = await endImport(tx, tenant, id, { ...end, at: this.clock.now() })
      const { kind, lines, rated, duplicate, quarantined, filtered } = ended
      const payload = { kind, lines, rated, duplicate, quarantined, filtered }
      await this.outbox.add(tx, tenant, [{ topic: `usage-import.${ended.state}`, subject: String(id), payload }])
      return ended
    })
  }

  #add(news: Omit<NewImport, 'startedAt'>): Promise<number> {
    const { tenant } = this.settings
    const startedAt = this.clock.now()
    return this.persistence.transaction(tenant, tx => addImport(tx, tenant, { ...news, startedAt }))
  }

  /** Streams, events and retries whose process was killed; what they committed stays. */
  async #endAbandoned(): Promise<void> {
    const { tenant } = this.settings
    const before = this.clock.now().subtract(SURELY_LOCKED)
    for (const id of await this.persistence.read(tenant, tx => longRunning(tx, tenant, before))) {
      await this.persistence.exclusively(this.#lockOf(id), () => this.end(id, { digest: null, problem: ABANDONED }))
    }
  }

  #lockOf(id: number): string {
    return `farthing:usage-import:${this.settings.tenant}:${id}`
  }
}
