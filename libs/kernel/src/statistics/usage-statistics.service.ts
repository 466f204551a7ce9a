// Usage, and what it costs at tariff, by plan, service, zone, day and hour, out of sums that are kept.
import { startOfDayMs } from '@farthing/billing-core'
import type { BaseUnit } from '@farthing/billing-core/values'
import { Inject, Injectable } from '@nestjs/common'
import type { Outcome } from '../http/index.ts'
import { Clock, KernelSettings, Persistence, settleKnown, sql } from '../persistence/index.ts'
import { RulesHost } from '../rules-host/index.ts'
import { rollUp } from './roll-up.ts'

/** In this order. Days and hours are those of the operator's clock. */
export const STATISTICS_BY = ['plan', 'service', 'zone', 'day', 'hour'] as const
export type StatisticsBy = (typeof STATISTICS_BY)[number]

export interface StatisticsQuery {
  readonly by: readonly StatisticsBy[]
  /** Days of the operator's zone, half-open. */
  readonly from: Temporal.PlainDate
  readonly until: Temporal.PlainDate
}

/** Null: not asked by it. Units and currencies are never added to another. */
export interface UsageSums {
  /** That its subscription had when it was rated. */
  readonly plan: string | null
  readonly service: string | null
  readonly zone: string | null
  /** 2026-03-02 */
  readonly day: string | null
  /** 2026-03-02T10:00+11:00 */
  readonly hour: string | null
  readonly unit: BaseUnit
  readonly currency: string
  readonly events: number
  /** Ticks: those of a large operator's month are beyond 2^53. */
  readonly quantity: bigint
  readonly billed: bigint
  /** Micro, before allowances, and without what tiers price. */
  readonly amount: bigint
}

/** An answer is read whole. */
const MOST_SUMS = 50_000

export interface Statistics {
  /** All that was known then is in; null: nothing was rolled up yet. */
  readonly known: Temporal.Instant | null
  readonly sums: readonly UsageSums[]
}

const GROUPS: Readonly<Record<StatisticsBy, string>> = {
  plan: 'plan',
  service: 'service',
  zone: 'zone',
  day: `to_char(hour at time zone $4, 'YYYY-MM-DD')`,
  hour: 'hour::text'
}

type Summed = 'quantity' | 'billed' | 'amount'
type SumsRow = Omit<UsageSums, Summed> & Readonly<Record<Summed, string>>

@Injectable()
export class UsageStatistics {
  constructor(
    @Inject(Persistence) private readonly persistence: Persistence,
    @Inject(RulesHost) private readonly rulesHost: RulesHost,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(KernelSettings) private readonly settings: KernelSettings
  ) {}

  /** Adds what became known since the last time. Safe to repeat, and for several at once. */
  async rollUp(): Promise<void> {
    const { tenant } = this.settings
    const zone = await this.#zone()
    if (zone === null) return
    // apart from the work, for whoever brings usage waits for its end
    const until = await this.persistence.bulk(tenant, client => settleKnown(client, tenant, () => this.clock.now()))
    await this.persistence.bulk(tenant, client => rollUp(client, { tenant, until, zone }))
  }

  async read({ by, from, until }: StatisticsQuery): Promise<Outcome<Statistics, 'too-many-sums'>> {
    const { tenant } = this.settings
    const published = (await this.#zone()) ?? 'UTC'
    const groups = STATISTICS_BY.filter(each => by.includes(each))
    const columns = STATISTICS_BY.map(each => `${by.includes(each) ? GROUPS[each] : 'null'} as "${each}"`)
    const order = [...groups.map(each => `"${each}"`), 'unit', 'currency'].join(', ')
    return this.persistence.read(tenant, async tx => {
      const [mark] = await sql<{ known: string; clock_zone: string }>(
        tx,
        `select known::text, clock_zone from usage_hour_mark where tenant = $1 and isfinite(known)`,
        [tenant]
      )
      const zone = mark?.clock_zone ?? published // until they are made again, sums are those of the clock before
      const [begin, end] = [from, until].map(day =>
        Temporal.Instant.fromEpochMilliseconds(startOfDayMs(day, zone)).toString()
      )
      const rows = await sql<SumsRow>(
        tx,
        `select ${columns.join(', ')}, unit, currency, sum(events)::float8 as events, sum(quantity)::text as quantity,
           sum(billed)::text as billed, sum(amount)::text as amount
         from usage_hour where tenant = $1 and hour >= $2 and hour < $3 and $4::text is not null
         group by ${order} having sum(events) <> 0 order by ${order} limit ${MOST_SUMS + 1}`,
        [tenant, begin, end, zone]
      )
      if (rows.length > MOST_SUMS) {
        const detail = `There are more than ${MOST_SUMS} sums by ${groups.join(', ')} from ${from} until ${until}: ask for fewer days, or by less.`
        return { ok: false, reason: 'too-many-sums', detail }
      }
      const sums = rows.map(({ amount, billed, hour, quantity, ...row }) => ({
        ...row,
        hour: hour === null ? null : localHour(hour, zone),
        quantity: BigInt(quantity),
        billed: BigInt(billed),
        amount: BigInt(amount)
      }))
      const known = mark === undefined ? null : Temporal.Instant.from(mark.known)
      return { ok: true, value: { known, sums } }
    })
  }

  async #zone(): Promise<string | null> {
    const { versions } = await this.rulesHost.books()
    return versions.at(-1)?.rules.operator.zone ?? null
  }
}

function localHour(instant: string, zone: string): string {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(zone)
  return local.toString({ smallestUnit: 'minute', timeZoneName: 'never' })
}
