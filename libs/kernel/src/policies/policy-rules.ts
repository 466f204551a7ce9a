// The rules that a pass goes by, as they are at its beginning, and what they need to know of accounts on each day.
import type { Registry } from '@farthing/plugin-sdk'
import { policyNeeds, type PolicyNeeds, type RuleBook } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import { PluginRegistry } from '../plugin-host/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import type { FoundBy } from './touched-accounts.ts'

export interface RulesOfPass extends FoundBy {
  /** For accounts in that currency. */
  in(currency: string): RulesOfAccount
}

export interface RulesOfAccount {
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
    const books = await this.host.books(knownAt)
    const made = new Map<string, RulesOfAccount>()
    const of = (currency: string): RulesOfAccount =>
      made.getOrInsertComputed(currency, () => this.#rulesBy(books.in(currency), registry))
    const today = knownAt.toZonedDateTimeISO('UTC').toPlainDate()
    const needs = books.all.map(book => policyNeeds(book, registry, today))
    const news = {
      usage: needs.some(each => each.news.usage),
      money: needs.some(each => each.news.money),
      groups: needs.some(each => each.news.groups)
    }
    return { in: of, acts: needs.some(({ acts }) => acts), news, publication: last.id }
  }

  #rulesBy(ruleBook: RuleBook, registry: Registry): RulesOfAccount {
    const known = new Map<string, PolicyNeeds>()
    const needsOn = (day: Temporal.PlainDate): PolicyNeeds =>
      known.getOrInsertComputed(day.toString(), () => policyNeeds(ruleBook, registry, day))
    return { ruleBook, registry, needsOn, templatesOn: this.#templates(ruleBook) }
  }

  #templates(ruleBook: RuleBook): RulesOfAccount['templatesOn'] {
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
