// The rules and plugins that bills are computed with.
import type { Registry } from '@farthing/plugin-sdk'
import type { RuleBook } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import { PluginRegistry } from '../plugin-host/index.ts'
import { type Publication, RulesHost } from '../rules-host/index.ts'

export interface RulesInForce {
  readonly ruleBook: RuleBook
  readonly registry: Registry
  /** All that were made up to the instant: bills before them may have missed them. */
  readonly publications: readonly Publication[]
}

@Injectable()
export class BillingRules {
  /** The last answer: the chunks of a run all ask for the same instant. */
  #last: { readonly knownAt: string; readonly rules: Promise<RulesInForce> } | undefined

  constructor(
    @Inject(RulesHost) private readonly host: RulesHost,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry
  ) {}

  /** All that was published up to an instant. */
  asKnownAt(knownAt: Temporal.Instant): Promise<RulesInForce> {
    const key = knownAt.toString()
    if (this.#last?.knownAt === key) return this.#last.rules
    const rules = this.#read(knownAt)
    this.#last = { knownAt: key, rules }
    rules.catch(() => (this.#last = undefined)) // ask again
    return rules
  }

  async #read(knownAt: Temporal.Instant): Promise<RulesInForce> {
    const all = await this.host.publications()
    const publications = all.filter(({ publishedAt }) => Temporal.Instant.compare(publishedAt, knownAt) <= 0)
    return { ruleBook: await this.host.book(knownAt), registry: this.plugins.registry, publications }
  }
}
