// How much tables of tiers have counted while the usage of an account is gone through in order of time, and what it costs.
import { type BaseUnit, dateText, type Interval, localDay, zoneOffsets } from '@farthing/billing-core/values'
import {
  type CountedTicks,
  priceTiers,
  type TierCounter,
  type TierTable,
  type TieredPrice,
  type TierPart
} from '@farthing/rules-language'
import type { CarriedCount } from './carried-usage.ts'
import { addCharge, type ChargedCount, type CountPrice, type LeftOver, priceOfCount } from './charged-count.ts'
import type { PricedEvent } from './priced-usage.ts'
import type { AmountChange } from './amount-changes.ts'
import { refill, type Undo } from './undo.ts'

/** What tiers make of one event; micro. */
export interface TierCharge extends Omit<CountPrice, 'offered'> {
  readonly changes: readonly AmountChange[]
  /** Notes what was charged in the end. */
  charge(left: LeftOver): void
}

interface Count {
  readonly table: string
  readonly unit: BaseUnit
  readonly subscription: string | null
  readonly reset: TierCounter['reset']
  period: string
  ticks: number
  /** Null when it was carried here without: then all of it was charged as the table says. */
  paid: ChargedCount | null
}

const DAY_MINUTES = 1440
const MONTH_LENGTH = 'YYYY-MM'.length

/** A counter is known by the name of its table and by what it counts: it goes on through changes of plan, tariff and prices. */
export class TierCounters {
  readonly #zone: string
  readonly #counts = new Map<string, Count>()
  /** The same, by table and subscription, as far as they were met. */
  readonly #byTable = new Map<TierTable, Map<string | null, Count>>()
  #cycleFrom: Temporal.PlainDate | undefined
  #cycleText = ''
  #day = -1
  #dayText = ''
  /** Whether it has counted anything that outlives a cycle. */
  lasting = false

  /** `zone`: of the account. */
  constructor(zone: string) {
    this.#zone = zone
  }

  resume(carried: CarriedCount): void {
    this.#counts.set(keyOf(carried), copyOf({ ...carried, paid: carried.paid ?? null }))
  }

  mark(): Undo {
    const { lasting } = this
    const counts = Array.from(this.#counts, ([key, count]) => [key, copyOf(count)] as const)
    return () => {
      refill(this.#counts, counts)
      this.#byTable.clear()
      this.lasting = lasting
    }
  }

  /**
   * Counts and prices what `paidTicks`, from the start of the event, leave of it; null when the tariff has no tiers. `cycle`: in which
   * the event starts. To be called once.
   */
  count(priced: PricedEvent, cycle: Interval, paidTicks: number): TierCharge | null {
    const { billed, event, tariff } = priced
    if (tariff.counted === null) return null
    if (paidTicks >= billed) return NOTHING
    const counted = tariff.counted(event, paidTicks)
    const [first] = counted
    if (first === undefined) return NOTHING
    if (counted.length === 1) return this.#count(first, priced, cycle)
    return together(counted.map(one => this.#count(one, priced, cycle)))
  }

  /** What is counted on beyond the beginning of a cycle. */
  carriedTo(day: Temporal.PlainDate): CarriedCount[] {
    const month = dateText(day).slice(0, MONTH_LENGTH)
    return [...this.#counts.values()].flatMap(({ reset, paid, ...count }): CarriedCount[] => {
      if (reset !== 'never' && (reset !== 'month' || count.period !== month)) return []
      return [{ ...count, reset, ...(paid !== null && { paid: { ...paid } }) }]
    })
  }

  #count({ table, ticks }: CountedTicks, { event }: PricedEvent, cycle: Interval): TierCharge {
    const { reset } = table.counter
    const count = this.#countOf(table, event.subscription, this.#periodOf(reset, event.startedAt, cycle))
    const paid = (count.paid ??= asListed(priceTiers(table, 0, count.ticks)))
    const tiered = priceTiers(table, count.ticks, ticks)
    const price = priceOfCount(paid, tiered)
    const changes = changesBy(chargedParts(tiered, price, paid))
    count.ticks += ticks
    this.lasting ||= reset === 'month' || reset === 'never'
    return new CountCharge(changes, price, paid)
  }

  #countOf(table: TierTable, whose: string, period: string): Count {
    const subscription = table.counter.scope === 'account' ? null : whose
    const ofTable = this.#ofTable(table)
    let count = ofTable.get(subscription)
    if (count === undefined) ofTable.set(subscription, (count = this.#named(table, subscription, period)))
    if (count.period !== period) {
      count.period = period
      count.ticks = 0
      count.paid = { offered: 0, charged: 0 }
    }
    return count
  }

  #ofTable(table: TierTable): Map<string | null, Count> {
    let ofTable = this.#byTable.get(table)
    if (ofTable === undefined) this.#byTable.set(table, (ofTable = new Map()))
    return ofTable
  }

  #named({ counter, name, unit }: TierTable, subscription: string | null, period: string): Count {
    const named = { table: name, unit, subscription, reset: counter.reset }
    const key = keyOf(named)
    let count = this.#counts.get(key)
    if (count === undefined) {
      count = { ...named, period, ticks: 0, paid: { offered: 0, charged: 0 } }
      this.#counts.set(key, count)
    }
    return count
  }

  /** Subscriptions have cycles of their own, that mostly begin on the same day. */
  #cycleTextOf({ from }: Interval): string {
    if (from === this.#cycleFrom) return this.#cycleText
    this.#cycleFrom = from
    this.#cycleText = dateText(from)
    return this.#cycleText
  }

  #periodOf(reset: TierCounter['reset'], startedAt: number, cycle: Interval): string {
    if (reset === 'never') return ''
    if (reset === 'cycle') return this.#cycleTextOf(cycle)
    const day = Math.floor(zoneOffsets(this.#zone).localMinutes(startedAt) / DAY_MINUTES)
    if (day !== this.#day) {
      this.#day = day
      this.#dayText = dateText(localDay(startedAt, this.#zone))
    }
    return reset === 'day' ? this.#dayText : this.#dayText.slice(0, MONTH_LENGTH)
  }
}

/** By one table. */
class CountCharge implements TierCharge {
  readonly changes: readonly AmountChange[]
  readonly own: number
  readonly dearer: number
  readonly back: number
  readonly #price: CountPrice
  readonly #count: ChargedCount

  constructor(changes: readonly AmountChange[], price: CountPrice, count: ChargedCount) {
    this.changes = changes
    this.own = price.own
    this.dearer = price.dearer
    this.back = price.back
    this.#price = price
    this.#count = count
  }

  charge(left: LeftOver): void {
    addCharge(this.#count, this.#price, left)
  }
}

/** What nothing is counted of. */
const NOTHING: TierCharge = { changes: [], own: 0, dearer: 0, back: 0, charge: () => undefined }

function copyOf(count: Count): Count {
  return { ...count, paid: count.paid && { ...count.paid } }
}

function together(charges: readonly TierCharge[]): TierCharge {
  return {
    changes: charges.flatMap(({ changes }) => changes),
    own: charges.reduce((sum, { own }) => sum + own, 0),
    dearer: charges.reduce((sum, { dearer }) => sum + dearer, 0),
    back: charges.reduce((sum, { back }) => sum + back, 0),
    charge(left) {
      for (const charge of charges) charge.charge(left)
    }
  }
}

function asListed({ amount }: TieredPrice): ChargedCount {
  return { offered: safe(amount), charged: safe(amount) }
}

/** What was counted before, at what was charged for it. */
function chargedParts(
  { before, parts }: TieredPrice,
  price: CountPrice,
  { charged }: ChargedCount
): readonly TierPart[] {
  const [now, then] = parts
  if (before === null || now === undefined || then === undefined) return parts
  const micro = price.own + charged + price.dearer + price.back
  return [
    { ...now, micro: BigInt(micro) },
    { ...then, micro: BigInt(-charged) }
  ]
}

/** A tier that held before and holds still has one part in the event: what was added to it. */
function changesBy(parts: readonly TierPart[]): AmountChange[] {
  const [now, then] = parts
  if (now === undefined) return []
  if (then === undefined) return [changeBy(now)]
  if (then.tier === now.tier) {
    return [changeBy({ tier: now.tier, ticks: now.ticks + then.ticks, micro: now.micro + then.micro })]
  }
  return parts.map(changeBy)
}

function changeBy({ micro, ticks, tier }: TierPart): AmountChange {
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
