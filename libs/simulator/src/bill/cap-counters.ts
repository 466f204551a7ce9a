// What was charged of usage that caps count, by day or by cycle, while the usage of an account is gone through in order of time.
import { type CarriedSpent, spentBy, spentServices } from './carried-usage.ts'
import { DayAmounts } from './day-amounts.ts'
import type { Undo } from './undo.ts'

/** Caps of one scope count together. */
export interface CapScope {
  /** Null: of all subscriptions of the account. */
  readonly subscription: string | null
  /** The plan or feature; null when it goes on through changes of plan. */
  readonly owner: string | null
  /** In order; null: all usage. */
  readonly services: readonly string[] | null
  /** In order; null: every zone. */
  readonly zones: readonly string[] | null
  /** Null: a cycle. */
  readonly days: number | null
}

/** Days of the account's zone, numbered as by `epochDay`. */
export interface CapMoment {
  readonly day: number
  /** The first day of the cycle. */
  readonly cycle: number
}

/** What was spent of one scope, by day or, of a cycle, on its first. It stays the same object, also when what was gone through on trial is taken back. */
export class CapCounter {
  readonly scope: CapScope
  readonly #spent = new DayAmounts()

  constructor(scope: CapScope) {
    this.scope = scope
  }

  /** Micro that count beside a use of the moment. Moments are asked about in order. */
  spent(at: CapMoment): number {
    this.#forget(at)
    return this.#spent.sum
  }

  /** `micro`: what a use came to; what is given back is taken off the last days first, for nothing says for which it was. */
  add(micro: number, at: CapMoment): void {
    if (micro === 0) return
    this.#forget(at)
    if (micro < 0) this.#spent.takeBack(-micro)
    else this.#spent.add(this.scope.days === null ? at.cycle : at.day, micro)
  }

  resume(spent: CarriedSpent['spent']): void {
    this.#spent.resume(spent.map(({ day, micro }) => ({ day, amount: micro })))
  }

  /** What counts on beyond the beginning of a day. */
  carriedTo(day: Temporal.PlainDate): CarriedSpent[] {
    const { days, services, subscription, zones } = this.scope
    if (days === null) return []
    const spent = this.#spent.toldTo(day, days).map(told => ({ day: told.day, micro: told.amount }))
    return spent.length === 0 ? [] : [{ subscription, ...spentBy(services), zones, days, spent }]
  }

  mark(): Undo {
    return this.#spent.mark()
  }

  clear(): void {
    this.#spent.clear()
  }

  /** The days that count no more. */
  #forget({ cycle, day }: CapMoment): void {
    this.#spent.forget(this.scope.days === null ? cycle : day - this.scope.days + 1)
  }
}

export class CapCounters {
  readonly #counters = new Map<string, CapCounter>()

  resume(carried: CarriedSpent): void {
    const { days, spent, subscription, zones } = carried
    this.of({ subscription, owner: null, services: spentServices(carried), zones, days }).resume(spent)
  }

  of(scope: CapScope): CapCounter {
    const { days, owner, services, subscription, zones } = scope
    const key = JSON.stringify([subscription, owner, services, zones, days])
    let counter = this.#counters.get(key)
    if (counter === undefined) this.#counters.set(key, (counter = new CapCounter(scope)))
    return counter
  }

  /** What counts on beyond the beginning of a day. */
  carriedTo(day: Temporal.PlainDate): CarriedSpent[] {
    return [...this.#counters.values()].flatMap(counter => counter.carriedTo(day))
  }

  mark(): Undo {
    const known = new Map([...this.#counters.values()].map(counter => [counter, counter.mark()]))
    return () => {
      for (const counter of this.#counters.values()) (known.get(counter) ?? (() => counter.clear()))()
    }
  }
}
