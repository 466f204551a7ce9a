// Proposals to price usage anew: found, looked at, then applied or withdrawn.
import { setTimeout as wait } from 'node:timers/promises'
import type { RuleSet } from '@farthing/rules-language'
import type { RuleBook } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import { NewUsage } from '../billing-run/index.ts'
import type { Outcome } from '../http/index.ts'
import {
  Clock,
  instantFromSql,
  KernelSettings,
  Outbox,
  Persistence,
  settleKnown,
  sql,
  takeNumbers
} from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import { Jobs } from '../scheduling/index.ts'
import { chosenMs, chosenSpans, planChunks, planNews, readClasses, type ReratingReference } from './plan-rerating.ts'
import { EVERYTHING, type ReratingChoice } from './rerating.tables.ts'
import { basisNow, movedBasis } from './rerating-basis.ts'
import type { Rerating } from './rerating-queries.ts'
import { ReratingBook } from './rerating-book.ts'
import type { ApplyRefusal, ProposeRefusal, WithdrawRefusal } from './rerating-state.ts'
import { dropFound, hasOpenChunks, lockReratings, stateOf, unknown } from './rerating-state.ts'
import { ReratingWorker } from './rerating-worker.ts'
import { settleFinding } from './settle-finding.ts'

export const RERATING_QUEUE = 'rerating'
export type ReratingJob = ReratingReference

export interface DrainSettings {
  /** Chunks at once. */
  readonly lanes?: number
  readonly progress?: (progress: Rerating['progress']) => void
}

interface Planned {
  readonly choice: ReratingChoice
  readonly knownAt: Temporal.Instant
  readonly ruleBook: RuleBook
  readonly operator: RuleSet['operator']
}

/** Jobs of one proposal: each does chunks until none is left. */
const MOST_JOBS = 8
const PATIENCE_MS = 20

@Injectable()
export class Reratings {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(RulesHost) private readonly rules: RulesHost,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(ReratingWorker) private readonly worker: ReratingWorker,
    @Inject(ReratingBook) private readonly book: ReratingBook,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Plans a proposal; workers find what it changes, or `drain` does so here. */
  async propose(chosen: Partial<ReratingChoice> = {}): Promise<Outcome<Rerating, ProposeRefusal>> {
    const { tenant } = this.settings
    const choice = { ...EVERYTHING, ...chosen }
    const knownAt = await this.persistence.read(tenant, tx => settleKnown(tx, tenant, () => this.clock.now()))
    const ruleBook = await this.rules.book(knownAt)
    const operator = ruleBook.versions.at(-1)?.rules.operator
    if (operator === undefined)
      return { ok: false, reason: 'no-rules-published', detail: 'No rules are published: there is nothing to rate by.' }
    const id = await this.persistence.bulk(tenant, client =>
      this.#plan(client, { choice, knownAt, operator, ruleBook })
    )
    return { ok: true, value: await this.#completed(id) }
  }

  async #plan(client: ClientBase, { choice, knownAt, operator, ruleBook }: Planned): Promise<number> {
    const { tenant } = this.settings
    const { currency, zone } = operator
    const { registry } = this.plugins
    await lockReratings(client, tenant)
    const id = Number(await takeNumbers(client, tenant, 'rerating'))
    const spans = chosenSpans(await readClasses(client, tenant), choice, { ruleBook, registry, zone })
    const { appliedBefore, publications } = await basisNow(client, tenant)
    const billDate = this.clock.today(zone).add({ days: 1 })
    await sql(
      client,
      `insert into rerating (tenant, id, state, known_at, bill_date, publications, applied_before, choice, spans, currency)
       values ($1, $2, 'finding', $3, $4, $5, $6, $7, $8, $9)`,
      [
        ...[tenant, id, knownAt.toString(), billDate.toString(), publications, appliedBefore],
        ...[JSON.stringify(choice), JSON.stringify(spans), currency]
      ]
    )
    await planNews(client, { tenant, id }, choice, knownAt)
    const plan = { accounts: choice.accounts, chosen: chosenMs(choice, zone), spans }
    const chunks = await planChunks(client, { tenant, id }, plan)
    await this.#enqueue(client, id, chunks)
    return id
  }

  /** Does open chunks in this process, beside whatever workers there are, until all is found. */
  async drain(id: number, { lanes = 1, progress }: DrainSettings = {}): Promise<Rerating> {
    const reference = { tenant: this.settings.tenant, id }
    const lane = async (): Promise<void> => {
      for (;;) {
        if (await this.worker.workOn(reference)) {
          if (progress !== undefined) progress((await this.#existing(id)).progress)
        } else if (await this.#hasOpenChunks(reference)) await wait(PATIENCE_MS)
        else return
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    return this.#completed(id)
  }

  /** Makes the prices of a proposal those of now, all at once. One that was applied stays as it is. */
  async apply(id: number): Promise<Outcome<Rerating, ApplyRefusal>> {
    const { tenant } = this.settings
    const refused = await this.persistence.bulk(tenant, client => this.#apply(client, { tenant, id }))
    return refused ?? { ok: true, value: await this.#existing(id) }
  }

  async #apply(
    client: ClientBase,
    reference: ReratingReference
  ): Promise<Extract<Outcome<never, ApplyRefusal>, { ok: false }> | null> {
    const { id, tenant } = reference
    await lockReratings(client, tenant)
    const state = await stateOf(client, reference)
    if (state === undefined) return unknown(id)
    if (state === 'applied' || state === 'nothing') return null
    if (state === 'finding')
      return {
        ok: false,
        reason: 'still-finding',
        detail: `Re-rating ${id} is still being found: apply it when it is proposed.`
      }
    if (state === 'withdrawn')
      return { ok: false, reason: 'withdrawn', detail: `Re-rating ${id} was withdrawn: propose again.` }
    const moved = await movedBasis(client, reference)
    if (moved !== null)
      return {
        ok: false,
        reason: 'basis-moved',
        detail: `${moved} Re-rating ${id} may be wrong by now: propose again, and withdraw this one.`
      }
    const applied = `update rerating set state = 'applied', ended_at = $3 where tenant = $1 and id = $2`
    await sql(client, applied, [tenant, id, this.clock.now().toString()])
    await this.outbox.add(client, tenant, [{ topic: 'usage.rerated', subject: String(id), payload: { id } }])
    return null
  }

  /** Takes a proposal back, with all that it found. */
  async withdraw(id: number): Promise<Outcome<Rerating, WithdrawRefusal>> {
    const { tenant } = this.settings
    const refused = await this.persistence.bulk(tenant, async client => {
      await lockReratings(client, tenant)
      const state = await stateOf(client, { tenant, id })
      if (state === undefined) return unknown(id)
      if (state === 'applied')
        return {
          ok: false as const,
          reason: 'applied' as const,
          detail: `Re-rating ${id} is applied: it cannot be withdrawn. To go back, publish the rules of before and propose again.`
        }
      if (state === 'withdrawn') return null
      const ended = `update rerating set state = 'withdrawn', ended_at = $3 where tenant = $1 and id = $2`
      await sql(client, ended, [tenant, id, this.clock.now().toString()])
      await dropFound(client, { tenant, id })
      return null
    })
    return refused ?? { ok: true, value: await this.#existing(id) }
  }

  /** Settles a proposal whose chunks are all done. Harmless at any time, by any process. */
  async #completed(id: number): Promise<Rerating> {
    const { tenant } = this.settings
    await this.persistence.bulk(tenant, async client => {
      const [row] = await sql<{ known_at: string; choice: ReratingChoice }>(
        client,
        `select known_at, choice from rerating where tenant = $1 and id = $2 and state = 'finding' for update`,
        [tenant, id]
      )
      if (row === undefined || (await hasOpenChunks(client, { tenant, id }))) return
      await this.#settle(client, { tenant, id }, row)
    })
    return this.#existing(id)
  }

  async #settle(
    client: ClientBase,
    reference: ReratingReference,
    { choice, known_at }: { readonly known_at: string; readonly choice: ReratingChoice }
  ): Promise<void> {
    const knownAt = instantFromSql(known_at)
    const zone = (await this.rules.book(knownAt)).versions.at(-1)?.rules.operator.zone ?? 'UTC'
    const chosen = chosenMs(choice, zone)
    const summary = await settleFinding(client, reference, { choice, chosen, knownAt, newUsage: new NewUsage() })
    await sql(client, 'update rerating set state = $3, summary = $4 where tenant = $1 and id = $2', [
      reference.tenant,
      reference.id,
      summary.changed === 0 ? 'nothing' : 'proposed',
      JSON.stringify(summary)
    ])
  }

  #hasOpenChunks(reference: ReratingReference): Promise<boolean> {
    return this.persistence.bulkRead(client => hasOpenChunks(client, reference))
  }

  async #existing(id: number): Promise<Rerating> {
    const found = await this.book.find(id)
    if (found === undefined) throw new Error(`there is no re-rating ${id}`)
    return found
  }

  async #enqueue(client: ClientBase, id: number, chunks: number): Promise<void> {
    const { tenant } = this.settings
    const jobs = Array.from({ length: Math.min(chunks, MOST_JOBS) }, () => ({
      data: { tenant, id } satisfies ReratingJob
    }))
    if (jobs.length > 0) await this.jobs.enqueue(RERATING_QUEUE, jobs, client)
  }
}
