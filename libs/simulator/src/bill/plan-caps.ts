// What usage of a subscription comes to at most, by the caps of its plan and features.
import { epochDay, type Interval, zoneOffsets } from '@farthing/billing-core/values'
import type { UsageCap } from '@farthing/plugin-sdk'
import type { AmountChanges } from './amount-changes.ts'
import type { CapCounter, CapCounters, CapMoment, CapScope } from './cap-counters.ts'
import type { PricedEvent } from './priced-usage.ts'
import type { Undo } from './undo.ts'

const DAY_MINUTES = 1440

export interface OwnedCap {
  /** A plan or a feature. */
  readonly owner: string
  readonly cap: UsageCap
}

/** How a cap stands before an event. */
export interface CapNow {
  readonly cap: UsageCap
  /** Micro, of what it counts. */
  readonly spent: number
  /** Whether it is for the event. */
  readonly counts: boolean
}

interface CountedCap {
  readonly cap: UsageCap
  readonly micro: number
  readonly counter: CapCounter
  /** Whether a cap before it counts the same sum: then two are two limits of one. */
  readonly isCounted: boolean
}

export class PlanCaps {
  readonly #subscription: string
  readonly #offsets: ReturnType<typeof zoneOffsets>
  readonly #counters: CapCounters
  #caps: readonly CountedCap[] = []
  #cycle = 0
  readonly #moment = { day: 0, cycle: 0 }
  /** Whether any of them asks for the day. */
  #overDays = false

  /** `zone`: of the account. `counters`: of all its subscriptions. */
  constructor(subscription: string, zone: string, counters: CapCounters) {
    this.#subscription = subscription
    this.#offsets = zoneOffsets(zone)
    this.#counters = counters
  }

  enter(cycle: Interval, caps: readonly OwnedCap[]): void {
    this.#cycle = epochDay(cycle.from)
    const counted = new Set<CapCounter>()
    this.#caps = caps.map(each => {
      const { cap } = each
      const counter = this.#counters.of(scopeOf(each, this.#subscription))
      const isCounted = counted.has(counter)
      counted.add(counter)
      return { cap, micro: Number(cap.micro), counter, isCounted }
    })
    this.#overDays = caps.some(({ cap }) => cap.per !== 'cycle')
  }

  /** What is left of `amount`. What tiers give `back` was spent, and makes room. */
  hold({ event, zone }: PricedEvent, amount: number, back: number, changes: AmountChanges): number {
    if (this.#caps.length === 0) return amount
    const { service } = event
    const at = this.#momentOf(event.startedAt)
    if (back !== 0) this.#add(back, service, zone, at)
    let rest = amount
    for (const { cap, counter, micro } of this.#caps) {
      if (!counts(cap, service, zone)) continue
      const change = Math.min(0, Math.max(0, micro - counter.spent(at)) - rest)
      if (change === 0) continue
      rest += change
      changes.add({ source: cap, step: 'maximum', rule: cap.rule, ticks: null, amount: change })
    }
    this.#add(rest, service, zone, at)
    return rest
  }

  /** Counters are marked by those who have them. */
  mark(): Undo {
    const [caps, cycle, overDays] = [this.#caps, this.#cycle, this.#overDays]
    return () => {
      this.#caps = caps
      this.#cycle = cycle
      this.#overDays = overDays
    }
  }

  now({ event, zone }: PricedEvent): CapNow[] {
    const at = this.#momentOf(event.startedAt)
    return this.#caps.map(({ cap, counter }) => {
      return { cap, spent: counter.spent(at), counts: counts(cap, event.service, zone) }
    })
  }

  #add(micro: number, service: string, zone: string, at: CapMoment): void {
    for (const { cap, counter, isCounted } of this.#caps) {
      if (!isCounted && counts(cap, service, zone)) counter.add(micro, at)
    }
  }

  /** The same object for each. */
  #momentOf(startedAt: number): CapMoment {
    const at = this.#moment
    at.day = this.#overDays ? Math.floor(this.#offsets.localMinutes(startedAt) / DAY_MINUTES) : 0
    at.cycle = this.#cycle
    return at
  }
}

/** A cap of the cycle is its plan's own: another plan begins another. Days, and the account, know no plans. */
function scopeOf({ cap, owner }: OwnedCap, subscription: string): CapScope {
  const { per, services, shared, zones } = cap
  const days = per === 'cycle' ? null : per.days
  return {
    subscription: shared ? null : subscription,
    owner: shared || days !== null ? null : owner,
    services: services?.toSorted() ?? null,
    zones: zones?.toSorted() ?? null,
    days
  }
}

function counts({ services, zones }: UsageCap, used: string, zone: string): boolean {
  return (services?.includes(used) ?? true) && (zones?.includes(zone) ?? true)
}
