import { installationOf } from '@farthing/plugin-sdk'
import { compareRules, type CompileResult, compileRules, messagesOf } from '@farthing/rules-language'
import type { RulesDifference, RulesInput, RuleSet } from '@farthing/rules-language'
import { type ImpactReport, operatorZone } from '@farthing/simulator'
import { type RuleBooks, ruleBooks, rulesFor, runExamples } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import type { Outcome, Refusal } from '../http/index.ts'
import {
  beginKnown,
  Clock,
  Ids,
  KernelSettings,
  Outbox,
  Persistence,
  sql,
  type Transaction
} from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { publicHolidays } from '../public-holidays/index.ts'
import { checkTemplates } from '../templates/index.ts'
import { CompiledVersions, type ReadTexts } from './compiled-versions.ts'
import { ImpactJudge } from './impact-judge.ts'
import type { Kept, Published, PublishRequest } from './publish-request.ts'
import { judgeGates } from './judge-gates.ts'
import { inForce, matchingVersion, type VersionRefusal } from './matching-version.ts'
import { type EffectsRefusal, publishingEffects, refusedEffects } from './publishing-effects.ts'
import { storedFormats } from './stored-formats.ts'
import { storedUnits } from './stored-units.ts'
import { type Publication, readPublications, readVersion, writePublication, writeVersion } from './stored-rules.ts'

const NOTHING: ReadonlyMap<string, string> = new Map()

interface KeepRequest {
  readonly request: PublishRequest
  /** What gates were judged against. */
  readonly judged: { readonly version: string } | null
}

@Injectable()
export class RulesHost {
  private readonly compiled = new CompiledVersions(files => this.#compile({ files, published: true }))

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(ImpactJudge) private readonly judge: ImpactJudge,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Checks the rules, their templates, examples and gates, keeps the version, and lets it hold from a day on. */
  async publish(request: PublishRequest): Promise<Published> {
    const compiled = this.compile(request.files)
    if (!compiled.ok) return { ok: false, reason: 'rules-refused', diagnostics: compiled.diagnostics }
    const { rules } = compiled
    const reports = await runExamples(rules, this.plugins.registry)
    const failed = reports.filter(report => !report.ok)
    if (failed.length > 0) return { ok: false, reason: 'examples-failed', failed }
    const judged = await this.#judge(rules, request)
    if (judged !== null && judged.broken !== null) return { ok: false, reason: 'gates-failed', report: judged.broken }
    // what was looked up is part of the version: it must mean the same when the world has changed its mind
    const files = new Map([...request.files, ...compiled.resolved])
    const { tenant } = this.settings
    await this.books() // compiled before others have to wait
    const kept = await this.persistence.transaction(tenant, tx =>
      this.#keep(tx, rules, { request: { ...request, files }, judged })
    )
    if (!('publication' in kept)) return kept
    this.compiled.keep(rules)
    return { ok: true, ...kept, examples: reports.length }
  }

  /** What is wrong with rules, or the rules; nothing is kept. */
  compile(files: ReadonlyMap<string, string>): CompileResult {
    const compiled = this.#compile({ files })
    const templates = compiled.ok ? checkTemplates(files, messagesOf(compiled.rules)) : []
    return templates.length > 0 ? { ok: false, diagnostics: templates } : compiled
  }

  /** A published version by its name, by the beginning of its hash, or `current`: the one in force today. */
  async versionOf(reference: string): Promise<Outcome<RuleSet, VersionRefusal>> {
    const book = await this.books()
    const today = this.clock.today(operatorZone(book))
    const matched = matchingVersion(reference, await this.publications(), today)
    if (!matched.ok) return matched
    return { ok: true, value: (await this.whole(matched.value)) as RuleSet }
  }

  /** What differs between two published versions, by what they say. */
  async differences(before: string, after: string): Promise<Outcome<RulesDifference, VersionRefusal>> {
    const [first, second] = [await this.textsOf(before), await this.textsOf(after)]
    if (!first.ok) return first
    if (!second.ok) return second
    const [old, now] = [first.value.files, second.value.files]
    const signatures = [...this.plugins.registry.statements.values()]
    return { ok: true, value: compareRules({ before: old, after: now, signatures }) }
  }

  /** Lets an old version hold again, as a new publication with its own author, message and day. */
  async restore(
    reference: string,
    request: Omit<PublishRequest, 'files'>
  ): Promise<Published | Refusal<VersionRefusal>> {
    const found = await this.textsOf(reference)
    return found.ok ? this.publish({ ...request, files: found.value.files }) : found
  }

  /** The texts of the version that `reference` stands for, with its full name. */
  async textsOf(
    reference: string
  ): Promise<Outcome<{ version: string; files: ReadonlyMap<string, string> }, VersionRefusal>> {
    const found = await this.versionOf(reference)
    if (!found.ok) return found
    const { version } = found.value
    return { ok: true, value: { version, files: (await this.files(version)) ?? NOTHING } }
  }

  /** The version in force today, as all processes have published it. */
  async current(): Promise<RuleSet | undefined> {
    const { own, versions } = await this.books()
    const last = versions.at(-1)
    return last && own.at(this.clock.today(last.rules.operator.zone))
  }

  /** The publication by which it is: the same texts may have been published for several days. */
  async holding(): Promise<Publication | undefined> {
    const current = await this.current()
    return current && inForce(await this.publications(), this.clock.today(current.operator.zone))
  }

  /** Everything published, in the order in which it was. */
  publications(): Promise<Publication[]> {
    const { tenant } = this.settings
    return this.persistence.look(tenant, reader => readPublications(reader, tenant))
  }

  /** The texts of a version. */
  files(version: string): Promise<ReadonlyMap<string, string> | undefined> {
    const { tenant } = this.settings
    return this.persistence.look(tenant, reader => readVersion(reader, tenant, version))
  }

  /** A version for customers in a currency; undefined when it was never published. */
  async rules(version: string, currency: string): Promise<RuleSet | undefined> {
    const whole = await this.whole(version)
    return whole && rulesFor(whole, currency)
  }

  /** A version, compiled, for customers in the operator's own currency and with the others beside it; undefined when it was never published. */
  whole(version: string): Promise<RuleSet | undefined> {
    return this.compiled.find(version, () => this.files(version))
  }

  /** What is published now, by any process; up to `knownAt` when given. */
  async books(knownAt?: Temporal.Instant): Promise<RuleBooks> {
    const all = await this.publications()
    const known = all.filter(each => knownAt === undefined || Temporal.Instant.compare(each.publishedAt, knownAt) <= 0)
    return this.#booksOf(known, version => this.files(version))
  }

  async #booksOf(publications: readonly Publication[], read: ReadTexts): Promise<RuleBooks> {
    const versions: { from: Publication['from']; rules: RuleSet }[] = []
    // one after the other: a transaction's connection takes one query at a time
    for (const { from, version } of publications)
      versions.push({ from, rules: (await this.compiled.find(version, read)) as RuleSet })
    return ruleBooks(versions)
  }

  async #judge(
    after: RuleSet,
    { gates = [], from }: PublishRequest
  ): Promise<{ readonly version: string; readonly broken: ImpactReport | null } | null> {
    const before = gates.length === 0 ? undefined : await this.current()
    if (before === undefined) return null
    const today = this.clock.today(after.operator.zone)
    const change = { before, after, gates, from: from === undefined ? today : from }
    return { version: before.version, broken: await judgeGates(this.judge, change, from ?? today) }
  }

  async #keep(
    tx: Transaction,
    rules: RuleSet,
    { request, judged }: KeepRequest
  ): Promise<Kept | EffectsRefusal | Extract<Published, { reason: 'overtaken' }>> {
    const { tenant } = this.settings
    await sql(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`farthing:publish:${tenant}`])
    await beginKnown(tx, tenant)
    const earlier = await readPublications(tx, tenant)
    const today = this.clock.today(rules.operator.zone)
    const now = inForce(earlier, today)?.version
    if (judged !== null && now !== undefined && now !== judged.version) {
      return { ok: false, reason: 'overtaken', version: now }
    }
    const from = request.from === undefined ? (earlier.length === 0 ? null : today) : request.from
    const same =
      request.from === undefined
        ? inForce(earlier, today)
        : earlier.findLast(each => String(each.from) === String(from))
    if (same?.version === rules.version) return { publication: same, news: false, issuedBills: 0, correctedFrom: from }
    const book = await this.#booksOf(earlier, version => readVersion(tx, tenant, version))
    const units = await storedUnits(tx, tenant, { from, rules, earlier: book })
    if (units.length > 0) return { ok: false, reason: 'unit-in-use', units }
    const { registry } = this.plugins
    const formats = await storedFormats(tx, tenant, { rules, earlier: book, registry })
    if (formats.length > 0) return { ok: false, reason: 'format-in-use', formats }
    const effects = await publishingEffects(tx, tenant, { from, rules, earlier: book })
    const refused = refusedEffects(effects, request)
    if (refused !== null) return refused
    const { author, message } = request
    const at = this.clock.now()
    const publication = { id: this.ids.next(), version: rules.version, from, author, message, publishedAt: at }
    await writeVersion(tx, tenant, { version: rules.version, files: request.files, at })
    await writePublication(tx, tenant, publication)
    const payload = { version: rules.version, from: from?.toString() ?? null }
    await this.outbox.add(tx, tenant, [{ topic: 'rules.published', subject: publication.id, payload }])
    const { issuedBills, correctedFrom } = effects
    return { publication, news: true, issuedBills, correctedFrom }
  }

  #compile(texts: Pick<RulesInput, 'files' | 'published'>): CompileResult {
    return compileRules({ ...installationOf(this.plugins.registry), ...texts, publicHolidays })
  }
}
