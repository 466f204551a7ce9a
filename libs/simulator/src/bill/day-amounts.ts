// Amounts by days, of which only the latest count: what caps and allowances over days go on from.
import { dateOfEpochDay, dateText, epochDay } from '@farthing/billing-core/values'
import type { Undo } from './undo.ts'

interface DayAmount {
  /** Numbered as by `epochDay`. */
  readonly day: number
  amount: number
}

/** As it is carried from bill to bill; `day`: YYYY-MM-DD. */
interface ToldAmount {
  readonly day: string
  readonly amount: number
}

export class DayAmounts {
  /** In order of days; none is below zero. */
  #days: DayAmount[] = []
  #sum = 0

  /** Of the days that were not forgotten. */
  get sum(): number {
    return this.#sum
  }

  get first(): number | null {
    return this.#days[0]?.day ?? null
  }

  get last(): number | null {
    return this.#days.at(-1)?.day ?? null
  }

  /** Days come in order. */
  add(day: number, amount: number): void {
    this.#sum += amount
    const last = this.#days.at(-1)
    if (last?.day === day) last.amount += amount
    else this.#days.push({ day, amount })
  }

  /** Off the last days first, as far as there is anything. */
  takeBack(amount: number): void {
    let open = amount
    for (const each of this.#days.toReversed()) {
      const part = Math.min(open, each.amount)
      each.amount -= part
      open -= part
    }
    this.#sum -= amount - open
  }

  /** The days before the first that counts. */
  forget(first: number): void {
    for (let oldest = this.#days[0]; oldest !== undefined && oldest.day < first; oldest = this.#days[0]) {
      this.#sum -= oldest.amount
      this.#days.shift()
    }
  }

  resume(told: Iterable<ToldAmount>): void {
    for (const { day, amount } of told) this.add(epochDay(Temporal.PlainDate.from(day)), amount)
  }

  /** What so many days that end with this one have. */
  toldTo(day: Temporal.PlainDate, days: number): ToldAmount[] {
    const first = epochDay(day) - days + 1
    const counting = this.#days.filter(each => each.amount > 0 && each.day >= first)
    return counting.map(each => ({ day: dateText(dateOfEpochDay(each.day)), amount: each.amount }))
  }

  mark(): Undo {
    const [days, sum] = [this.#days.map(each => ({ ...each })), this.#sum]
    return () => {
      this.#days = days
      this.#sum = sum
    }
  }

  clear(): void {
    this.#days = []
    this.#sum = 0
  }
}
