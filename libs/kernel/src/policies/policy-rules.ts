// The rules that a pass goes by, as they are at its beginning, and what they need to know of accounts on each day.
import type { Registry } from '@farthing/plugin-sdk'
import { policyNeeds, type PolicyNeeds, type RuleBook } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import { PluginRegistry } from '../plugin-host/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import type { FoundBy } from './touched-accounts.ts'

export interface RulesOfPass extends FoundBy {
  readonly ruleBook: RuleBook
  readonly registry: Registry
  needsOn(day: Temporal.PlainDate): PolicyNeeds
  /** The texts of the templates of the messages of a day, by their paths. */
  templatesOn(day: Temporal.PlainDate): Promise<ReadonlyMap<string, string>>
}

const NO_TEMPLATES: ReadonlyMap<string, string> = new Map()

@Injectable()
export class PolicyRules {
  constructor(
    @Inject(RulesHost) private readonly host: RulesHost,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry
  ) {}

  /** All that was published up to an instant; null when nothing was. */
  async asKnownAt(knownAt: Temporal.Instant): Promise<RulesOfPass | null> {
    const publications = await this.host.publications()
    const last = publications.findLast(({ publishedAt }) => Temporal.Instant.compare(publishedAt, knownAt) <= 0)
    if (last === undefined) return null
    const { registry } = this.plugins
    const ruleBook = await this.host.book(knownAt)
    const known = new Map<string, PolicyNeeds>()
    const needsOn = (day: Temporal.PlainDate): PolicyNeeds => {
      const found = known.get(day.toString()) ?? policyNeeds(ruleBook, registry, day)
      known.set(day.toString(), found)
      return found
    }
    const { acts, news } = needsOn(knownAt.toZonedDateTimeISO('UTC').toPlainDate())
    const templatesOn = this.#templates(ruleBook)
    return { ruleBook, registry, needsOn, templatesOn, acts, news, publication: last.id }
  }

  #templates(ruleBook: RuleBook): RulesOfPass['templatesOn'] {
    const texts = new Map<string, ReadonlyMap<string, string>>()
    return async day => {
      const rules = ruleBook.at(day)
      if (rules === undefined || !rules.messages.some(({ templates }) => templates.length > 0)) return NO_TEMPLATES
      const found = texts.get(rules.version) ?? (await this.host.files(rules.version)) ?? NO_TEMPLATES
      texts.set(rules.version, found)
      return found
    }
  }
}
