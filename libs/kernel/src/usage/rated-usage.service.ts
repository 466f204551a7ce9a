// Rated usage as stored: page by page for an account, and one event with its explanation.
import type { Explanation } from '@farthing/billing-core/values'
import { tariffAt } from '@farthing/rules-language'
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
  /** Micro, before allowances. */
  readonly amount: bigint
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

interface Row extends Omit<StoredUsage, 'startedAt' | 'known' | 'amount' | 'importId' | 'file'> {
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
  list({ account: reference, after, limit }: UsageQuery): Promise<StoredUsage[] | undefined> {
    const { tenant } = this.settings
    return this.persistence.read(tenant, async tx => {
      const account = await findAccount(tx, tenant, reference)
      if (account === undefined) return undefined
      const place = [after?.startedAt.toString() ?? '-infinity', after?.event ?? '']
      return readUsage(
        tx,
        'where u.tenant = $1 and u.account = $2 and (u.started_at, u.event) > ($3::timestamptz, $4) order by u.started_at, u.event limit $5',
        [tenant, account.id, ...place, limit]
      )
    })
  }

  find(event: string): Promise<StoredUsage | undefined> {
    const { tenant } = this.settings
    return this.persistence.read(tenant, async tx => {
      const found = await readUsage(tx, 'where u.tenant = $1 and u.event = $2', [tenant, event])
      return found[0]
    })
  }

  /** The explanation of an event, by the very rules that rated it. */
  async explain(event: string): Promise<Outcome<ExplainedUsage, 'unknown-usage'>> {
    const usage = await this.find(event)
    if (usage === undefined) return { ok: false, reason: 'unknown-usage', detail: `There is no rated event ${event}.` }
    const rules = await this.rulesHost.rules(usage.version)
    const startedAt = usage.startedAt.epochMilliseconds
    const tariff = rules && tariffAt(rules, usage.tariff, startedAt)
    if (tariff === undefined)
      throw new Error(`${event} was rated by ${usage.tariff} of ${usage.version}, which are not there`)
    const { called: to, caller: from, quantity, value } = usage
    const rated = { startedAt, quantity, to, from, value }
    const outcome = tariff.rate(rated)
    if (!outcome.ok || BigInt(outcome.amount) !== usage.amount) {
      throw new Error(`${event} was rated ${usage.amount}, and the same rules now say ${JSON.stringify(outcome)}`)
    }
    return { ok: true, value: { usage, explanation: tariff.explain(rated, outcome, usage.version) } }
  }
}

async function readUsage(writer: Writer, where: string, values: unknown[]): Promise<StoredUsage[]> {
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
