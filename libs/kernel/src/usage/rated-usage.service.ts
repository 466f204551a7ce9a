// Rated usage as stored: page by page for an account, and one event with its explanation.
import type { Explanation } from '@farthing/billing-core/values'
import type { RatingEvent, TariffVersion } from '@farthing/rules-language'
import { tariffSince, waitsFor } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import { findAccount } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'
import { KernelSettings, Persistence } from '../persistence/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import { type PlaceInUsage, type RatedRow, usageByEvent, usagePage } from './read-rated-usage.ts'

export interface StoredUsage extends RatedRow {
  /** The tables of tiers that price it when the bill is made, joined by '+'; null when its price is whole. */
  readonly waitsFor: string | null
}

export interface UsageQuery {
  /** Id or number of the account. */
  readonly account: string
  /** `startedAt` and event of the last one of the page before. */
  readonly after?: PlaceInUsage | undefined
  readonly limit: number
}

export interface ExplainedUsage {
  readonly usage: StoredUsage
  readonly explanation: Explanation
}

@Injectable()
export class RatedUsage {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(RulesHost) private readonly rulesHost: RulesHost,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** In order of start; undefined when there is no such account. */
  async list({ account: reference, after, limit }: UsageQuery): Promise<StoredUsage[] | undefined> {
    const { tenant } = this.settings
    const rows = await this.persistence.read(tenant, async tx => {
      const account = await findAccount(tx, tenant, reference)
      if (account === undefined) return undefined
      return usagePage(tx, { tenant, account: account.id, after, limit })
    })
    return rows && Promise.all(rows.map(row => this.#whole(row)))
  }

  async find(event: string): Promise<StoredUsage | undefined> {
    const { tenant } = this.settings
    const row = await this.persistence.read(tenant, tx => usageByEvent(tx, tenant, event))
    return row && this.#whole(row)
  }

  /** The explanation of an event, by the very rules that rated it. */
  async explain(event: string): Promise<Outcome<ExplainedUsage, 'unknown-usage'>> {
    const usage = await this.find(event)
    if (usage === undefined) return { ok: false, reason: 'unknown-usage', detail: `There is no rated event ${event}.` }
    const tariff = await this.#tariffOf(usage)
    const rated = eventOf(usage)
    const outcome = tariff.rate(rated)
    if (!outcome.ok || BigInt(outcome.amount) !== usage.amount) {
      throw new Error(`${event} was rated ${usage.amount}, and the same rules now say ${JSON.stringify(outcome)}`)
    }
    return { ok: true, value: { usage, explanation: tariff.explain(rated, outcome, usage.version) } }
  }

  async #whole(row: RatedRow): Promise<StoredUsage> {
    return { ...row, waitsFor: waitsFor(await this.#tariffOf(row), eventOf(row)) }
  }

  /** The one that rated it. */
  async #tariffOf(row: RatedRow): Promise<TariffVersion> {
    const { currency, event, startedAt, tariff: name, tariffSince: since, version } = row
    const rules = await this.rulesHost.rules(version, currency)
    const tariff = rules && tariffSince(rules, name, { since, startedAt: startedAt.epochMilliseconds })
    if (tariff === undefined) throw new Error(`${event} was rated by ${name} of ${version}, which are not there`)
    return tariff
  }
}

function eventOf({ called: to, caller: from, quantity, startedAt, value }: RatedRow): Required<RatingEvent> {
  return { startedAt: startedAt.epochMilliseconds, quantity, to, from, value }
}
