// Where on the calendar an event falls: the account's cycle, and the plan that held, as epoch milliseconds to compare with.
import { compareDates } from '@farthing/billing-core/values'
import { type CutPeriod, cutPeriod, type DatedAlignment } from '@farthing/billing-core'
import { earlierDate, type Interval, laterDate, localDay, startOfDayMs } from '@farthing/billing-core/values'
import type { PlanRun } from './plan-runs.ts'

/** The length of a billing cycle. */
export const CYCLE = { unit: 'month', count: 1 } as const

/** Days of one cycle under one plan. Events within [startMs, endMs) share it. */
export interface UsageStretch {
  readonly startMs: number
  readonly endMs: number
  /** The days of the cycle. */
  readonly cycle: Interval
  /** The full month of which the cycle is all, or what a moved bill day left of it. */
  readonly full: Interval
  readonly days: Interval
  /** Null outside the subscription's life. */
  readonly run: PlanRun | null
}

/** Finds the stretch of each event of one subscription; neighbours in time mostly share one. */
export class StretchFinder {
  readonly #alignments: readonly DatedAlignment[]
  readonly #zone: string
  readonly #runs: readonly PlanRun[]
  #last: UsageStretch | undefined

  /** `runs`: days under one plan, or with one feature. */
  constructor(runs: readonly PlanRun[], alignments: readonly DatedAlignment[], zone: string) {
    this.#alignments = alignments
    this.#zone = zone
    this.#runs = runs
  }

  at(startedAt: number): UsageStretch {
    const last = this.#last
    if (last !== undefined && startedAt >= last.startMs && startedAt < last.endMs) return last
    const found = this.#find(localDay(startedAt, this.#zone))
    this.#last = found
    return found
  }

  #find(day: Temporal.PlainDate): UsageStretch {
    const { days: cycle, full } = this.#cycle(day)
    const run = this.#runs.find(
      ({ from, until }) => compareDates(from, day) <= 0 && (until === null || compareDates(day, until) < 0)
    )
    const days = run === undefined ? this.#gap(cycle, day) : within(cycle, run)
    const [startMs, endMs] = [startOfDayMs(days.from, this.#zone), startOfDayMs(days.until, this.#zone)]
    return { startMs, endMs, cycle, full, days, run: run ?? null }
  }

  #cycle(day: Temporal.PlainDate): CutPeriod {
    return cutPeriod(this.#alignments, CYCLE, day)
  }

  /** The days around `day` on which no plan held. */
  #gap(cycle: Interval, day: Temporal.PlainDate): Interval {
    let { from, until } = cycle
    for (const run of this.#runs) {
      if (run.until !== null && compareDates(run.until, day) <= 0) from = laterDate(from, run.until)
      if (compareDates(run.from, day) > 0) until = earlierDate(until, run.from)
    }
    return { from, until }
  }
}

function within(cycle: Interval, run: PlanRun): Interval {
  return {
    from: laterDate(cycle.from, run.from),
    until: run.until === null ? cycle.until : earlierDate(cycle.until, run.until)
  }
}
