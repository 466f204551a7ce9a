// Adds up usage per cycle, service, zone and tariff version: what one invoice line sums.
import { labelOn, type SubscriptionHistory } from '@farthing/billing-core'
import { compareDates, dateText } from '@farthing/billing-core/values'
import type { UsageChange, UsageShare, UsageTotal } from '@farthing/plugin-sdk'
import type { Interval } from '@farthing/billing-core/values'
import type { TariffVersion } from '@farthing/rules-language'
import type { HeldAllowance } from './allowance-book.ts'
import type { AmountChange } from './amount-changes.ts'
import { ExactSum } from './exact-sum.ts'
import { paidOf } from './paid-of.ts'
import type { PricedEvent } from './priced-usage.ts'
import type { SettledEvent } from './settle-event.ts'

interface Sum {
  readonly priced: PricedEvent
  readonly cycle: Interval
  events: number
  billedTicks: number
  coveredTicks: number
  readonly exact: ExactSum
  readonly prepaid: ExactSum
  readonly given: Map<HeldAllowance, number>
  readonly changed: Map<object, Changed>
}

interface Changed extends Pick<UsageChange, 'step' | 'rule'> {
  events: number
  ticks: number | null
  readonly exact: ExactSum
}

export class UsageTotals {
  readonly #subscription: string
  readonly #all: readonly SubscriptionHistory[]
  readonly #sums = new Map<string, Sum>()
  /** Of the cycle at hand, by tariff, which stands for its service, and zone: a text is made of all that only once. */
  readonly #near = new Map<TariffVersion, Map<string, Sum>>()
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
    sum.exact.add(amount)
    if (priced.event.prepaid !== undefined) sum.prepaid.add(paidOf(priced, amount))
    for (const { allowance, ticks } of parts) sum.given.set(allowance, (sum.given.get(allowance) ?? 0) + ticks)
    for (const change of changes) addChange(sum.changed, change)
  }

  /** In order of cycle, service, zone. */
  list(): UsageTotal[] {
    return [...this.#sums.values()].map(sum => this.#total(sum)).toSorted(compareTotals)
  }

  #sumFor(priced: PricedEvent, cycle: Interval): Sum {
    if (cycle !== this.#cycle) {
      this.#cycle = cycle
      this.#cycleText = dateText(cycle.from)
      this.#near.clear()
    }
    const { tariff, version, zone } = priced
    let byZone = this.#near.get(tariff)
    if (byZone === undefined) this.#near.set(tariff, (byZone = new Map()))
    const near = byZone.get(zone)
    if (near !== undefined && near.priced.version === version) return near
    const sum = this.#find(priced, cycle)
    byZone.set(zone, sum)
    return sum
  }

  #find(priced: PricedEvent, cycle: Interval): Sum {
    const key = `${this.#cycleText} ${priced.event.service} ${priced.zone} ${priced.tariff.name} ${priced.tariff.startsAt} ${priced.version}`
    const known = this.#sums.get(key)
    if (known !== undefined) return known
    const sum: Sum = {
      priced,
      cycle,
      events: 0,
      billedTicks: 0,
      coveredTicks: 0,
      exact: new ExactSum(),
      prepaid: new ExactSum(),
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
      prepaid: prepaid.total,
      exact: exact.total - prepaid.total,
      shares: Array.from(given, ([allowance, ticks]) => this.#share(allowance, ticks, cycle)),
      changes: Array.from(changed.values(), each => ({ ...each, exact: each.exact.total })),
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

function addChange(changed: Map<object, Changed>, { amount, rule, source, step, ticks }: AmountChange): void {
  let sum = changed.get(source)
  if (sum === undefined) {
    sum = { step, rule, events: 0, ticks: null, exact: new ExactSum() }
    changed.set(source, sum)
  }
  sum.events += 1
  sum.ticks = ticks === null ? null : (sum.ticks ?? 0) + ticks
  sum.exact.add(amount)
}

function compareTotals(a: UsageTotal, b: UsageTotal): number {
  return (
    compareDates(a.from, b.from) ||
    (a.service < b.service ? -1 : a.service > b.service ? 1 : 0) ||
    (a.zone < b.zone ? -1 : a.zone > b.zone ? 1 : 0)
  )
}
