// How much tables of tiers have counted while the usage of an account is gone through in order of time, and what it costs.
import { type BaseUnit, dateText, type Interval, localDay, zoneOffsets } from '@farthing/billing-core/values'
import { type CountedTicks, priceTiers, type Tier, type TierCounter, type TierPart } from '@farthing/rules-language'
import type { CarriedCount } from './carried-usage.ts'
import type { PricedEvent } from './priced-usage.ts'
import type { AmountChange } from './settle-event.ts'

/** The tiers of one event. */
export interface EventTiers {
  /** Counts and prices what `paidTicks`, from the start of the event, leave of it. To be called once. */
  count(paidTicks: number): AmountChange[]
}

interface Count {
  readonly table: string
  readonly unit: BaseUnit
  readonly subscription: string | null
  readonly reset: TierCounter['reset']
  period: string
  ticks: number
}

const DAY_MINUTES = 1440
const MONTH_LENGTH = 'YYYY-MM'.length

/** A counter is known by the name of its table and by what it counts: it goes on through changes of plan, tariff and prices. */
export class TierCounters {
  readonly #zone: string
  readonly #counts = new Map<string, Count>()
  #day = -1
  #dayText = ''
  /** Whether it has counted anything that outlives a cycle. */
  lasting = false

  /** `zone`: of the account. */
  constructor(zone: string) {
    this.#zone = zone
  }

  resume(carried: CarriedCount): void {
    this.#counts.set(keyOf(carried), { ...carried })
  }

  /** Null when the tariff has no tiers. `cycle`: in which the event starts. */
  of(priced: PricedEvent, cycle: Interval): EventTiers | null {
    const { event, tariff } = priced
    const { counted } = tariff
    if (counted === null) return null
    return {
      count: paidTicks => counted(event, paidTicks).flatMap(one => this.#count(one, priced, cycle))
    }
  }

  /** What is counted on beyond the beginning of a cycle. */
  carriedTo(day: Temporal.PlainDate): CarriedCount[] {
    const month = dateText(day).slice(0, MONTH_LENGTH)
    return [...this.#counts.values()].flatMap(({ reset, ...count }): CarriedCount[] => {
      if (reset === 'never') return [{ ...count, reset }]
      return reset === 'month' && count.period === month ? [{ ...count, reset }] : []
    })
  }

  #count({ table, ticks }: CountedTicks, { event }: PricedEvent, cycle: Interval): AmountChange[] {
    const { reset, scope } = table.counter
    const subscription = scope === 'account' ? null : event.subscription
    const named = { table: table.name, unit: table.unit, subscription, reset }
    const count = this.#countOf(named, this.#periodOf(reset, event.startedAt, cycle))
    const { parts } = priceTiers(table, count.ticks, ticks)
    count.ticks += ticks
    this.lasting ||= reset === 'month' || reset === 'never'
    return Map.groupBy(parts, ({ tier }) => tier)
      .entries()
      .map(([tier, own]) => changeBy(tier, own))
      .toArray()
  }

  #countOf(named: Pick<Count, 'table' | 'unit' | 'subscription' | 'reset'>, period: string): Count {
    const key = keyOf(named)
    const known = this.#counts.get(key)
    if (known === undefined) {
      const count = { ...named, period, ticks: 0 }
      this.#counts.set(key, count)
      return count
    }
    if (known.period !== period) {
      known.period = period
      known.ticks = 0
    }
    return known
  }

  #periodOf(reset: TierCounter['reset'], startedAt: number, cycle: Interval): string {
    if (reset === 'never') return ''
    if (reset === 'cycle') return dateText(cycle.from)
    const day = Math.floor(zoneOffsets(this.#zone).localMinutes(startedAt) / DAY_MINUTES)
    if (day !== this.#day) {
      this.#day = day
      this.#dayText = dateText(localDay(startedAt, this.#zone))
    }
    return reset === 'day' ? this.#dayText : this.#dayText.slice(0, MONTH_LENGTH)
  }
}

/** A tier that held before and holds still has one part in the event: what was added to it. */
function changeBy(tier: Tier, parts: readonly TierPart[]): AmountChange {
  const ticks = parts.reduce((sum, part) => sum + part.ticks, 0n)
  const micro = parts.reduce((sum, part) => sum + part.micro, 0n)
  return { source: tier, step: 'tiers', rule: tier.at, ticks: Number(ticks), amount: safe(micro) }
}

function keyOf({ table, unit, subscription, reset }: Pick<Count, 'table' | 'unit' | 'subscription' | 'reset'>): string {
  return JSON.stringify([table, unit, subscription, reset])
}

function safe(micro: bigint): number {
  const amount = Number(micro)
  if (!Number.isSafeInteger(amount)) throw new RangeError(`tiers make an amount of ${micro}, which is too large`)
  return amount
}
