// What usage of a subscription comes to at most, by the caps of its plan and features.
import { epochDay, type Interval, zoneOffsets } from '@farthing/billing-core/values'
import type { UsageCap } from '@farthing/plugin-sdk'
import { type CapCounters, type CapMoment, type CountedScope, countedScope } from './cap-counters.ts'
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
  readonly scope: CountedScope
}

export class PlanCaps {
  readonly #subscription: string
  readonly #zone: string
  readonly #counters: CapCounters
  #caps: readonly CountedCap[] = []
  #cycle = 0

  /** `zone`: of the account. `counters`: of all its subscriptions. */
  constructor(subscription: string, zone: string, counters: CapCounters) {
    this.#subscription = subscription
    this.#zone = zone
    this.#counters = counters
  }

  enter(cycle: Interval, caps: readonly OwnedCap[]): void {
    this.#cycle = epochDay(cycle.from)
    this.#caps = caps.map(each => ({ cap: each.cap, scope: scopeOf(each, this.#subscription) }))
  }

  /**
   * What is left of `amount`; each cap that takes something off it is told to `tell`. What tiers give `back` was spent, and
   * makes room.
   */
  hold(
    { event, zone }: PricedEvent,
    { amount, back }: { readonly amount: number; readonly back: number },
    tell: (cap: UsageCap, amount: number) => void
  ): number {
    const counting = this.#caps.filter(({ cap }) => counts(cap, event.service, zone))
    if (counting.length === 0) return amount
    const at = this.#momentOf(event.startedAt)
    // two caps that count together are two limits of one sum
    const scopes = new Map(counting.map(({ scope }) => [scope.key, scope]))
    for (const scope of scopes.values()) this.#counters.add(scope, back, at)
    let rest = amount
    for (const { cap, scope } of counting) {
      const change = Math.min(0, Math.max(0, Number(cap.micro) - this.#counters.spent(scope, at)) - rest)
      if (change === 0) continue
      rest += change
      tell(cap, change)
    }
    for (const scope of scopes.values()) this.#counters.add(scope, rest, at)
    return rest
  }

  /** Counters are marked by those who have them. */
  mark(): Undo {
    const [caps, cycle] = [this.#caps, this.#cycle]
    return () => {
      this.#caps = caps
      this.#cycle = cycle
    }
  }

  now({ event, zone }: PricedEvent): CapNow[] {
    const at = this.#momentOf(event.startedAt)
    return this.#caps.map(({ cap, scope }) => {
      return { cap, spent: this.#counters.spent(scope, at), counts: counts(cap, event.service, zone) }
    })
  }

  #momentOf(startedAt: number): CapMoment {
    const day = Math.floor(zoneOffsets(this.#zone).localMinutes(startedAt) / DAY_MINUTES)
    return { day, cycle: this.#cycle }
  }
}

/** A cap of the cycle is its plan's own: another plan begins another. Days, and the account, know no plans. */
function scopeOf({ cap, owner }: OwnedCap, subscription: string): CountedScope {
  const { per, services, shared, zones } = cap
  const days = per === 'cycle' ? null : per.days
  return countedScope({
    subscription: shared ? null : subscription,
    owner: shared || days !== null ? null : owner,
    services: services?.toSorted() ?? null,
    zones: zones?.toSorted() ?? null,
    days
  })
}

function counts({ services, zones }: UsageCap, used: string, zone: string): boolean {
  return (services?.includes(used) ?? true) && (zones?.includes(zone) ?? true)
}
