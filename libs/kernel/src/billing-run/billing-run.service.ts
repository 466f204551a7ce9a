// A bill run from its start to issued invoices: generate, review, accept or cancel, issue.
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import type { Outcome } from '../http/index.ts'
import { Clock, Ids, KernelSettings, Outbox, Persistence, settleKnown, sql } from '../persistence/index.ts'
import { Jobs } from '../scheduling/index.ts'
import { type AccountGroup, groupOf } from './account-group.ts'
import { acceptDrafts, beginIssue } from './begin-issue.ts'
import { cancelDrafts } from './cancel-invoice.ts'
import { type Choice, type ChosenInvoices, chosenAccounts } from './chosen-accounts.ts'
import { ChunkWorker } from './chunk-worker.ts'
import { type ChunkJob, enqueueChunks } from './enqueue-chunks.ts'
import { inReview, type ReviewStep, type RunRefusal } from './in-review.ts'
import { refuseUnknownNames } from './known-names.ts'
import type { ListedAccounts } from './plan-chunks.ts'
import { planRun } from './plan-run.ts'
import {
  type BillingRun,
  type ChunkProgress,
  chunkProgress,
  findRun,
  isOpenChunk,
  listParked,
  listRuns,
  type ParkedRow,
  stillParked
} from './run-queries.ts'
import { refuseDayToCome } from './run-day.ts'
import { RunReview } from './run-review.service.ts'
import { settleRun } from './settle-run.ts'

export interface NewRun {
  readonly billDate: Temporal.PlainDate
  /** Ids of accounts; all that are due when left out. */
  readonly accounts?: readonly string[] | undefined
  /** Of those that are due, these. */
  readonly group?: AccountGroup | undefined
  /** Accounts a chunk: one transaction of one worker. */
  readonly chunkSize?: number | undefined
}

export interface DrainSettings {
  /** Chunks worked on at once; 1 unless said otherwise. */
  readonly lanes?: number
  readonly progress?: ((state: ChunkProgress) => void) | undefined
}

export type { RunRefusal }
export type RetryRefusal = 'unknown-run' | 'still-generating' | 'none-parked'

/** A run as it is begun: `accounts` are ids. */
type Begun = Omit<NewRun, 'accounts'> & { readonly retryOf?: string; readonly these?: ListedAccounts | undefined }

/** Accounts: what a chunk reads is alive at once, and the last chunks of a run leave other workers idle. */
export const DRAFTED_AT_ONCE = 100
/** Issuing reads little and waits for the disk once a chunk. */
export const ISSUED_AT_ONCE = 250
const PATIENCE_MS = 20

@Injectable()
export class BillingRunService {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(ChunkWorker) private readonly worker: ChunkWorker,
    @Inject(RunReview) private readonly review: RunReview,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Starts a run; workers do its chunks, or `drain` does them here. */
  start({ accounts, ...run }: NewRun): Promise<BillingRun> {
    return this.#begin({ ...run, these: accounts && { accounts, listed: true } })
  }

  /** Bills accounts that a run parked and nobody billed since again, by what is known now: in a run of its own. */
  async retry(id: string, choice: Pick<Choice, 'accounts'> = {}): Promise<Outcome<BillingRun, RetryRefusal>> {
    const { tenant } = this.settings
    const run = await this.find(id)
    if (run === undefined) return { ok: false, reason: 'unknown-run', detail: `There is no billing run ${id}.` }
    if (run.status === 'generating')
      return { ok: false, reason: 'still-generating', detail: `Run ${id} is still generating: more may be parked.` }
    const these = await this.persistence.bulk(tenant, client => stillParked(client, { tenant, run: id }, choice))
    if (these.accounts.length === 0)
      return {
        ok: false,
        reason: 'none-parked',
        detail:
          choice.accounts === undefined
            ? `Run ${id} has parked nobody who was not billed since: there is nothing to try again.`
            : `None of these accounts is parked by run ${id}, or they were billed since: there is nothing to try again.`
      }
    return { ok: true, value: await this.#begin({ billDate: run.billDate, these, retryOf: id }) }
  }

  async #begin(run: Begun): Promise<BillingRun> {
    const { tenant } = this.settings
    const id = this.ids.next()
    const now = await this.persistence.read(tenant, tx => settleKnown(tx, tenant, () => this.clock.now().toString()))
    const asked = groupOf(run.group ?? {})
    const published = await this.review.plansNow()
    const grace = run.these?.listed ? null : await this.review.graceOf(run.billDate, Temporal.Instant.from(now))
    await this.persistence.bulk(tenant, async client => {
      await refuseUnknownNames(client, { tenant, group: run.group ?? {}, published })
      await refuseDayToCome(client, { tenant, billDate: run.billDate, now, accounts: run.these?.accounts })
      await sql(
        client,
        `insert into billing_run (tenant, id, bill_date, status, known_at, created_at, asked, retry_of, grace_until)
         values ($1, $2, $3, 'generating', $4, $4, $5, $6, $7)`,
        [
          ...[tenant, id, run.billDate.toString(), now, asked && JSON.stringify(asked)],
          ...[run.retryOf ?? null, grace?.toString() ?? null]
        ]
      )
      const plan = { tenant, run: id, size: run.chunkSize ?? DRAFTED_AT_ONCE }
      const count = await planRun(client, plan, { ...run, knownAt: Temporal.Instant.from(now) })
      await enqueueChunks(client, this.jobs, { run: id, first: 1, count })
    })
    return this.#completed(id)
  }

  find(id: string): Promise<BillingRun | undefined> {
    return this.persistence.bulk(this.settings.tenant, client => findRun(client, this.settings.tenant, id))
  }

  list(page: { before?: string | undefined; limit: number }): Promise<BillingRun[]> {
    return this.persistence.bulk(this.settings.tenant, client => listRuns(client, this.settings.tenant, page))
  }

  parked(id: string, page: { after?: string | undefined; limit: number }): Promise<ParkedRow[]> {
    return this.persistence.bulk(this.settings.tenant, client => listParked(client, this.settings.tenant, id, page))
  }

  /** Drafts become accepted: they will be issued. */
  accept(id: string, choice: Choice = {}): Promise<Outcome<BillingRun, RunRefusal>> {
    return this.#chosen(id, choice, (client, chosen) => {
      return acceptDrafts(client, { tenant: this.settings.tenant, run: id }, chosen)
    })
  }

  /** Drafts and accepted invoices of the run are dropped; the next run brings their charges again. All of them: its grace is over. */
  cancel(id: string, choice: Choice = {}): Promise<Outcome<BillingRun, RunRefusal>> {
    const { tenant } = this.settings
    return this.#chosen(id, choice, async (client, chosen) => {
      await cancelDrafts(client, { tenant, run: id, now: this.clock.now() }, chosen)
      if (chosen.accounts === undefined && chosen.invoices === undefined)
        await sql(client, 'update billing_run set grace_until = null where tenant = $1 and id = $2', [tenant, id])
      await settleRun(client, { tenant, run: id }, this.outbox)
    })
  }

  async #chosen(
    id: string,
    choice: Choice,
    work: (client: ClientBase, chosen: ChosenInvoices) => Promise<void>
  ): Promise<Outcome<BillingRun, RunRefusal>> {
    const rules = await this.review.rulesOf(id)
    return this.#inReview(id, async client => {
      const chosen = await chosenAccounts(client, { tenant: this.settings.tenant, run: id, rules }, choice)
      if (!chosen.ok) return chosen
      await work(client, chosen.value)
      return null
    })
  }

  /** Gives every accepted invoice its legal number and has it posted. Workers, or `drain`, do the chunks. */
  async issue(id: string, chunkSize = ISSUED_AT_ONCE): Promise<Outcome<BillingRun, RunRefusal>> {
    const { tenant } = this.settings
    const books = await this.review.booksNow()
    return this.#inReview(id, async client => {
      const begun = await beginIssue(client, { tenant, run: id, size: chunkSize, now: this.clock.now() }, books)
      if (!begun.ok) return begun
      await enqueueChunks(client, this.jobs, { run: id, ...begun.value })
      return null
    })
  }

  /**
   * Does the run's open chunks in this process, beside whatever workers there are, until the phase is complete.
   * With two lanes one chunk is computed while PostgreSQL takes another.
   */
  async drain(id: string, settings: DrainSettings = {}): Promise<BillingRun> {
    const lanes = Array.from({ length: settings.lanes ?? 1 }, () => this.#lane(id, settings.progress))
    await Promise.all(lanes)
    return this.#completed(id)
  }

  async #lane(id: string, progress: DrainSettings['progress']): Promise<void> {
    const { tenant } = this.settings
    for (;;) {
      const worked = await this.worker.workOn({ tenant, run: id })
      const state = await this.persistence.bulk(tenant, client => chunkProgress(client, tenant, id))
      progress?.(state)
      if (state.done === state.chunks) return
      if (!worked) await new Promise(resolve => setTimeout(resolve, PATIENCE_MS)) // others have the rest
    }
  }

  /**
   * For a worker: one chunk, and the end of the phase if it was the last. While another process has that chunk it does
   * others, and does not let go of the job: should that process be killed, nobody else would be told.
   */
  async workChunk({ run, number }: ChunkJob): Promise<void> {
    const { tenant } = this.settings
    const isOpen = () => this.persistence.bulk(tenant, client => isOpenChunk(client, tenant, { run, number }))
    while (!(await this.worker.workOn({ tenant, run }, number)) && (await isOpen())) {
      if (!(await this.worker.workOn({ tenant, run }))) await new Promise(resolve => setTimeout(resolve, PATIENCE_MS))
    }
    await this.persistence.bulk(tenant, client => settleRun(client, { tenant, run }, this.outbox))
  }

  /** Ends a phase whose chunks are all done, and counts what the run has made. Harmless at any time, by any process. */
  async #completed(id: string): Promise<BillingRun> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, async client => {
      await settleRun(client, { tenant, run: id }, this.outbox)
      const run = await findRun(client, tenant, id)
      if (run === undefined) throw new Error(`there is no billing run ${id}`)
      return run
    })
  }

  #inReview(id: string, work: ReviewStep): Promise<Outcome<BillingRun, RunRefusal>> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, client => inReview(client, { tenant, run: id }, work))
  }
}
