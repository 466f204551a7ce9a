// What each event of an account adds to the line of its service, zone and cycle.
import { dateText, type Interval } from '@farthing/billing-core/values'
import { paidOf, type Parked, type UsageInput, witnessUsage } from '../bill/index.ts'

export interface UseAmount {
  readonly event: string
  readonly subscription: string
  readonly service: string
  /** '' when its tariff has none. */
  readonly zone: string
  /** '2026-03-01..2026-04-01', as the line names it. */
  readonly cycle: string
  /** Micro, after all that rules gave or took and pockets have paid: those of a line add up to its exact amount. */
  readonly amount: number
}

/** In order of time; null when all usage was gone through. */
export function useAmounts(input: UsageInput, take: (use: UseAmount) => void): Parked | null {
  let [last, cycle]: [Interval | null, string] = [null, '']
  return witnessUsage(input, {
    after({ priced, stretch }, { amount }) {
      if (stretch.cycle !== last) {
        last = stretch.cycle
        cycle = `${dateText(last.from)}..${dateText(last.until)}`
      }
      const { id: event, service, subscription } = priced.event
      take({ event, subscription, service, zone: priced.zone, cycle, amount: amount - paidOf(priced, amount) })
    }
  })
}
