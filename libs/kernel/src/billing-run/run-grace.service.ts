// Drafts of a run stay open while late usage and corrections come; then they are made anew and issued, unless somebody holds them.
import { Inject, Injectable, Logger } from '@nestjs/common'
import type { ClientBase } from 'pg'
import type { Outcome } from '../http/index.ts'
import { Clock, KernelSettings, Outbox, Persistence, settleKnown, sql } from '../persistence/index.ts'
import { Jobs } from '../scheduling/index.ts'
import { acceptDrafts, beginIssue } from './begin-issue.ts'
import { DRAFTED_AT_ONCE, ISSUED_AT_ONCE } from './billing-run.service.ts'
import type { RunStatus } from './billing-run.tables.ts'
import { chosenAccounts } from './chosen-accounts.ts'
import { enqueueChunks } from './enqueue-chunks.ts'
import { inReview, type ReviewStep, type RunRefusal } from './in-review.ts'
import { renewDrafts } from './renew-drafts.ts'
import type { BillingRun } from './run-queries.ts'
import { RunReview } from './run-review.service.ts'
import { settleRun } from './settle-run.ts'

/** Something of it may still be issued by itself. */
const OPEN: readonly RunStatus[] = ['generating', 'draft', 'issuing']

interface OpenRun {
  readonly id: string
  readonly closed: boolean
}

@Injectable()
export class RunGrace {
  readonly #log = new Logger('billing-grace')

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(RunReview) private readonly review: RunReview,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Makes the drafts that nobody accepted again, from what is known now. Workers, or `drain`, do the chunks. */
  renew(id: string): Promise<Outcome<BillingRun, RunRefusal>> {
    return this.#renew(id, null)
  }

  /** Nothing of it is issued by itself until it is released, from the moment this is answered. One person holds it at a time. */
  hold(id: string, by: string): Promise<Outcome<BillingRun, RunRefusal>> {
    return this.#open(id, { heldBy: by })
  }

  /** Issued by itself when its grace is over, which may be at once. */
  release(id: string): Promise<Outcome<BillingRun, RunRefusal>> {
    return this.#open(id, { heldBy: null })
  }

  /** For the scheduler: runs whose grace is over, each one step further. Harmless at any time, by any process. One that fails is told in the log, and tried again by the next look. */
  async closeDue(): Promise<void> {
    const { tenant } = this.settings
    const due = await this.persistence.bulk(tenant, client =>
      sql<OpenRun>(
        client,
        `select id, closed_at is not null as closed from billing_run
         where tenant = $1 and grace_until <= $2 and held_by is null and status = 'draft' order by id`,
        [tenant, this.clock.now().toString()]
      )
    )
    for (const run of due) {
      try {
        await (run.closed ? this.#issue(run) : this.#renew(run.id, run))
      } catch (error) {
        this.#log.error({ run: run.id, error: (error as Partial<Error>).message }, 'nothing was issued by itself')
      }
    }
  }

  async #renew(id: string, closing: OpenRun | null): Promise<Outcome<BillingRun, RunRefusal>> {
    const { tenant } = this.settings
    const known = () => this.clock.now().toString()
    const knownAt = await this.persistence.read(tenant, tx => settleKnown(tx, tenant, known))
    return this.#inReview(id, async client => {
      if (closing !== null && !(await this.#isDue(client, closing))) return noGrace(id)
      const planned = await renewDrafts(client, { tenant, run: id, knownAt, size: DRAFTED_AT_ONCE })
      if (closing !== null)
        await sql(client, 'update billing_run set closed_at = $3 where tenant = $1 and id = $2', [tenant, id, knownAt])
      await enqueueChunks(client, this.jobs, { run: id, ...planned })
      return null
    })
  }

  /** All but the outliers, which wait for a person; at once, so that nobody holds it in between. */
  async #issue(run: OpenRun): Promise<void> {
    const { tenant } = this.settings
    const { id } = run
    const [rules, books] = [await this.review.rulesOf(id), await this.review.booksNow()]
    const without = rules.length > 0 ? ({ outliers: 'without' } as const) : {}
    await this.#inReview(id, async client => {
      if (!(await this.#isDue(client, run))) return noGrace(id)
      const chosen = await chosenAccounts(client, { tenant, run: id, rules }, without)
      if (chosen.ok) await acceptDrafts(client, { tenant, run: id }, chosen.value)
      const begun = await beginIssue(client, { tenant, run: id, size: ISSUED_AT_ONCE, now: this.clock.now() }, books)
      if (begun.ok) await enqueueChunks(client, this.jobs, { run: id, ...begun.value })
      else if (begun.reason !== 'nothing-accepted') throw new Error(begun.detail) // all of it is undone, the grace too
      await sql(client, 'update billing_run set grace_until = null where tenant = $1 and id = $2', [tenant, id])
      await settleRun(client, { tenant, run: id }, this.outbox)
      return null
    })
  }

  /** As it was found: it may have been held, and even released, since. Of a run that is locked. */
  async #isDue(client: ClientBase, { closed, id }: OpenRun): Promise<boolean> {
    const due = await sql(
      client,
      `select from billing_run where tenant = $1 and id = $2 and grace_until <= $3 and held_by is null
         and (closed_at is not null) = $4`,
      [this.settings.tenant, id, this.clock.now().toString(), closed]
    )
    return due.length > 0
  }

  #open(id: string, { heldBy }: { readonly heldBy: string | null }): Promise<Outcome<BillingRun, RunRefusal>> {
    const { tenant } = this.settings
    const work: ReviewStep = async client => {
      const other = heldBy === null ? null : await heldByAnother(client, { tenant, run: id, by: heldBy })
      if (other !== null) return other
      const held = await sql(
        client,
        `update billing_run set held_by = $3, closed_at = null
         where tenant = $1 and id = $2 and grace_until is not null returning id`,
        [tenant, id, heldBy]
      )
      return held.length > 0 ? null : noGrace(id)
    }
    return this.persistence.bulk(tenant, client => inReview(client, { tenant, run: id, states: OPEN }, work))
  }

  #inReview(id: string, work: ReviewStep): Promise<Outcome<BillingRun, RunRefusal>> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, client => inReview(client, { tenant, run: id }, work))
  }
}

/** Of a run that is locked. */
async function heldByAnother(client: ClientBase, { by, run, tenant }: Record<'tenant' | 'run' | 'by', string>) {
  const [held] = await sql<{ by: string }>(
    client,
    'select held_by as by from billing_run where tenant = $1 and id = $2 and held_by <> $3',
    [tenant, run, by]
  )
  if (held === undefined) return null
  const detail = `${held.by} holds run ${run}: nothing of it is issued by itself meanwhile. To take it over, release it and hold it as ${by}.`
  return { ok: false, reason: 'held-already', detail } as const
}

function noGrace(id: string) {
  const detail = `Nothing of run ${id} is issued by itself: the rules gave it no grace, or it is over.`
  return { ok: false, reason: 'no-grace', detail } as const
}
