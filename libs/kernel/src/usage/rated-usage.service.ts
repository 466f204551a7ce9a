// Rated usage as stored: page by page for an account, and one event with its explanation.
import type { Explanation } from '@farthing/billing-core/values'
import { type RatingEvent, tariffAt, type TariffVersion } from '@farthing/rules-language'
import { waitsFor } from '@farthing/simulator'
import { Inject, Injectable } from '@nestjs/common'
import { findAccount } from '../accounts/index.ts'
import type { Outcome } from '../http/index.ts'
import { KernelSettings, Persistence, sql, type Writer } from '../persistence/index.ts'
import { RulesHost } from '../rules-host/index.ts'

export interface StoredUsage {
  readonly event: string
  readonly account: string
  /** IANA name: in which its days begin. */
  readonly accountZone: string
  readonly subscription: string
  readonly service: string
  readonly zone: string
  readonly bands: string
  readonly tariff: string
  readonly version: string
  readonly unit: string
  readonly currency: string
  readonly startedAt: Temporal.Instant
  readonly known: Temporal.Instant
  /** Ticks of the unit. */
  readonly quantity: number
  readonly billed: number
  /** Micro, before allowances, and without what tiers price. */
  readonly amount: bigint
  /** The tables of tiers that price it when the bill is made, joined by '+'; null when its price is whole. */
  readonly waitsFor: string | null
  readonly called: string
  readonly caller: string
  /** Micro, by the source; null when that said nothing. */
  readonly value: number | null
  readonly importId: number
  /** Name of the file that brought it, and its line there. */
  readonly file: string
  readonly line: number
}

export interface UsageQuery {
  /** Id or number of the account. */
  readonly account: string
  /** `startedAt` and event of the last one of the page before. */
  readonly after?: { readonly startedAt: Temporal.Instant; readonly event: string } | undefined
  readonly limit: number
}

export interface ExplainedUsage {
  readonly usage: StoredUsage
  readonly explanation: Explanation
}

const SELECT = `select u.event, u.account, u.subscription, c.service, c.zone, c.bands, c.tariff, c.version, c.unit, c.currency,
    u.started_at::text, u.known::text, u.quantity::float8, u.billed::float8, u.amount::text, u.called, u.caller,
    u.value::float8, u.import, i.name, u.line, a.zone as "accountZone"
  from rated_usage u
    join usage_class c on c.tenant = u.tenant and c.id = u.class
    join account a on a.tenant = u.tenant and a.id = u.account
    left join usage_import i on i.tenant = u.tenant and i.id = u.import`

type RatedRow = Omit<StoredUsage, 'waitsFor'>

interface Row extends Omit<RatedRow, 'startedAt' | 'known' | 'amount' | 'importId' | 'file'> {
  readonly started_at: string
  readonly known: string
  readonly amount: string
  readonly import: number
  readonly name: string | null
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
      const place = [after?.startedAt.toString() ?? '-infinity', after?.event ?? '']
      return readUsage(
        tx,
        'where u.tenant = $1 and u.account = $2 and (u.started_at, u.event) > ($3::timestamptz, $4) order by u.started_at, u.event limit $5',
        [tenant, account.id, ...place, limit]
      )
    })
    return rows && Promise.all(rows.map(row => this.#whole(row)))
  }

  async find(event: string): Promise<StoredUsage | undefined> {
    const { tenant } = this.settings
    const [row] = await this.persistence.read(tenant, tx =>
      readUsage(tx, 'where u.tenant = $1 and u.event = $2', [tenant, event])
    )
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
  async #tariffOf({ event, startedAt, tariff: name, version }: RatedRow): Promise<TariffVersion> {
    const rules = await this.rulesHost.rules(version)
    const tariff = rules && tariffAt(rules, name, startedAt.epochMilliseconds)
    if (tariff === undefined) throw new Error(`${event} was rated by ${name} of ${version}, which are not there`)
    return tariff
  }
}

function eventOf({ called: to, caller: from, quantity, startedAt, value }: RatedRow): Required<RatingEvent> {
  return { startedAt: startedAt.epochMilliseconds, quantity, to, from, value }
}

async function readUsage(writer: Writer, where: string, values: unknown[]): Promise<RatedRow[]> {
  const rows = await sql<Row>(writer, `${SELECT} ${where}`, values)
  return rows.map(({ started_at, known, amount, import: importId, name, ...rest }) => ({
    ...rest,
    startedAt: Temporal.Instant.from(started_at),
    known: Temporal.Instant.from(known),
    amount: BigInt(amount),
    importId,
    file: name ?? ''
  }))
}
