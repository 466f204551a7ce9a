// Adds up usage per cycle, service, zone and tariff version: what one invoice line sums.
import { compareDates, dateText } from '@farthing/billing-core/values'
import type { UsageTotal } from '@farthing/plugin-sdk'
import type { Interval } from '@farthing/billing-core/values'
import type { PricedEvent } from './priced-usage.ts'

interface Sum {
  readonly priced: PricedEvent
  readonly cycle: Interval
  events: number
  billedTicks: number
  coveredTicks: number
  exact: bigint
}

export class UsageTotals {
  readonly #subscription: string
  readonly #sums = new Map<string, Sum>()
  #cycle: Interval | undefined
  #cycleText = ''

  constructor(subscription: string) {
    this.#subscription = subscription
  }

  add(priced: PricedEvent, cycle: Interval, coveredTicks: number, amount: number): void {
    const sum = this.#sumFor(priced, cycle)
    sum.events += 1
    sum.billedTicks += priced.billed
    sum.coveredTicks += coveredTicks
    sum.exact += BigInt(amount)
  }

  /** In order of cycle, service, zone. */
  list(): UsageTotal[] {
    return [...this.#sums.values()].map(sum => this.#total(sum)).toSorted(compareTotals)
  }

  #sumFor(priced: PricedEvent, cycle: Interval): Sum {
    if (cycle !== this.#cycle) {
      this.#cycle = cycle
      this.#cycleText = dateText(cycle.from)
    }
    const key = `${this.#cycleText} ${priced.event.service} ${priced.zone} ${priced.tariff.name} ${priced.version}`
    const known = this.#sums.get(key)
    if (known !== undefined) return known
    const sum: Sum = { priced, cycle, events: 0, billedTicks: 0, coveredTicks: 0, exact: 0n }
    this.#sums.set(key, sum)
    return sum
  }

  #total({ priced, cycle, ...sum }: Sum): UsageTotal {
    const { tariff, version, zone, event } = priced
    return {
      subscription: this.#subscription,
      service: event.service,
      zone,
      from: cycle.from,
      until: cycle.until,
      unit: tariff.unit,
      ...sum,
      rule: tariff.at,
      version
    }
  }
}

function compareTotals(a: UsageTotal, b: UsageTotal): number {
  return (
    compareDates(a.from, b.from) ||
    (a.service < b.service ? -1 : a.service > b.service ? 1 : 0) ||
    (a.zone < b.zone ? -1 : a.zone > b.zone ? 1 : 0)
  )
}
