// What was charged of usage that caps count, by day or by cycle, while the usage of an account is gone through in order of time.
import { dateOfEpochDay, dateText, epochDay } from '@farthing/billing-core/values'
import { type CarriedSpent, spentBy, spentServices } from './carried-usage.ts'
import { refill, type Undo } from './undo.ts'

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

export interface CountedScope extends CapScope {
  readonly key: string
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

interface Counter {
  readonly scope: CountedScope
  /** In order of days; none is below zero. */
  readonly spent: DaySpent[]
}

export class CapCounters {
  readonly #counters = new Map<string, Counter>()

  resume(carried: CarriedSpent): void {
    const { days, spent, subscription, zones } = carried
    const scope = { subscription, owner: null, services: spentServices(carried), zones, days }
    const resumed = this.#of(countedScope(scope)).spent
    for (const { day, micro } of spent) resumed.push({ day: epochDay(Temporal.PlainDate.from(day)), micro })
  }

  /** Micro that count beside a use of the moment. Moments are asked about in order. */
  spent(scope: CountedScope, at: CapMoment): number {
    return this.#at(scope, at).reduce((sum, { micro }) => sum + micro, 0)
  }

  /** `micro`: what a use came to; what is given back is taken off the last days first, for nothing says for which it was. */
  add(scope: CountedScope, micro: number, at: CapMoment): void {
    if (micro === 0) return
    const spent = this.#at(scope, at)
    if (micro < 0) {
      takeBack(spent, -micro)
      return
    }
    const day = scope.days === null ? at.cycle : at.day
    const last = spent.at(-1)
    if (last?.day === day) last.micro += micro
    else spent.push({ day, micro })
  }

  /** What counts on beyond the beginning of a day. */
  carriedTo(day: Temporal.PlainDate): CarriedSpent[] {
    const today = epochDay(day)
    return [...this.#counters.values()].flatMap(({ scope, spent }): CarriedSpent[] => {
      const { days, services, subscription, zones } = scope
      if (days === null) return []
      const counting = spent.filter(each => each.micro > 0 && each.day > today - days)
      if (counting.length === 0) return []
      const told = counting.map(each => ({ day: dateText(dateOfEpochDay(each.day)), micro: each.micro }))
      return [{ subscription, ...spentBy(services), zones, days, spent: told }]
    })
  }

  mark(): Undo {
    const counters = Array.from(this.#counters, ([key, { scope, spent }]) => {
      return [key, { scope, spent: spent.map(each => ({ ...each })) }] as const
    })
    return () => refill(this.#counters, counters)
  }

  /** Without the days that count no more. */
  #at(scope: CountedScope, { cycle, day }: CapMoment): DaySpent[] {
    const first = scope.days === null ? cycle : day - scope.days + 1
    const { spent } = this.#of(scope)
    const counting = spent.findIndex(each => each.day >= first)
    spent.splice(0, counting === -1 ? spent.length : counting)
    return spent
  }

  #of(scope: CountedScope): Counter {
    let counter = this.#counters.get(scope.key)
    if (counter === undefined) this.#counters.set(scope.key, (counter = { scope, spent: [] }))
    return counter
  }
}

export function countedScope(scope: CapScope): CountedScope {
  const { days, owner, services, subscription, zones } = scope
  return { ...scope, key: JSON.stringify([subscription, owner, services, zones, days]) }
}

function takeBack(spent: readonly DaySpent[], micro: number): void {
  let open = micro
  for (const each of spent.toReversed()) {
    const part = Math.min(open, each.micro)
    each.micro -= part
    open -= part
  }
}
