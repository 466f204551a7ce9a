// Packs, minimums and caps of one subscription while its usage is gone through: bought, used up, raised and held.
import type { CoverPart } from '@farthing/billing-core'
import { sameDate } from '@farthing/billing-core/values'
import { planCaps, planMinimums, planOverages, type Registry, type UsageOverage } from '@farthing/plugin-sdk'
import type { PlanVersion } from '@farthing/rules-language'
import type { HeldAllowance } from './allowance-book.ts'
import { DailyMinimums, type MinimumNow } from './daily-minimums.ts'
import type { FeaturesOn } from './feature-holders.ts'
import type { CapCounters } from './cap-counters.ts'
import { limitsOf, type OwnedLimit } from './owned-limit.ts'
import { type CapNow, PlanCaps } from './plan-caps.ts'
import type { PricedEvent } from './priced-usage.ts'
import { markAll, refill, type Undo } from './undo.ts'
import type { UsageStretch } from './usage-stretch.ts'

/** More of a service, as allowances that events use up, one for each rule that sold some; and how often it was bought. */
interface Packs {
  readonly held: HeldAllowance[]
  bought: number
}

export interface BoughtPacks {
  readonly overage: UsageOverage
  readonly parts: readonly CoverPart<HeldAllowance>[]
  /** Ticks that packs gave to the event: the sum of the parts. */
  readonly ticks: number
  /** Micro, for the packs that it bought. */
  readonly price: number
  /** Whether what the packs did not give costs nothing. */
  readonly restIsFree: boolean
}

/** How packs, minimums and caps of the plan stand before an event. */
export interface LimitsNow {
  readonly packs: readonly { readonly overage: UsageOverage; readonly bought: number; readonly left: number }[]
  readonly minimums: readonly MinimumNow[]
  readonly caps: readonly CapNow[]
}

const NO_PACKS: Packs = { held: [], bought: 0 }

/** Packs count by the plan and by what they are of: a plan that comes back in a cycle, or in a later version, goes on. */
export class PlanLimits {
  readonly #subscription: string
  readonly minimums: DailyMinimums
  readonly caps: PlanCaps
  readonly #packs = new Map<string, Packs>()
  #overages: readonly OwnedLimit<UsageOverage>[] = []
  #stretch: UsageStretch | null = null
  #cycle = 0

  /** `zone`: of the account. `counters`: of all its subscriptions. */
  constructor(subscription: string, zone: string, counters: CapCounters) {
    this.#subscription = subscription
    this.minimums = new DailyMinimums(zone)
    this.caps = new PlanCaps(subscription, zone, counters)
  }

  /** Before the first event of a stretch and whenever a feature changes; `plan` null for days without one. */
  enter(stretch: UsageStretch, plan: PlanVersion | null, features: FeaturesOn, { usageTerms }: Registry): void {
    if (!sameDate(this.#stretch?.cycle.from ?? null, stretch.cycle.from)) this.#cycle += 1
    this.#stretch = stretch
    const owners = [
      ...(plan === null ? [] : [{ name: stretch.run?.plan ?? '', rules: plan.rules }]),
      ...features.limiting
    ]
    this.#overages = owners.flatMap(({ name, rules }) => limitsOf(name, planOverages(rules, usageTerms)))
    this.caps.enter(
      stretch.cycle,
      owners.flatMap(({ name, rules }) => planCaps(rules, usageTerms).map(cap => ({ owner: name, cap })))
    )
    this.minimums.enter(stretch.run?.plan ?? '', plan === null ? [] : planMinimums(plan.rules, usageTerms))
  }

  /** What an event takes whose allowances, of which there are some, left `open` ticks of it. */
  buy({ event, zone }: PricedEvent, usable: readonly HeldAllowance[], open: number): BoughtPacks | null {
    if (open === 0 || this.#overages.length === 0) return null
    const found = this.#overages.find(({ limit }) => limit.service === event.service)
    if (
      found === undefined ||
      !usable.some(({ service, zones }) => service === event.service && (zones?.includes(zone) ?? true))
    ) {
      return null
    }
    const { limit: overage } = found
    const packs = this.#packsOf(found)
    const left = leftOf(packs)
    const needed = Math.max(0, Math.ceil((open - left) / overage.ticks))
    const bought = overage.most === null ? needed : Math.min(needed, Math.max(0, overage.most - packs.bought))
    const ticks = Math.min(open, left + bought * overage.ticks)
    if (bought > 0) {
      packs.bought += bought
      const sold = this.#soldBy(found, packs)
      sold.left = (sold.left ?? 0) + bought * overage.ticks
    }
    const price = safe(BigInt(bought) * overage.micro)
    return { overage, parts: takenFrom(packs, ticks), ticks, price, restIsFree: overage.then === 'free' }
  }

  /** Of a service: what is left of those bought in the cycle, and whether it may buy more. Null when it has none. */
  packs(service: string): { overage: UsageOverage; held: readonly HeldAllowance[]; mayBuy: boolean } | null {
    const found = this.#overages.find(({ limit }) => limit.service === service)
    if (found === undefined) return null
    const { limit: overage } = found
    const { held, bought } = this.#packs.get(this.#packsKey(found)) ?? NO_PACKS
    return { overage, held, mayBuy: overage.most === null || bought < overage.most }
  }

  mark(): Undo {
    const [overages, stretch, cycle] = [this.#overages, this.#stretch, this.#cycle]
    const packs = Array.from(this.#packs, ([key, { bought, held }]) => {
      return [key, { bought, held: held.map(each => ({ ...each })) }] as const
    })
    const undo = markAll([this.minimums, this.caps])
    return () => {
      undo()
      this.#overages = overages
      this.#stretch = stretch
      this.#cycle = cycle
      refill(this.#packs, packs)
    }
  }

  now(priced: PricedEvent): LimitsNow {
    return {
      packs: this.#overages.map(owned => {
        const packs = this.#packs.get(this.#packsKey(owned)) ?? NO_PACKS
        return { overage: owned.limit, bought: packs.bought, left: leftOf(packs) }
      }),
      minimums: this.minimums.now(priced),
      caps: this.caps.now(priced)
    }
  }

  #packsKey({ key }: OwnedLimit<UsageOverage>): string {
    return `${this.#cycle} ${key}`
  }

  #packsOf(owned: OwnedLimit<UsageOverage>): Packs {
    const key = this.#packsKey(owned)
    const known = this.#packs.get(key)
    if (known !== undefined) return known
    const packs = { held: [], bought: 0 }
    this.#packs.set(key, packs)
    return packs
  }

  /** A version that sells other packs in mid-cycle leaves those that are bought as they were sold. */
  #soldBy(owned: OwnedLimit<UsageOverage>, { held }: Packs): HeldAllowance {
    const { rule, service } = owned.limit
    const known = held.find(each => each.rule === rule)
    if (known !== undefined) return known
    const { cycle, run, startMs, endMs } = this.#stretch ?? outside()
    const sold: HeldAllowance = {
      ...{ id: this.#packsKey(owned), subscription: this.#subscription, plan: run?.plan ?? '', cycle: cycle.from },
      ...{ order: 0, rule, service, zones: null, shared: false, ticks: null, left: 0, rollOver: 0, fixed: false },
      ...{ origin: null, pack: true, expires: cycle.until, startMs, endMs, emptiedMs: null }
    }
    held.push(sold)
    return sold
  }
}

function leftOf({ held }: Packs): number {
  return held.reduce((sum, { left }) => sum + (left ?? 0), 0)
}

/** The oldest first. */
function takenFrom({ held }: Packs, wanted: number): CoverPart<HeldAllowance>[] {
  const parts: CoverPart<HeldAllowance>[] = []
  let open = wanted
  for (const allowance of held) {
    const ticks = Math.min(open, allowance.left ?? 0)
    if (ticks === 0) continue
    allowance.left = (allowance.left ?? 0) - ticks
    open -= ticks
    parts.push({ allowance, ticks })
  }
  return parts
}

function outside(): never {
  throw new Error('packs are bought while a plan holds')
}

function safe(micro: bigint): number {
  const amount = Number(micro)
  if (!Number.isSafeInteger(amount)) throw new RangeError(`packs for ${micro} are more than can be counted`)
  return amount
}
