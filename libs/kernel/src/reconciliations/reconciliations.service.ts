// Files of vendors against own usage: by a rule, in one transaction, kept with every difference.
import type { Readable } from 'node:stream'
import { startOfDayMs } from '@farthing/billing-core'
import type { BaseUnit } from '@farthing/billing-core/values'
import { unknownFormat, type UsageFormat } from '@farthing/plugin-sdk'
import type { ReconciliationRule } from '@farthing/rules-language'
import { ReconciliationTally } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import type { PoolClient } from 'pg'
import type { Outcome } from '../http/index.ts'
import { Clock, KernelSettings, Persistence, takeNumbers } from '../persistence/index.ts'
import { type RatingSetup, RatingSetups } from '../usage/index.ts'
import { type ByteSource, DamagedSource, keepStream, openFile, readUsageFile } from '../usage-file/index.ts'
import { ownUses, type Span, vendorUses } from './both-sides.ts'
import { compareSides } from './compare-sides.ts'
import { DifferenceRows } from './difference-rows.ts'
import { type DifferencePage, findReconciliation, keepReconciliation } from './reconciliation-book.ts'
import {
  listDifferences,
  listReconciliations,
  type Reconciliation,
  type StoredDifference
} from './reconciliation-book.ts'
import { ruleFor, type RuleRefusal } from './rule-for.ts'
import { StagedLines } from './staged-lines.ts'

export interface ReconcileOptions {
  /** Code of a usage format. */
  readonly format: string
  /** Name of the rule, where several have the format. */
  readonly rule?: string | undefined
  /** Days of the operator's zone, half-open; left out: from the first line, to the last. */
  readonly from?: Temporal.PlainDate | undefined
  readonly until?: Temporal.PlainDate | undefined
  readonly onBytes?: ((bytes: number) => void) | undefined
}

export type ReconcileRefusal =
  | RuleRefusal
  | 'unknown-format'
  | 'no-rules-published'
  | 'unreadable'
  | 'damaged'
  | 'bad-header'

interface Comparing {
  readonly name: string
  readonly options: ReconcileOptions
  readonly setup: RatingSetup
  readonly rule: ReconciliationRule
  readonly format: UsageFormat
}

@Injectable()
export class Reconciliations {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(RatingSetups) private readonly setups: RatingSetups,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  async reconcileFile(path: string, options: ReconcileOptions): Promise<Outcome<Reconciliation, ReconcileRefusal>> {
    const opened = await openFile(path)
    if (!opened.ok) return { ok: false, reason: 'unreadable', detail: opened.problem }
    return this.#reconcile(opened.source, path, options)
  }

  async reconcileStream(
    stream: Readable,
    name: string,
    options: ReconcileOptions
  ): Promise<Outcome<Reconciliation, ReconcileRefusal>> {
    // ahead of the transaction, whose connection a slow sender would keep from others
    const kept = await keepStream(stream)
    if (!kept.ok) return { ok: false, reason: 'damaged', detail: `${name}: ${kept.problem}` }
    return this.#reconcile(kept.source, name, options)
  }

  find(id: number): Promise<Reconciliation | undefined> {
    const { tenant } = this.settings
    return this.persistence.read(tenant, tx => findReconciliation(tx, tenant, id))
  }

  /** Newest first. */
  list(page: { readonly before?: number | undefined; readonly limit: number }): Promise<Reconciliation[]> {
    const { tenant } = this.settings
    return this.persistence.read(tenant, tx => listReconciliations(tx, tenant, page))
  }

  differences(id: number, page: DifferencePage): Promise<StoredDifference[]> {
    const { tenant } = this.settings
    return this.persistence.read(tenant, tx => listDifferences(tx, tenant, { ...page, id }))
  }

  async #reconcile(
    source: ByteSource,
    name: string,
    options: ReconcileOptions
  ): Promise<Outcome<Reconciliation, ReconcileRefusal>> {
    try {
      const setup = await this.setups.prepare()
      if (setup === null)
        return { ok: false, reason: 'no-rules-published', detail: 'No rules are published yet. Run farthing publish.' }
      const format = setup.formats.get(options.format)
      if (format === undefined)
        return { ok: false, reason: 'unknown-format', detail: unknownFormat(options.format, setup.formats.keys()) }
      const rule = ruleFor(setup.rules, options)
      if (!rule.ok) return rule
      return await this.#compare(source, { name, options, setup, rule: rule.value, format })
    } catch (error) {
      if (!(error instanceof DamagedSource)) throw error
      return { ok: false, reason: 'damaged', detail: `${name}: ${error.message}` }
    } finally {
      await source.close()
    }
  }

  async #compare(source: ByteSource, comparing: Comparing): Promise<Outcome<Reconciliation, ReconcileRefusal>> {
    const { tenant } = this.settings
    // ahead of the work, so that others need not wait for its end: one that fails leaves a gap
    const id = Number(await this.persistence.transaction(tenant, tx => takeNumbers(tx, tenant, 'reconciliation')))
    return this.persistence.bulk(tenant, async client => {
      const { rule, setup } = comparing
      const differences = new DifferenceRows(tenant, id)
      const staged = new StagedLines({ ...setup, rule, unit: unitOf(comparing), differences })
      const problem = await stage(client, { source, staged, comparing, differences })
      if (problem !== null && staged.lines === 0)
        return { ok: false, reason: 'bad-header', detail: `${comparing.name}: ${problem}.` }
      const span = spanOf(comparing, staged.span)
      const tally =
        span === null
          ? ReconciliationTally.allOutside(staged.uses)
          : await this.#compareIn(span, { client, comparing, differences })
      staged.settle(tally)
      await differences.drain(client, 1)
      const made = madeOf(comparing, { id, span, staged, tally, problem, doneAt: this.clock.now() })
      await keepReconciliation(client, tenant, made)
      return { ok: true, value: made }
    })
  }

  async #compareIn(
    span: Span,
    { client, comparing, differences }: { client: PoolClient; comparing: Comparing; differences: DifferenceRows }
  ): Promise<ReconciliationTally> {
    const { rule, setup } = comparing
    const { service, startMs, zones } = rule
    const theirs = await vendorUses(client, span)
    const { currency } = setup.rules.operator
    const ours = await ownUses(client, { tenant: this.settings.tenant, service, currency, zones, span, startMs })
    return compareSides(client, { rule, rules: setup.rules, theirs, ours, differences })
  }
}

interface Made extends Pick<Reconciliation, 'id' | 'problem' | 'doneAt'> {
  readonly span: Span | null
  readonly staged: StagedLines
  readonly tally: ReconciliationTally
}

function madeOf(comparing: Comparing, { span, staged, tally, ...made }: Made): Reconciliation {
  const { format, name, rule, setup } = comparing
  return {
    ...made,
    rule: rule.name,
    version: setup.rules.version,
    name,
    format: format.code,
    service: rule.service,
    unit: unitOf(comparing),
    currency: setup.rules.operator.currency,
    from: span && Temporal.Instant.fromEpochMilliseconds(span.from),
    until: span && Temporal.Instant.fromEpochMilliseconds(span.until),
    lines: staged.lines,
    twice: tally.twice,
    classes: tally.classes(),
    reasons: staged.reasons(tally.outside)
  }
}

interface Staging {
  readonly source: ByteSource
  readonly staged: StagedLines
  readonly comparing: Comparing
  readonly differences: DifferenceRows
}

/** What is wrong with the file as a whole; null when nothing is. */
async function stage(client: PoolClient, { comparing, differences, source, staged }: Staging): Promise<string | null> {
  const { format, options, setup } = comparing
  await StagedLines.create(client)
  const read = await readUsageFile(counting(source, options.onBytes), {
    format,
    zone: setup.zone,
    units: setup.units,
    begin: opened => {
      staged.open(opened)
      return (text, line, fault) => staged.read(text, line, fault)
    },
    drain: async () => {
      await staged.drain(client)
      await differences.drain(client)
    }
  })
  await staged.end(client)
  return read.ok ? null : read.problem
}

function counting(source: ByteSource, onBytes: ((bytes: number) => void) | undefined): ByteSource {
  let read = 0
  return {
    async fill(target, at) {
      const bytes = await source.fill(target, at)
      onBytes?.((read += bytes))
      return bytes
    },
    close: () => source.close()
  }
}

/** The days that were asked for; else from the first line, to the last. Null when no line can lie within. */
function spanOf({ options, setup }: Comparing, told: Span | null): Span | null {
  const { from: first, until: last } = options
  const from = first === undefined ? told?.from : startOfDayMs(first, setup.zone)
  const until = last === undefined ? told?.until : startOfDayMs(last, setup.zone)
  return from === undefined || until === undefined || from >= until ? null : { from, until }
}

/** The rules were checked: a service has a tariff. */
function unitOf({ rule, setup }: Comparing): BaseUnit {
  const tariff = [...setup.rules.tariffs.values()].flat().find(({ service }) => service === rule.service)
  if (tariff === undefined) throw new Error(`${rule.name} compares ${rule.service}, for which there is no tariff`)
  return tariff.unit
}
