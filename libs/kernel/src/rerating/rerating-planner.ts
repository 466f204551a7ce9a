// Writes a proposal down: which usage it looks at, cut into chunks, and the jobs that find what moves.
import type { RuleSet } from '@farthing/rules-language'
import type { RuleBooks } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import type { ClientBase } from 'pg'
import type { Outcome } from '../http/index.ts'
import { Clock, KernelSettings, Persistence, settleKnown, sql, takeNumbers } from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import { Jobs } from '../scheduling/index.ts'
import { chosenMs, chosenSpans, planChunks, planNews, readClasses, type ReratingReference } from './plan-rerating.ts'
import { keepAsked } from './asked-accounts.ts'
import { appliedNow, publicationsBy } from './rerating-basis.ts'
import type { ProposeRefusal } from './rerating-state.ts'
import type { BillBasis } from './rerating-bills.tables.ts'
import type { ReratingChoice, StoredSpan } from './rerating.tables.ts'

export const RERATING_QUEUE = 'rerating'
export type ReratingJob = Pick<ReratingReference, 'id'>

/** By what a proposal goes. */
export interface KnownRules {
  /** All that became known up to it is committed. */
  readonly knownAt: Temporal.Instant
  readonly books: RuleBooks
  readonly operator: RuleSet['operator']
}

/** What a proposal is made for. */
export interface AskedUsage {
  readonly choice: ReratingChoice
  /** Ids of those it is about, chosen or with news; null: all. */
  readonly accounts: readonly string[] | null
}

/** Jobs of one proposal: each does chunks until none is left. */
const MOST_JOBS = 8

@Injectable()
export class ReratingPlanner {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Jobs) private readonly jobs: Jobs,
    @Inject(RulesHost) private readonly rules: RulesHost,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  async known(): Promise<Outcome<KnownRules, ProposeRefusal>> {
    const { tenant } = this.settings
    const knownAt = await this.persistence.read(tenant, tx => settleKnown(tx, tenant, () => this.clock.now()))
    const books = await this.rules.books(knownAt)
    const operator = books.versions.at(-1)?.rules.operator
    if (operator !== undefined) return { ok: true, value: { knownAt, books, operator } }
    return { ok: false, reason: 'no-rules-published', detail: 'No rules are published: there is nothing to rate by.' }
  }

  /** Under the lock of re-ratings; returns the number of the proposal. `basis` null: it says nothing of bills. */
  async plan(
    client: ClientBase,
    { accounts, choice }: AskedUsage,
    known: KnownRules,
    basis: BillBasis | null = null
  ): Promise<number> {
    const { tenant } = this.settings
    const { knownAt, operator } = known
    const { currency, zone } = operator
    const id = Number(await takeNumbers(client, tenant, 'rerating'))
    const spans = await this.spans(client, choice, known)
    const publications = await publicationsBy(client, tenant, knownAt)
    const appliedBefore = await appliedNow(client, tenant)
    const billDate = this.billDate(zone)
    await sql(
      client,
      `insert into rerating (tenant, id, state, known_at, bill_date, publications, applied_before, choice, spans, currency, bill_basis)
       values ($1, $2, 'finding', $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ...[tenant, id, knownAt.toString(), billDate.toString(), publications, appliedBefore],
        ...[JSON.stringify(choice), JSON.stringify(spans), currency, basis && JSON.stringify(basis)]
      ]
    )
    await keepAsked(client, { tenant, id }, accounts)
    await planNews(client, { tenant, id }, accounts, knownAt)
    const plan = { accounts, chosen: chosenMs(choice, zone), spans }
    await this.enqueue(client, id, await planChunks(client, { tenant, id }, plan))
    return id
  }

  /** Of which classes, and of which of their days, rules have moved. */
  async spans(
    client: ClientBase,
    choice: ReratingChoice,
    { books, operator: { zone } }: KnownRules
  ): Promise<StoredSpan[]> {
    const { registry } = this.plugins
    return chosenSpans(await readClasses(client, this.settings.tenant), choice, { books, registry, zone })
  }

  /** That of whose prices proposals speak: a version that reaches back counts when it is in force on it. */
  billDate(zone: string): Temporal.PlainDate {
    return this.clock.today(zone).add({ days: 1 })
  }

  /** Wakes workers, as many as there are chunks for. */
  async enqueue(client: ClientBase, id: number, chunks: number): Promise<void> {
    const jobs = Array.from({ length: Math.min(chunks, MOST_JOBS) }, () => ({ data: { id } }))
    if (jobs.length > 0) await this.jobs.enqueue<ReratingJob>(RERATING_QUEUE, jobs, client)
  }
}
