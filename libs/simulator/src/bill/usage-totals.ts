// Adds up usage per cycle, service, zone and tariff version: what one invoice line sums.
import { labelOn, type SubscriptionHistory } from '@farthing/billing-core'
import { compareDates, dateText } from '@farthing/billing-core/values'
import type { UsageChange, UsageShare, UsageTotal } from '@farthing/plugin-sdk'
import type { Interval } from '@farthing/billing-core/values'
import type { HeldAllowance } from './allowance-book.ts'
import type { AmountChange } from './amount-changes.ts'
import { paidOf } from './paid-of.ts'
import type { PricedEvent } from './priced-usage.ts'
import type { SettledEvent } from './settle-event.ts'

interface Sum {
  readonly priced: PricedEvent
  readonly cycle: Interval
  events: number
  billedTicks: number
  coveredTicks: number
  exact: bigint
  prepaid: bigint
  readonly given: Map<HeldAllowance, number>
  readonly changed: Map<object, UsageChange>
}

export class UsageTotals {
  readonly #subscription: string
  readonly #all: readonly SubscriptionHistory[]
  readonly #sums = new Map<string, Sum>()
  #last: Sum | undefined
  #cycle: Interval | undefined
  #cycleText = ''

  /** `all`: the account's subscriptions, for their labels. */
  constructor(subscription: string, all: readonly SubscriptionHistory[]) {
    this.#subscription = subscription
    this.#all = all
  }

  add(priced: PricedEvent, cycle: Interval, { amount, changes, covered, parts }: SettledEvent): void {
    const sum = this.#sumFor(priced, cycle)
    sum.events += 1
    sum.billedTicks += priced.billed
    sum.coveredTicks += covered
    sum.exact += BigInt(amount)
    if (priced.event.prepaid !== undefined) sum.prepaid += BigInt(paidOf(priced, amount))
    for (const { allowance, ticks } of parts) sum.given.set(allowance, (sum.given.get(allowance) ?? 0) + ticks)
    for (const change of changes) sum.changed.set(change.source, addChange(sum.changed.get(change.source), change))
  }

  /** In order of cycle, service, zone. */
  list(): UsageTotal[] {
    return [...this.#sums.values()].map(sum => this.#total(sum)).toSorted(compareTotals)
  }

  /** Neighbours mostly share one. */
  #sumFor(priced: PricedEvent, cycle: Interval): Sum {
    const last = this.#last
    if (last?.cycle === cycle && isAlike(last.priced, priced)) return last
    this.#last = this.#find(priced, cycle)
    return this.#last
  }

  #find(priced: PricedEvent, cycle: Interval): Sum {
    if (cycle !== this.#cycle) {
      this.#cycle = cycle
      this.#cycleText = dateText(cycle.from)
    }
    const key = `${this.#cycleText} ${priced.event.service} ${priced.zone} ${priced.tariff.name} ${priced.tariff.startsAt} ${priced.version}`
    const known = this.#sums.get(key)
    if (known !== undefined) return known
    const sum: Sum = {
      priced,
      cycle,
      events: 0,
      billedTicks: 0,
      coveredTicks: 0,
      exact: 0n,
      prepaid: 0n,
      given: new Map(),
      changed: new Map()
    }
    this.#sums.set(key, sum)
    return sum
  }

  #total({ priced, cycle, given, changed, events, billedTicks, coveredTicks, exact, prepaid }: Sum): UsageTotal {
    const { tariff, version, zone, event } = priced
    return {
      subscription: this.#subscription,
      service: event.service,
      zone,
      from: cycle.from,
      until: cycle.until,
      unit: tariff.unit,
      events,
      billedTicks,
      coveredTicks,
      prepaid,
      exact: exact - prepaid,
      shares: Array.from(given, ([allowance, ticks]) => this.#share(allowance, ticks, cycle)),
      changes: [...changed.values()],
      rule: tariff.at,
      because: priced.because,
      version
    }
  }

  #share({ rule, subscription, ...allowance }: HeldAllowance, ticks: number, cycle: Interval): UsageShare {
    const isOlder = compareDates(allowance.cycle, cycle.from) < 0
    const owner = subscription === this.#subscription ? undefined : this.#all.find(({ id }) => id === subscription)
    return {
      rule,
      ticks,
      since: isOlder ? allowance.cycle : null,
      sharedBy: owner === undefined ? null : labelOn(owner, cycle.until)
    }
  }
}

/** The tariff stands for its service. */
function isAlike(a: PricedEvent, b: PricedEvent): boolean {
  return a.tariff === b.tariff && a.zone === b.zone && a.version === b.version
}

function addChange(sum: UsageChange | undefined, { amount, rule, step, ticks }: AmountChange): UsageChange {
  return {
    step,
    rule,
    events: (sum?.events ?? 0) + 1,
    ticks: ticks === null ? null : (sum?.ticks ?? 0) + ticks,
    exact: (sum?.exact ?? 0n) + BigInt(amount)
  }
}

function compareTotals(a: UsageTotal, b: UsageTotal): number {
  return (
    compareDates(a.from, b.from) ||
    (a.service < b.service ? -1 : a.service > b.service ? 1 : 0) ||
    (a.zone < b.zone ? -1 : a.zone > b.zone ? 1 : 0)
  )
}
