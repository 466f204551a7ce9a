// What was charged of usage that caps count, by day or by cycle, while the usage of an account is gone through in order of time.
import { dateOfEpochDay, dateText, epochDay } from '@farthing/billing-core/values'
import { type CarriedSpent, spentBy, spentServices } from './carried-usage.ts'
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

interface DaySpent {
  /** Of a cycle its first. */
  readonly day: number
  micro: number
}

/** What was spent of one scope. It stays the same object, also when what was gone through on trial is taken back. */
export class CapCounter {
  readonly scope: CapScope
  /** In order of days; none is below zero. */
  #spent: DaySpent[] = []
  #sum = 0

  constructor(scope: CapScope) {
    this.scope = scope
  }

  /** Micro that count beside a use of the moment. Moments are asked about in order. */
  spent(at: CapMoment): number {
    this.#forget(at)
    return this.#sum
  }

  /** `micro`: what a use came to; what is given back is taken off the last days first, for nothing says for which it was. */
  add(micro: number, at: CapMoment): void {
    if (micro === 0) return
    this.#forget(at)
    if (micro < 0) {
      this.#sum -= takeBack(this.#spent, -micro)
      return
    }
    this.#sum += micro
    const day = this.scope.days === null ? at.cycle : at.day
    const last = this.#spent.at(-1)
    if (last?.day === day) last.micro += micro
    else this.#spent.push({ day, micro })
  }

  resume(spent: CarriedSpent['spent']): void {
    for (const { day, micro } of spent) {
      this.#spent.push({ day: epochDay(Temporal.PlainDate.from(day)), micro })
      this.#sum += micro
    }
  }

  /** What counts on beyond the beginning of a day. */
  carriedTo(day: Temporal.PlainDate): CarriedSpent[] {
    const { days, services, subscription, zones } = this.scope
    if (days === null) return []
    const first = epochDay(day) - days + 1
    const counting = this.#spent.filter(each => each.micro > 0 && each.day >= first)
    if (counting.length === 0) return []
    const told = counting.map(each => ({ day: dateText(dateOfEpochDay(each.day)), micro: each.micro }))
    return [{ subscription, ...spentBy(services), zones, days, spent: told }]
  }

  mark(): Undo {
    const [spent, sum] = [this.#spent.map(each => ({ ...each })), this.#sum]
    return () => {
      this.#spent = spent
      this.#sum = sum
    }
  }

  clear(): void {
    this.#spent = []
    this.#sum = 0
  }

  /** The days that count no more. */
  #forget({ cycle, day }: CapMoment): void {
    const first = this.scope.days === null ? cycle : day - this.scope.days + 1
    for (let oldest = this.#spent[0]; oldest !== undefined && oldest.day < first; oldest = this.#spent[0]) {
      this.#sum -= oldest.micro
      this.#spent.shift()
    }
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

/** How much of it there was. */
function takeBack(spent: readonly DaySpent[], micro: number): number {
  let open = micro
  for (const each of spent.toReversed()) {
    const part = Math.min(open, each.micro)
    each.micro -= part
    open -= part
  }
  return micro - open
}
