// What allowances that count by days have covered, day by day, while the usage of an account is gone through in order of time.
import { addDays, dateOfEpochDay, dateText, earlierDate, epochDay, startOfDayMs } from '@farthing/billing-core/values'
import type { CarriedTaken } from './carried-usage.ts'
import { DayAmounts } from './day-amounts.ts'
import { refill, type Undo } from './undo.ts'

export interface WindowScope {
  readonly subscription: string
  /** Its id: the same in every cycle and version. */
  readonly grant: string
  readonly service: string
  /** How many count together, of which the day of a use is the last. */
  readonly days: number
}

/** Of one allowance, on through cycles. */
export class DayWindow {
  readonly scope: WindowScope
  readonly #taken = new DayAmounts()
  /** Of the account's zone, numbered as by `epochDay`. */
  #today = 0

  constructor(scope: WindowScope) {
    this.scope = scope
  }

  /** Days are asked about in order. */
  bringTo(day: number): void {
    this.#today = day
    this.#taken.forget(day - this.scope.days + 1)
  }

  add(ticks: number): void {
    this.#taken.add(this.#today, ticks)
  }

  /** Of the days that count today. */
  get sum(): number {
    return this.#taken.sum
  }

  /** The last day on which it covered anything, of those that count. */
  get last(): Temporal.PlainDate | null {
    const { last } = this.#taken
    return last === null ? null : dateOfEpochDay(last)
  }

  /** The day on which what is used today is there again. */
  get again(): Temporal.PlainDate {
    return dateOfEpochDay(this.#today + this.scope.days)
  }

  /** The first day on which more of it is there than today; null: all of it is. */
  get more(): Temporal.PlainDate | null {
    const { first } = this.#taken
    return first === null ? null : dateOfEpochDay(first + this.scope.days)
  }

  resume({ taken }: CarriedTaken): void {
    this.#taken.resume(taken.map(({ day, ticks }) => ({ day, amount: ticks })))
  }

  /** What counts on beyond the beginning of a day. */
  carriedTo(day: Temporal.PlainDate): CarriedTaken[] {
    const taken = this.#taken.toldTo(day, this.scope.days).map(told => ({ day: told.day, ticks: told.amount }))
    return taken.length === 0 ? [] : [{ ...this.scope, taken }]
  }

  mark(): Undo {
    const [undo, today] = [this.#taken.mark(), this.#today]
    return () => {
      undo()
      this.#today = today
    }
  }
}

export class DayWindows {
  readonly #all = new Map<string, DayWindow>()

  of(scope: WindowScope): DayWindow {
    const key = JSON.stringify([scope.subscription, scope.grant, scope.days])
    let window = this.#all.get(key)
    if (window === undefined) this.#all.set(key, (window = new DayWindow(scope)))
    return window
  }

  resume(carried: CarriedTaken): void {
    const { days, grant, service, subscription } = carried
    this.of({ subscription, grant, service, days }).resume(carried)
  }

  carriedTo(day: Temporal.PlainDate): CarriedTaken[] {
    return [...this.#all.values()].flatMap(window => window.carriedTo(day))
  }

  mark(): Undo {
    const known = [...this.#all]
    const undos = known.map(([, window]) => window.mark())
    return () => {
      refill(this.#all, known)
      for (const undo of undos) undo()
    }
  }
}

/** An allowance as it stands on a day. */
interface StandingAllowance {
  readonly ticks: number | null
  readonly window?: DayWindow
  left: number | null
  emptiedMs: number | null
}

/** `zone`: of the account. One that does not count by days stands as it is. */
export function standOn(allowance: StandingAllowance, day: Temporal.PlainDate, zone: string): void {
  const { ticks, window } = allowance
  if (window === undefined || ticks === null) return
  window.bringTo(epochDay(day))
  allowance.left = Math.max(0, ticks - window.sum)
  if (allowance.left > 0) allowance.emptiedMs = null
  else allowance.emptiedMs ??= startOfDayMs(window.last ?? day, zone)
}

/** The first day on which anything is there again of what is used up: of what does not count by days, with the next `cycle`. */
export function thereAgain(
  held: readonly { readonly window?: DayWindow }[],
  cycle: Temporal.PlainDate
): Temporal.PlainDate {
  const days = held.map(({ window }) => window?.more ?? cycle)
  return days.length === 0 ? cycle : days.reduce(earlierDate)
}

/** The days of a window that end with a day, half-open. */
export function windowTo(day: Temporal.PlainDate, days: number): { readonly from: string; readonly until: string } {
  return { from: dateText(addDays(day, 1 - days)), until: dateText(addDays(day, 1)) }
}
