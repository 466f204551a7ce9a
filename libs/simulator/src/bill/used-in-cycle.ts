// What a subscription has used of each service in a cycle, while its usage is gone through in order of time.
import { type Interval, sameDate } from '@farthing/billing-core/values'
import type { UsedSoFar } from './offer-table.ts'
import { refill, type Undo } from './undo.ts'

export class UsedInCycle {
  readonly #services = new Map<string, { ticks: number }>()
  #cycle: Temporal.PlainDate | undefined

  readonly soFar: UsedSoFar = service => this.#services.get(service)?.ticks ?? 0

  /** Emptied when another begins. */
  enter({ from }: Interval): void {
    if (from === this.#cycle) return
    if (!sameDate(this.#cycle, from)) this.#services.clear()
    this.#cycle = from
  }

  add(service: string, ticks: number): void {
    const used = this.#services.get(service)
    if (used === undefined) this.#services.set(service, { ticks })
    else used.ticks += ticks
  }

  mark(): Undo {
    const services = Array.from(this.#services, ([service, { ticks }]) => [service, { ticks }] as const)
    const cycle = this.#cycle
    return () => {
      refill(this.#services, services)
      this.#cycle = cycle
    }
  }
}

/** Of a plan whose prices do not depend on usage. */
export const notCounted: UsedSoFar = () => {
  throw new Error('a plan whose prices depend on usage counts it')
}
