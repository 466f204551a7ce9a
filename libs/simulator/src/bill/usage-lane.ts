// One subscription on its way through the account's usage: its plan, its prices, its allowances at each event.
import type { SubscriptionHistory } from '@farthing/billing-core'
import { type Interval, localDay, startOfDayMs } from '@farthing/billing-core/values'
import type { UsageTotal } from '@farthing/plugin-sdk'
import type { PlanVersion } from '@farthing/rules-language'
import type { AllowanceBook, BookCalendar, HeldAllowance } from './allowance-book.ts'
import type { BillableUsage, Parked, ServiceStanding, UsageInput } from './bill-input.ts'
import { FeatureHolders, type FeaturesOn } from './feature-holders.ts'
import type { CapCounters } from './cap-counters.ts'
import { thereAgain } from './day-windows.ts'
import type { HeldVersions } from './held-versions.ts'
import type { AppliedOffer, UsedSoFar } from './offer-table.ts'
import { inOrderOfUse } from './order-of-use.ts'
import { PlanLimits } from './plan-limits.ts'
import { type PlanRun, planRuns } from './plan-runs.ts'
import { planTraits } from './plan-traits.ts'
import { type PricedEvent, UsagePricer } from './priced-usage.ts'
import type { SettledEvent } from './settle-event.ts'
import { type TermStretch, TermStretches } from './term-stretches.ts'
import { markAll, type Undo } from './undo.ts'
import { StretchFinder } from './usage-stretch.ts'
import { UsageTotals } from './usage-totals.ts'
import { notCounted, UsedInCycle } from './used-in-cycle.ts'
import { VersionGrants } from './version-grants.ts'

/** Finds the lane of another subscription. */
export type LaneFinder = (subscription: string) => UsageLane | undefined

interface LaneSettings {
  readonly input: Omit<UsageInput, 'usage'>
  readonly held: HeldVersions
  /** Of all subscriptions. */
  readonly caps: CapCounters
  /** The first day that is looked at. */
  readonly from: Temporal.PlainDate
}

export class UsageLane {
  readonly #totals: UsageTotals
  /** Whether something of it outlasts its cycle or is shared: then every stretch is opened in its time. */
  readonly lasting: boolean
  /** Whether something of it may outlive its cycle: then bills note how each cycle begins, though nothing was used. */
  readonly carries: boolean
  readonly #id: string
  readonly #input: Omit<UsageInput, 'usage'>
  readonly #book: AllowanceBook
  readonly #calendar: BookCalendar
  readonly #features: FeatureHolders
  readonly #stretches: TermStretches<PlanVersion>
  readonly #grants: VersionGrants
  readonly #pricer: UsagePricer
  #stretch: TermStretch<PlanVersion> | undefined
  /** The features for which limits were entered; null when they are to be entered anew. */
  #limitsOf: FeaturesOn | null = null
  #nextMs: number
  #usable: readonly HeldAllowance[] = []
  #usableUntilMs = -Infinity
  #sharesSeen = 0
  /** Null when nothing depends on it. */
  readonly #used: UsedInCycle | null
  /** Null when no plan of it has any. */
  readonly limits: PlanLimits | null

  constructor(
    subscription: SubscriptionHistory,
    calendar: BookCalendar,
    book: AllowanceBook,
    { input, held, caps, from }: LaneSettings
  ) {
    this.#id = subscription.id
    this.#input = input
    this.#book = book
    this.#calendar = calendar
    const { registry, ruleBook } = input
    const { alignments, zone } = calendar
    const finder = new StretchFinder(planRuns(subscription), alignments, zone)
    this.#stretches = new TermStretches(finder, zone, ({ plan, since }, day) => held.at('plans', plan, { day, since }))
    this.#grants = new VersionGrants(subscription.id, { book, zone, usageTerms: registry.usageTerms })
    this.#features = new FeatureHolders(subscription, { ...calendar, book, held, registry, ruleBook })
    this.#pricer = new UsagePricer(ruleBook, { held, features: this.#features }, registry)
    this.#totals = new UsageTotals(subscription.id, input.history.subscriptions)
    const { counting, countingOn, lasting, limited } = planTraits([subscription], ruleBook, registry)
    this.lasting = lasting
    this.carries = lasting || countingOn
    this.#used = counting ? new UsedInCycle() : null
    this.limits = limited ? new PlanLimits(subscription.id, calendar.zone, caps) : null
    this.#nextMs = this.lasting ? startOfDayMs(from, calendar.zone) : Infinity
  }

  /** When its next stretch begins that is to be opened whether or not there is usage. */
  get nextMs(): number {
    return this.#nextMs
  }

  /** Opens the stretch that begins at `nextMs`. */
  openNext(): void {
    const atMs = this.#nextMs
    this.#nextMs = Math.min(this.#enter(atMs).endMs, this.#features.at(atMs).endMs)
  }

  totals(): UsageTotal[] {
    return this.#totals.list()
  }

  /** `stretch`: in which it starts. */
  price(event: BillableUsage, stretch: TermStretch<PlanVersion>): PricedEvent | Parked {
    this.#enterLimits(stretch, event.startedAt)
    return this.#pricer.price(event, stretch)
  }

  at(startedAt: number): TermStretch<PlanVersion> {
    const last = this.#stretch
    return last !== undefined && startedAt >= last.startMs && startedAt < last.endMs ? last : this.#enter(startedAt)
  }

  /** The offer under which an event is, by what was used before it. */
  offerFor(priced: PricedEvent, cycle: Interval): AppliedOffer | null {
    return priced.offers?.find(priced, this.usedBefore(cycle) ?? notCounted) ?? null
  }

  /** What the subscription used of each service in the cycle; null when nothing depends on it. */
  usedBefore(cycle: Interval): UsedSoFar | null {
    if (this.#used === null) return null
    this.#used.enter(cycle)
    return this.#used.soFar
  }

  /** Adds an event to the sums of its lines. */
  add(priced: PricedEvent, settled: SettledEvent): void {
    this.#totals.add(priced, this.at(priced.event.startedAt).cycle, settled)
  }

  /** Counts an event that is settled, for those after it. */
  count(priced: PricedEvent, settled: SettledEvent, cycle: Interval): void {
    for (const { allowance, ticks } of settled.parts) {
      allowance.window?.add(ticks)
      if (allowance.left === 0) allowance.emptiedMs = priced.event.startedAt
    }
    if (this.#used === null) return
    this.#used.enter(cycle)
    this.#used.add(priced.event.service, priced.billed)
  }

  /** Its sums are not: nothing is added to them on trial. */
  mark(): Undo {
    const [stretch, limitsOf, nextMs] = [this.#stretch, this.#limitsOf, this.#nextMs]
    const parts = [this.#stretches, this.#grants, this.#features, this.limits, this.#used]
    const undo = markAll(parts.filter(part => part !== null))
    return () => {
      undo()
      this.#stretch = stretch
      this.#limitsOf = limitsOf
      this.#nextMs = nextMs
      this.#usableUntilMs = -Infinity
    }
  }

  /** Whether the plan or feature that granted an allowance is there. */
  holds(granter: string, atMs: number): boolean {
    return this.at(atMs).run?.plan === granter || this.#features.at(atMs).names.includes(granter)
  }

  /** Until when neither the plan nor a feature changes. */
  sameUntil(atMs: number): number {
    return Math.min(this.at(atMs).endMs, this.#features.at(atMs).endMs)
  }

  /** What may cover an event that starts now, in order of use. */
  usable(atMs: number, laneOf: LaneFinder): readonly HeldAllowance[] {
    const isKnown = atMs < this.#usableUntilMs && this.#book.shares === this.#sharesSeen
    return isKnown ? this.#usable : this.#findUsable(this.at(atMs).run, atMs, laneOf)
  }

  #findUsable(run: PlanRun | null, atMs: number, laneOf: LaneFinder): readonly HeldAllowance[] {
    const granters = [...(run === null ? [] : [run.plan]), ...this.#features.at(atMs).names]
    const own = granters.flatMap(granter => this.#book.own(this.#id, granter, atMs))
    let untilMs = this.sameUntil(atMs)
    const foreign = this.#book.sharedByOthers(this.#id, atMs).filter(({ plan, subscription }) => {
      const lane = laneOf(subscription)
      if (lane !== undefined) untilMs = Math.min(untilMs, lane.sameUntil(atMs))
      return lane?.holds(plan, atMs) ?? false
    })
    const all = own.concat(foreign)
    untilMs = Math.min(untilMs, this.#book.bringTo(all, atMs))
    const usable = inOrderOfUse(all, this.#id)
    for (const each of usable) untilMs = Math.min(untilMs, each.endMs)
    this.#usable = usable
    this.#usableUntilMs = untilMs
    this.#sharesSeen = this.#book.shares
    return usable
  }

  /** Of every service that the plan of a day includes. */
  standing(atMs: number, laneOf: LaneFinder): ServiceStanding[] {
    const stretch = this.at(atMs)
    const { cycle } = stretch
    this.#enterLimits(stretch, atMs)
    const usable = Map.groupBy(this.usable(atMs, laneOf), ({ service }) => service)
    return Array.from(usable, ([service, allowances]) => {
      const packs = this.limits?.packs(service) ?? null
      const held = [...allowances, ...(packs?.held ?? [])]
      const left = held.reduce<number | null>(
        (sum, one) => (sum === null || one.left === null ? null : sum + one.left),
        0
      )
      // what grants nothing has run out from its first moment on
      const last = held.reduce((latest, { emptiedMs, startMs }) => Math.max(latest, emptiedMs ?? startMs), -Infinity)
      const ended = left === 0 && packs?.mayBuy === false ? packs.overage : null
      const since = localDay(last, this.#calendar.zone)
      const runOut =
        ended?.runOut == null
          ? null
          : { effect: ended.runOut, rule: ended.rule, since, until: thereAgain(held, cycle.until) }
      return { subscription: this.#id, service, left, runOut }
    })
  }

  #enter(atMs: number): TermStretch<PlanVersion> {
    const stretch = this.#stretches.at(atMs)
    if (stretch === this.#stretch) return stretch
    this.#stretch = stretch
    this.#usableUntilMs = -Infinity
    this.#limitsOf = null
    this.#grants.open(stretch)
    return stretch
  }

  #enterLimits(stretch: TermStretch<PlanVersion>, atMs: number): void {
    if (this.limits === null) return
    const features = this.#features.at(atMs)
    if (features === this.#limitsOf) return
    this.#limitsOf = features
    this.limits.enter(stretch, stretch.version, features, this.#input.registry)
  }
}
