// What usage of a subscription comes to at least on a day on which it costs anything.
import { zoneOffsets } from '@farthing/billing-core/values'
import type { UsageMinimum } from '@farthing/plugin-sdk'
import type { AmountChanges } from './amount-changes.ts'
import { limitsOf, type OwnedLimit } from './owned-limit.ts'
import type { PricedEvent } from './priced-usage.ts'
import { refill, type Undo } from './undo.ts'

const DAY_MINUTES = 1440

interface Day {
  day: number
  /** Micro, of its events by themselves. */
  sum: number
}

/** How a minimum stands before an event. */
export interface MinimumNow {
  readonly minimum: UsageMinimum
  /** Micro, of the day's events by themselves. */
  readonly sum: number
  /** Whether it is for the event's zone. */
  readonly counts: boolean
}

export class DailyMinimums {
  readonly #zone: string
  readonly #days = new Map<string, Day>()
  #minimums: readonly OwnedLimit<UsageMinimum>[] = []

  /** `zone`: of the account. */
  constructor(zone: string) {
    this.#zone = zone
  }

  /** Days begin and end with the calendar, and so do plans. */
  enter(plan: string, minimums: readonly UsageMinimum[]): void {
    this.#minimums = limitsOf(plan, minimums)
  }

  /** What an event of this amount costs: the first of a day bears what is missing, those after it are paid from that first. */
  raise({ event, zone }: PricedEvent, amount: number, changes: AmountChanges): number {
    let raised = amount
    for (const { key, limit: minimum } of this.#minimums) {
      if (minimum.service !== event.service || !countsZone(minimum, zone)) continue
      const day = this.#dayOf(key, event.startedAt)
      const before = atLeast(minimum, day.sum)
      day.sum += raised
      const change = atLeast(minimum, day.sum) - before - raised
      if (change === 0) continue
      raised += change
      changes.add({ source: minimum, step: 'minimum', rule: minimum.rule, ticks: null, amount: change })
    }
    return raised
  }

  mark(): Undo {
    const minimums = this.#minimums
    const days = Array.from(this.#days, ([key, day]) => [key, { ...day }] as const)
    return () => {
      this.#minimums = minimums
      refill(this.#days, days)
    }
  }

  /** Of those for its service. */
  now({ event, zone }: PricedEvent): MinimumNow[] {
    return this.#minimums
      .filter(({ limit }) => limit.service === event.service)
      .map(({ key, limit: minimum }) => {
        return { minimum, sum: this.#dayOf(key, event.startedAt).sum, counts: countsZone(minimum, zone) }
      })
  }

  #dayOf(key: string, startedAt: number): Day {
    const day = Math.floor(zoneOffsets(this.#zone).localMinutes(startedAt) / DAY_MINUTES)
    const known = this.#days.get(key)
    if (known?.day === day) return known
    const begun = { day, sum: 0 }
    this.#days.set(key, begun)
    return begun
  }
}

function countsZone({ zones }: UsageMinimum, zone: string): boolean {
  return zones?.includes(zone) ?? true
}

function atLeast({ micro }: UsageMinimum, sum: number): number {
  return sum > 0 ? Math.max(sum, Number(micro)) : sum
}
