// Drafts of a run stay open while late usage and corrections come; then they are made anew and issued, unless somebody holds them.
import { Inject, Injectable } from '@nestjs/common'
import type { Outcome } from '../http/index.ts'
import { Clock, KernelSettings, Persistence, settleKnown, sql } from '../persistence/index.ts'
import { Jobs } from '../scheduling/index.ts'
import { BillingRunService, DRAFTED_AT_ONCE } from './billing-run.service.ts'
import { enqueueChunks } from './enqueue-chunks.ts'
import { inReview, type ReviewStep, type RunRefusal } from './in-review.ts'
import { renewDrafts } from './renew-drafts.ts'
import type { BillingRun } from './run-queries.ts'
import { RunReview } from './run-review.service.ts'

interface OpenRun {
  readonly id: string
  readonly closed: boolean
}

@Injectable()
export class RunGrace {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(BillingRunService) private readonly runs: BillingRunService,
    @Inject(RunReview) private readonly review: RunReview,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Makes the drafts that nobody accepted again, from what is known now. Workers, or `drain`, do the chunks. */
  renew(id: string): Promise<Outcome<BillingRun, RunRefusal>> {
    return this.#renew(id, { closes: false })
  }

  /** Nothing of it is issued by itself until it is released. */
  hold(id: string, by: string): Promise<Outcome<BillingRun, RunRefusal>> {
    return this.#open(id, { heldBy: by })
  }

  /** Issued by itself when its grace is over, which may be at once. */
  release(id: string): Promise<Outcome<BillingRun, RunRefusal>> {
    return this.#open(id, { heldBy: null })
  }

  /** For the scheduler: runs whose grace is over, each one step further. Harmless at any time, by any process. */
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
    for (const { closed, id } of due) {
      if (closed) await this.#issue(id)
      else await this.#renew(id, { closes: true })
    }
  }

  async #renew(id: string, { closes }: { readonly closes: boolean }): Promise<Outcome<BillingRun, RunRefusal>> {
    const { tenant } = this.settings
    const known = () => this.clock.now().toString()
    const knownAt = await this.persistence.read(tenant, tx => settleKnown(tx, tenant, known))
    return this.#inReview(id, async client => {
      const renewal = { tenant, run: id, knownAt, now: this.clock.now(), size: DRAFTED_AT_ONCE }
      const planned = await renewDrafts(client, renewal)
      if (closes)
        await sql(client, 'update billing_run set closed_at = $3 where tenant = $1 and id = $2', [tenant, id, knownAt])
      await enqueueChunks(client, this.jobs, { tenant, run: id, ...planned })
      return null
    })
  }

  /** All but the outliers, which wait for a person. */
  async #issue(id: string): Promise<void> {
    const { tenant } = this.settings
    const { outliers } = await this.review.rulesOf(id)
    await this.runs.accept(id, outliers.length > 0 ? { outliers: 'without' } : {})
    await this.runs.issue(id) // nothing, where all of them are outliers
    await this.persistence.bulk(tenant, client =>
      sql(client, 'update billing_run set grace_until = null where tenant = $1 and id = $2', [tenant, id])
    )
  }

  #open(id: string, { heldBy }: { readonly heldBy: string | null }): Promise<Outcome<BillingRun, RunRefusal>> {
    const { tenant } = this.settings
    return this.#inReview(id, async client => {
      const held = await sql(
        client,
        `update billing_run set held_by = $3, closed_at = null
         where tenant = $1 and id = $2 and grace_until is not null returning id`,
        [tenant, id, heldBy]
      )
      if (held.length > 0) return null
      const detail = `Nothing of run ${id} is issued by itself: the rules gave it no grace, or it is over.`
      return { ok: false, reason: 'no-grace', detail }
    })
  }

  #inReview(id: string, work: ReviewStep): Promise<Outcome<BillingRun, RunRefusal>> {
    const { tenant } = this.settings
    return this.persistence.bulk(tenant, client => inReview(client, { tenant, run: id }, work))
  }
}
