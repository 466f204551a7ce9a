// The rules and plugins that bills are computed with.
import type { Registry } from '@farthing/plugin-sdk'
import { type RuleBooks, ruleBooks } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import { PluginRegistry } from '../plugin-host/index.ts'
import { type Publication, RulesHost } from '../rules-host/index.ts'

export interface RulesInForce {
  readonly books: RuleBooks
  readonly registry: Registry
  /** All that were made up to the instant: bills before them may have missed them. */
  readonly publications: readonly Publication[]
  /** Of these publications, those made up to an earlier instant. */
  booksAsKnownAt(instant: Temporal.Instant): RuleBooks
}

@Injectable()
export class BillingRules {
  /** The last answer: the chunks of a run all ask for the same instant. */
  #last: { readonly knownAt: string; readonly rules: Promise<RulesInForce> } | undefined
  /** Of whoever asks as time goes on. */
  #newest: { readonly publication: string; readonly rules: RulesInForce } | undefined

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

  /** The same until something else is published; `newest` is the last publication that the caller saw. */
  async withNewest(newest: string | null, knownAt: Temporal.Instant): Promise<RulesInForce> {
    if (this.#newest !== undefined && this.#newest.publication === newest) return this.#newest.rules
    const rules = await this.#read(knownAt)
    const last = rules.publications.at(-1)?.id
    if (last !== undefined && last === newest) this.#newest = { publication: last, rules }
    return rules
  }

  async #read(knownAt: Temporal.Instant): Promise<RulesInForce> {
    const all = await this.host.publications()
    const publications = all.filter(({ publishedAt }) => Temporal.Instant.compare(publishedAt, knownAt) <= 0)
    const books = await this.host.books(knownAt)
    const { registry } = this.plugins
    return { books, registry, publications, booksAsKnownAt: earlierBooks(books, publications) }
  }
}

/** As if these publications had never been made. */
export function rulesWithout({ books, publications, registry }: RulesInForce, ids: ReadonlySet<string>): RulesInForce {
  const left = publications.filter(({ id }) => !ids.has(id))
  const without = booksOf(left, books)
  return { books: without, registry, publications: left, booksAsKnownAt: earlierBooks(without, left) }
}

/** Each is made once: many accounts were last billed at one instant. */
function earlierBooks(newest: RuleBooks, publications: readonly Publication[]): RulesInForce['booksAsKnownAt'] {
  const books = new Map([[publications.length, newest]])
  return instant => {
    const known = publications.filter(({ publishedAt }) => Temporal.Instant.compare(publishedAt, instant) <= 0)
    const found = books.get(known.length)
    if (found !== undefined) return found
    const made = booksOf(known, newest)
    books.set(known.length, made)
    return made
  }
}

/** Of some of the publications. */
function booksOf(publications: readonly Publication[], { versions }: RuleBooks): RuleBooks {
  const byVersion = new Map(versions.map(({ rules }) => [rules.version, rules]))
  return ruleBooks(
    publications.flatMap(({ from, version }) => {
      const rules = byVersion.get(version)
      return rules === undefined ? [] : [{ from, rules }]
    })
  )
}
