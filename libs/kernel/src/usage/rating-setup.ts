// What an import or a retry rates with: the published rules, the subscribers and the plugins, as they are at its beginning.
import { type Registry, usageFormatsOf } from '@farthing/plugin-sdk'
import { rulesNow, type SubscriberIndex, usageRating, type UsageRating } from '@farthing/simulator'
import type { RuleSet } from '@farthing/rules-language'
import { Inject, Injectable } from '@nestjs/common'
import { Clock, IN_FLIGHT, KernelSettings, Persistence, settleKnown } from '../persistence/index.ts'
import { PluginRegistry } from '../plugin-host/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import { RatedRows } from './rated-rows.ts'
import { tenantSubscribers } from './tenant-subscribers.ts'
import { UsageClasses } from './usage-classes.ts'

export interface RatingSetup {
  /** All that was known then is in it. */
  readonly asOf: Temporal.Instant
  readonly rating: UsageRating
  readonly subscribers: SubscriberIndex
  readonly rows: RatedRows
  /** In force. */
  readonly rules: RuleSet
  /** IANA zone of the operator: of times in files that name none. */
  readonly zone: string
  /** Unit words of its rules. */
  readonly units: RuleSet['units']
  /** By code: those of plugins, and those that the rules declare. */
  readonly formats: Registry['usageFormats']
}

@Injectable()
export class RatingSetups {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(RulesHost) private readonly rulesHost: RulesHost,
    @Inject(PluginRegistry) private readonly plugins: PluginRegistry,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Null while no rules are published. With `identities`, only these canonical ones can be found to pay; else all of the tenant. */
  async prepare(identities?: (rules: RuleSet) => readonly string[]): Promise<RatingSetup | null> {
    const { tenant } = this.settings
    const asOf = await this.#asOf(identities === undefined)
    const books = await this.rulesHost.books()
    const rules = rulesNow(books, this.clock.now())
    if (rules === undefined) return null
    const { operator, units } = rules
    const subscribers = await this.persistence.bulk(tenant, client =>
      tenantSubscribers(client, { tenant, dialling: operator.dialling, identities: identities?.(rules) })
    )
    const { registry } = this.plugins
    const rating = usageRating({ ruleBook: books.own, books, registry, subscribers, now: this.clock.now() })
    const rows = new RatedRows(tenant, subscribers, new UsageClasses())
    return {
      asOf,
      rating,
      subscribers,
      rows,
      rules,
      zone: operator.zone,
      units,
      formats: usageFormatsOf(registry, rules)
    }
  }

  /** Ahead of what is read: what becomes known meanwhile may be missed. Brief work stops nobody, and allows for what is just being told. */
  async #asOf(settles: boolean): Promise<Temporal.Instant> {
    const { tenant } = this.settings
    const now = (): Temporal.Instant => this.clock.now()
    if (!settles) return now().subtract(IN_FLIGHT)
    return this.persistence.bulk(tenant, client => settleKnown(client, tenant, now))
  }
}
