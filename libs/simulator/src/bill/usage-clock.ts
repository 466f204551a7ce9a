// Time passing over an account's usage: stretches begin with their allowances, cycles begin and what is left is carried on.
import { type AccountHistory, cutPeriod } from '@farthing/billing-core'
import { earlierDate, type Interval, laterDate, startOfDayMs } from '@farthing/billing-core/values'
import type { BookCalendar } from './allowance-book.ts'
import type { CarriedUsage } from './carried-usage.ts'
import type { Undo } from './undo.ts'
import type { UsageLane } from './usage-lane.ts'
import { CYCLE } from './usage-stretch.ts'

export class UsageClock {
  readonly carried: CarriedUsage[] = []
  readonly #lanes: readonly UsageLane[]
  readonly #note: (day: Temporal.PlainDate) => CarriedUsage
  readonly #calendar: BookCalendar
  #cycleStart: Temporal.PlainDate
  #cycleStartMs: number
  /** Before this instant nothing happens. */
  nextMs: number

  /**
   * `note`: what outlives the cycles before a day. `from`: the first day that is looked at. `carries`: whether notes are
   * asked for from the first cycle on.
   */
  constructor(
    lanes: readonly UsageLane[],
    note: (day: Temporal.PlainDate) => CarriedUsage,
    calendar: BookCalendar,
    { from, carries }: { readonly from: Temporal.PlainDate; readonly carries: boolean }
  ) {
    this.#lanes = lanes.filter(({ lasting }) => lasting)
    this.#note = note
    this.#calendar = calendar
    this.#cycleStart = from
    this.#cycleStartMs = Infinity
    if (carries) this.#nextCycle()
    this.nextMs = this.#next()
  }

  /** Everything that happens up to and at the instant, in order of time; at one instant a cycle ends before the next begins. */
  advance(toMs: number): void {
    while (this.nextMs <= toMs) {
      if (this.nextMs === this.#cycleStartMs) {
        this.carried.push(this.#note(this.#cycleStart))
        this.#nextCycle()
      } else for (const lane of this.#lanes) if (lane.nextMs === this.nextMs) lane.openNext()
      this.nextMs = this.#next()
    }
  }

  /** Something in this cycle outlives it: notes are made from its end on. */
  carryFrom(cycle: Interval): void {
    if (this.#cycleStartMs !== Infinity) return
    this.#cycleStart = cycle.until
    this.#cycleStartMs = startOfDayMs(cycle.until, this.#calendar.zone)
    this.nextMs = this.#next()
  }

  mark(): Undo {
    const { nextMs } = this
    const [start, startMs, carried] = [this.#cycleStart, this.#cycleStartMs, this.carried.length]
    return () => {
      this.nextMs = nextMs
      this.#cycleStart = start
      this.#cycleStartMs = startMs
      this.carried.length = carried
    }
  }

  #next(): number {
    let next = this.#cycleStartMs
    for (const lane of this.#lanes) next = Math.min(next, lane.nextMs)
    return next
  }

  #nextCycle(): void {
    this.#cycleStart = cutPeriod(this.#calendar.alignments, CYCLE, this.#cycleStart).days.until
    this.#cycleStartMs = startOfDayMs(this.#cycleStart, this.#calendar.zone)
  }
}

/** The first day of the account, or of the window if that is later. */
export function firstDay(
  { opened, subscriptions }: AccountHistory,
  windowStart: Temporal.PlainDate | null
): Temporal.PlainDate {
  // a subscription may have been dated back to before the account was opened
  const first = subscriptions.reduce((day, { started }) => earlierDate(day, started), opened)
  return windowStart === null ? first : laterDate(first, windowStart)
}
