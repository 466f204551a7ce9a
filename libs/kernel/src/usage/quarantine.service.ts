import { BEHIND_LAST } from '@farthing/plugin-sdk'
import { Inject, Injectable } from '@nestjs/common'
import type { PoolClient } from 'pg'
import type { Outcome } from '../http/index.ts'
import { beginKnown, Clock, KernelSettings, Outbox, Persistence } from '../persistence/index.ts'
import { MAKE_STAGES, RETRY_RATED, SETTLE_PIECES } from './chunk-sql.ts'
import { CopyBuffer } from './copy-buffer.ts'
import type { UsageImport } from './import-book.ts'
import { ImportRegister } from './import-register.ts'
import {
  openByReason,
  QUARANTINE_BEGIN,
  type QuarantinedLine,
  type QuarantineFilter,
  type QuarantinePlace,
  type QuarantineQuery,
  readQuarantine,
  type RetriedLine,
  writeDropped,
  writeRetried
} from './quarantine-book.ts'
import { readQuarantinePage } from './quarantine-page.ts'
import { knownNames, type Misnamed } from './quarantine-names.ts'
import type { LineCounts } from './line-counts.ts'
import { type QuarantineSummary, summariseQuarantine } from './quarantine-summary.ts'
import { type QuarantineAlert, readAlerts } from './quarantine-watch.ts'
import { type RatingSetup, RatingSetups } from './rating-setup.ts'
import { readOtherUses } from './other-uses.ts'
import { joinPieces } from './join-pieces.ts'
import { leftNotes, retriedOf } from './left-lines.ts'
import { joinRests, type Replaced, type RestsJoined, setAside } from './rests-of-uses.ts'
import { LineRetry, whyOf } from './retry-lines.ts'
import { type UsageClass, writeClasses } from './usage-classes.ts'
import { copyIn, noteChunk } from './write-chunk.ts'

const ROW_BYTES = 262_144

/** One retry: its import's number and what it rates with. */
interface RetryRun {
  readonly id: number
  readonly setup: RatingSetup
  readonly retry: LineRetry
  readonly filter: QuarantineFilter
}

/** Where the next batch begins, or what must be written before this one. */
type Tried = { readonly place: QuarantinePlace | null } | { readonly classes: readonly UsageClass[] }

@Injectable()
export class UsageQuarantine {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(RatingSetups) private readonly setups: RatingSetups,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(ImportRegister) private readonly register: ImportRegister,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** In order of import and line. */
  list(query: QuarantineQuery): Promise<QuarantinedLine[]> {
    const { tenant } = this.settings
    return this.persistence.read(tenant, tx => readQuarantine(tx, tenant, query))
  }

  /** What waits, by reason, and which limits it passes. */
  summary(): Promise<QuarantineSummary & { readonly alerts: readonly QuarantineAlert[] }> {
    const { tenant } = this.settings
    return this.persistence.read(tenant, async tx => {
      return { ...(await summariseQuarantine(tx, tenant, this.clock.now())), alerts: await readAlerts(tx, tenant) }
    })
  }

  /** Takes the open lines of the selection out without rating them; they are kept with who did it and why. Returns how many. */
  drop(filter: QuarantineFilter, { by, why }: { readonly by: string; readonly why: string }): Promise<number> {
    const { tenant } = this.settings
    return this.persistence.transaction(tenant, async tx => {
      const count = await writeDropped(tx, tenant, filter, { by, why, at: this.clock.now() })
      const payload = { count, by, why }
      if (count > 0) await this.outbox.add(tx, tenant, [{ topic: 'usage-quarantine.dropped', subject: by, payload }])
      return count
    })
  }

  /** Is there the import, and was there ever the reason, that the selection names? */
  known(filter: QuarantineFilter): Promise<Outcome<null, Misnamed>> {
    const { tenant } = this.settings
    return this.persistence.read(tenant, tx => knownNames(tx, tenant, filter))
  }

  /** How many lines wait, by reason. */
  open(): Promise<Record<string, number>> {
    const { tenant } = this.settings
    return this.persistence.read(tenant, tx => openByReason(tx, tenant))
  }

  /**
   * Rates the open lines of the selection again, all of them without one, but for those at which a person looks first: they are asked for by
   * their reason or event. What was rated meanwhile counts as duplicate.
   */
  async retry(filter: QuarantineFilter): Promise<Outcome<UsageImport, 'no-rules-published'>> {
    const setup = await this.setups.prepare()
    if (setup === null) {
      return { ok: false, reason: 'no-rules-published', detail: 'No rules are published yet. Run farthing publish.' }
    }
    const name = filter.reason === undefined ? 'retry' : `retry of ${filter.reason}`
    const { asOf } = setup
    return this.register.begin({ kind: 'retry', name, format: '', header: null, head: null, asOf }, async ({ id }) => {
      const run = { id, setup, retry: new LineRetry(setup), filter: retriedOf(filter) }
      let place: QuarantinePlace | null = QUARANTINE_BEGIN
      for (let batch = 0; place !== null; batch++) place = await this.#batch(run, place, batch)
      const notes = await this.persistence.read(this.settings.tenant, tx => leftNotes(tx, this.settings.tenant, filter))
      return { ok: true, value: await this.register.end(id, { digest: null, problem: null, notes }) }
    })
  }

  /**
   * One transaction; returns where the next one begins. Classes that are new go ahead in one of their own, or charging would
   * wait for the whole batch; the batch, which has written nothing by then, begins again.
   */
  async #batch(run: RetryRun, after: QuarantinePlace, batch: number): Promise<QuarantinePlace | null> {
    const { tenant } = this.settings
    for (;;) {
      const done = await this.#tried(run, after, batch)
      if ('place' in done) return done.place
      await this.persistence.bulk(tenant, client => writeClasses(client, tenant, done.classes))
    }
  }

  #tried(run: RetryRun, after: QuarantinePlace, batch: number): Promise<Tried> {
    const { tenant } = this.settings
    return this.persistence.bulk<Tried>(tenant, async client => {
      await beginKnown(client, tenant)
      const lines = await readQuarantinePage(client, tenant, { ...run.filter, state: 'open', after, lock: true })
      const last = lines.at(-1)
      if (last === undefined) return { place: null }
      const tried = lines.map(line => run.retry.try(line))
      const pieces = tried.filter(each => each.kind === 'piece')
      const joined = pieces.length === 0 ? [] : await joinPieces(client, tenant, pieces, run.retry)
      const retried = [...tried.filter(each => each.kind !== 'piece'), ...joined]
      const { subscribers } = run.setup
      const rests = await joinRests(client, retried, { tenant, holderOf: ({ stretch }) => subscribers.at(stretch) })
      const rows = ratedRows(run, rests)
      const classes = run.setup.rows.classes.takeNews()
      if (classes.length > 0) return { classes }
      const results = await this.#settle(client, run, rests, rows)
      await writeRetried(client, tenant, run.id, results)
      const place = { start: batch, end: batch + 1, digest: '' }
      await noteChunk(client, { tenant, importId: run.id }, place, countsOf(results))
      return { place: last }
    })
  }

  async #settle(
    client: PoolClient,
    run: RetryRun,
    { replaced, retried }: RestsJoined,
    rows: CopyBuffer
  ): Promise<RetriedLine[]> {
    const rated = retried.filter(each => each.kind === 'rated')
    const put = await this.#insert(client, rows, replaced)
    const whole = rated.length > 0 ? await this.#settlePieces(client, run) : new Set<string>()
    const others = put.size < rated.length ? await readOtherUses(client) : []
    const otherOf = new Map(others.map(other => [rated[other.place], other]))
    return retried.map(each => {
      if (each.kind === 'settled') return asPiece(each.result, whole)
      const { event, line } = each
      const other = otherOf.get(each)
      if (other !== undefined) return { event: line.event, state: 'open', ...whyOf(other) }
      // of two lines that tell the same event one is rated
      return { event: line.event, state: put.delete(event) ? 'rated' : 'duplicate', ...whyOf(line) }
    })
  }

  /** Which events were news. */
  async #insert(client: PoolClient, rows: CopyBuffer, replaced: readonly Replaced[]): Promise<Set<string>> {
    if (rows.rows === 0) return new Set()
    await client.query(MAKE_STAGES)
    const known = this.clock.now()
    rows.stamp(known)
    await copyIn(client, 'usage_stage', rows)
    const paid = [
      replaced.map(({ by }) => by),
      replaced.map(({ prepaid }) => prepaid),
      replaced.map(({ paidInUnits }) => paidInUnits),
      replaced.map(({ beyondTariff }) => beyondTariff)
    ]
    const put = await client.query<{ event: string }>(RETRY_RATED, paid)
    const news = new Set(put.rows.map(({ event }) => event))
    const { tenant } = this.settings
    await setAside(
      client,
      tenant,
      known,
      replaced.filter(({ by }) => news.has(by))
    )
    return news
  }

  /** Pieces of what is staged that wait, at hand or not: their events have come whole. */
  async #settlePieces(client: PoolClient, run: RetryRun): Promise<Set<string>> {
    const { rows } = await client.query<{ event: string }>(SETTLE_PIECES, [this.settings.tenant, run.id])
    return new Set(rows.map(({ event }) => event))
  }
}

function ratedRows({ setup }: RetryRun, { retried }: RestsJoined): CopyBuffer {
  const rows = new CopyBuffer(ROW_BYTES)
  for (const each of retried) {
    if (each.kind !== 'rated') continue
    const { event, line, outcome } = each
    setup.rows.put(rows, outcome, { event, importId: line.importId, line: line.line })
  }
  return rows
}

function asPiece(line: RetriedLine, whole: ReadonlySet<string>): RetriedLine {
  return line.state === 'open' && line.reason !== BEHIND_LAST && whole.has(line.event)
    ? { ...line, state: 'duplicate' }
    : line
}

function countsOf(results: readonly RetriedLine[]): LineCounts {
  const of = (state: RetriedLine['state']): RetriedLine[] => results.filter(each => each.state === state)
  const byReason = (lines: readonly RetriedLine[]): Record<string, number> =>
    Object.fromEntries([...Map.groupBy(lines, each => each.reason)].map(([reason, group]) => [reason, group.length]))
  return {
    lines: results.length,
    rated: of('rated').length,
    duplicate: of('duplicate').length,
    quarantined: of('open').length,
    filtered: of('filtered').length,
    reasons: { quarantined: byReason(of('open')), filtered: byReason(of('filtered')) }
  }
}
