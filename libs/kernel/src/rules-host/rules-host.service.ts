import { compileRules, type Diagnostic, type RuleSet } from '@farthing/rules-language'
import { type ExampleReport, type RuleBook, ruleBook, runExamples } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
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
import { type Publication, readPublications, readVersion, writePublication, writeVersion } from './stored-rules.ts'

export interface PublishRequest {
  /** Texts by path relative to the rules folder, the tables that they name included. */
  readonly files: ReadonlyMap<string, string>
  readonly author: string
  readonly message: string
  /** The first day on which they hold. Left out: since ever for the first rules, else today in the operator's zone. */
  readonly from?: Temporal.PlainDate | null
}

export type Published =
  /** `news` is false when the same content already held from that day: nothing was changed. */
  | { readonly ok: true; readonly publication: Publication; readonly news: boolean; readonly examples: number }
  | { readonly ok: false; readonly reason: 'rules-refused'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly reason: 'examples-failed'; readonly failed: readonly ExampleReport[] }

@Injectable()
export class RulesHost {
  /** Versions never change, so a compiled one is good for ever. */
  private readonly compiled = new Map<string, RuleSet>()

  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Ids) private readonly ids: Ids,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Checks the rules, their templates and examples, keeps the version, and lets it hold from a day on. */
  async publish(request: PublishRequest): Promise<Published> {
    const templates = checkTemplates(request.files)
    if (templates.length > 0) return { ok: false, reason: 'rules-refused', diagnostics: templates }
    const compiled = this.#compile(request.files)
    if (!compiled.ok) return { ok: false, reason: 'rules-refused', diagnostics: compiled.diagnostics }
    const { rules } = compiled
    const reports = await runExamples(rules, this.plugins.registry)
    const failed = reports.filter(report => !report.ok)
    if (failed.length > 0) return { ok: false, reason: 'examples-failed', failed }
    // what was looked up is part of the version: it must mean the same when the world has changed its mind
    const files = new Map([...request.files, ...compiled.resolved])
    const { tenant } = this.settings
    const kept = await this.persistence.transaction(tenant, tx => this.#keep(tx, rules, { ...request, files }))
    this.compiled.set(rules.version, rules)
    return { ok: true, ...kept, examples: reports.length }
  }

  /** Everything published, in the order in which it was. */
  publications(): Promise<Publication[]> {
    const { tenant } = this.settings
    return this.persistence.read(tenant, tx => readPublications(tx, tenant))
  }

  /** The texts of a version. */
  files(version: string): Promise<ReadonlyMap<string, string> | undefined> {
    const { tenant } = this.settings
    return this.persistence.read(tenant, tx => readVersion(tx, tenant, version))
  }

  /** A version, compiled; undefined when it was never published. */
  async rules(version: string): Promise<RuleSet | undefined> {
    const known = this.compiled.get(version)
    if (known !== undefined) return known
    const files = await this.files(version)
    if (files === undefined) return undefined
    const compiled = this.#compile(files)
    if (!compiled.ok) throw new Error(noLongerFits(version, compiled.diagnostics))
    this.compiled.set(version, compiled.rules)
    return compiled.rules
  }

  /** What is published now, by any process; up to `knownAt` when given. */
  async book(knownAt?: Temporal.Instant): Promise<RuleBook> {
    const all = await this.publications()
    const known = all.filter(each => knownAt === undefined || Temporal.Instant.compare(each.publishedAt, knownAt) <= 0)
    const versions = known.map(async ({ from, version }) => ({ from, rules: (await this.rules(version)) as RuleSet }))
    return ruleBook(await Promise.all(versions))
  }

  async #keep(
    tx: Transaction,
    rules: RuleSet,
    request: PublishRequest
  ): Promise<{ publication: Publication; news: boolean }> {
    const { tenant } = this.settings
    await sql(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [`farthing:publish:${tenant}`])
    await beginKnown(tx, tenant)
    const earlier = await readPublications(tx, tenant)
    const today = this.clock.today(rules.operator.zone)
    const from = request.from === undefined ? (earlier.length === 0 ? null : today) : request.from
    const same =
      request.from === undefined
        ? inForce(earlier, today)
        : earlier.findLast(each => String(each.from) === String(from))
    if (same?.version === rules.version) return { publication: same, news: false }
    const { author, message } = request
    const at = this.clock.now()
    const publication = { id: this.ids.next(), version: rules.version, from, author, message, publishedAt: at }
    await writeVersion(tx, tenant, { version: rules.version, files: request.files, at })
    await writePublication(tx, tenant, publication)
    const payload = { version: rules.version, from: from?.toString() ?? null }
    await this.outbox.add(tx, tenant, [{ topic: 'rules.published', subject: publication.id, payload }])
    return { publication, news: true }
  }

  #compile(files: ReadonlyMap<string, string>): ReturnType<typeof compileRules> {
    return compileRules({ files, signatures: [...this.plugins.registry.statements.values()], publicHolidays })
  }
}

/** As in a rule book: the latest start holds, and of two from one day the one published later. */
function inForce(publications: readonly Publication[], day: Temporal.PlainDate): Publication | undefined {
  const begun = publications.filter(({ from }) => from === null || Temporal.PlainDate.compare(from, day) <= 0)
  return begun.toSorted((a, b) => compareStarts(a.from, b.from)).at(-1)
}

function compareStarts(a: Temporal.PlainDate | null, b: Temporal.PlainDate | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null)
  return Temporal.PlainDate.compare(a, b)
}

function noLongerFits(version: string, diagnostics: readonly Diagnostic[]): string {
  const [first] = diagnostics
  const words = first === undefined ? '' : ` ${first.file}:${first.line}:${first.column}: ${first.message}`
  return `The published rules ${version} no longer compile; a plugin that they need was removed or changed:${words}`
}
