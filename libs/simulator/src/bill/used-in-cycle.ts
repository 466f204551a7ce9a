// What a subscription has used of each service in a cycle, while its usage is gone through in order of time.
import { type Interval, sameDate } from '@farthing/billing-core/values'
import type { UsedSoFar } from './offer-table.ts'
import { refill, type Undo } from './undo.ts'

export class UsedInCycle {
  readonly #ticks = new Map<string, number>()
  #cycle: Temporal.PlainDate | undefined

  readonly soFar: UsedSoFar = service => this.#ticks.get(service) ?? 0

  /** Emptied when another begins. */
  enter({ from }: Interval): void {
    if (from === this.#cycle) return
    if (!sameDate(this.#cycle, from)) this.#ticks.clear()
    this.#cycle = from
  }

  add(service: string, ticks: number): void {
    this.#ticks.set(service, this.soFar(service) + ticks)
  }

  mark(): Undo {
    const [ticks, cycle] = [[...this.#ticks], this.#cycle]
    return () => {
      refill(this.#ticks, ticks)
      this.#cycle = cycle
    }
  }
}

/** Of a plan whose prices do not depend on usage. */
export const notCounted: UsedSoFar = () => {
  throw new Error('a plan whose prices depend on usage counts it')
}
