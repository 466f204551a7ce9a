// The usage of a bill: goes through the account's events in order of time, prices each, lets allowances cover, adds up.
import { accountAlignments } from '@farthing/billing-core'
import { dateText, startOfDayMs } from '@farthing/billing-core/values'
import type { UsageTotal } from '@farthing/plugin-sdk'
import { AllowanceBook } from './allowance-book.ts'
import type { AllowanceLeft, BillableUsage, NetUsage, Parked, ServiceStanding, UsageInput } from './bill-input.ts'
import { type CarriedUsage, MOST_CARRIED, usageWindow } from './carried-usage.ts'
import type { HeldVersions } from './held-versions.ts'
import type { PricedEvent } from './priced-usage.ts'
import { type EventTerms, type SettledEvent, settleEvent } from './settle-event.ts'
import { TierCounters } from './tier-counters.ts'
import { firstDay, UsageClock } from './usage-clock.ts'
import { UsageLane } from './usage-lane.ts'
import type { UsageWitness } from './usage-witness.ts'

export interface UsageOutcome {
  /** By subscription. */
  readonly totals: ReadonlyMap<string, readonly UsageTotal[]>
  readonly net: readonly NetUsage[]
  readonly allowances: readonly AllowanceLeft[]
  readonly carried: readonly CarriedUsage[]
}

/** Usage before local midnight of the bill's day, in order of (startedAt, id). */
export function usageInOrder(input: UsageInput): BillableUsage[] {
  const end = startOfDayMs(input.billDate, input.history.zone)
  return input.usage
    .filter(({ startedAt }) => startedAt < end)
    .sort((a, b) => a.startedAt - b.startedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}

/** What may come page by page: whoever goes through the usage of a bill has not all of it at once. */
export type UsageStageInput = Omit<UsageInput, 'usage'>

/** Takes usage in order, then says what it comes to. */
export class UsageStage {
  readonly #input: UsageStageInput
  readonly #book: AllowanceBook
  readonly #lanes: readonly UsageLane[]
  readonly #clock: UsageClock
  readonly #run: UsageRun
  readonly #windowStart: Temporal.PlainDate | null
  readonly #witness: UsageWitness | null
  readonly #net: NetUsage[] = []

  /** `witness`: told of every event. */
  constructor(input: UsageStageInput, held: HeldVersions, witness: UsageWitness | null = null) {
    const { history, since } = input
    const calendar = { alignments: accountAlignments(history), zone: history.zone }
    const { from: windowStart, state } = usageWindow(history, since, input.carried)
    const book = new AllowanceBook(calendar)
    for (const carried of state?.allowances ?? []) book.resume(carried)
    const tiers = new TierCounters(history.zone)
    for (const carried of state?.counts ?? []) tiers.resume(carried)
    const from = firstDay(history, windowStart)
    const lanes = history.subscriptions.map(each => new UsageLane(each, calendar, book, { input, held, from }))
    const carries = input.carried.length > 0 || lanes.some(({ lasting }) => lasting)
    const note = (day: Temporal.PlainDate): CarriedUsage => noteOf(day, book, tiers)
    this.#clock = new UsageClock(lanes, note, calendar, { from, carries })
    this.#input = input
    this.#book = book
    this.#lanes = lanes
    this.#windowStart = windowStart
    this.#witness = witness
    this.#run = new UsageRun(input, lanes, { clock: this.#clock, tiers, book, witness })
  }

  /** Null, or why the account is parked; nothing may be taken after that. */
  take(usage: readonly BillableUsage[]): Parked | null {
    return this.#run.go(usage, this.#windowStart, this.#net)
  }

  end(): UsageOutcome {
    const { billDate, carried, history } = this.#input
    if (this.#witness?.lastDay !== undefined)
      this.#witness.lastDay(this.#run.standing(startOfDayMs(billDate.subtract({ days: 1 }), history.zone)))
    this.#clock.advance(startOfDayMs(billDate, history.zone))
    return {
      totals: new Map(history.subscriptions.map(({ id }, index) => [id, this.#lanes[index]?.totals() ?? []])),
      net: this.#net,
      allowances: this.#book.left(billDate.subtract({ days: 1 })),
      carried: carriedOn(carried, this.#windowStart, this.#clock.carried)
    }
  }
}

/** What was carried to days up to the window's first stays true; later days were gone through again. */
function carriedOn(
  before: readonly CarriedUsage[],
  windowStart: Temporal.PlainDate | null,
  since: readonly CarriedUsage[]
): readonly CarriedUsage[] {
  const kept = windowStart === null ? [] : before.filter(({ at }) => at <= dateText(windowStart))
  return [...kept, ...since].slice(-MOST_CARRIED)
}

function noteOf(day: Temporal.PlainDate, book: AllowanceBook, tiers: TierCounters): CarriedUsage {
  const counts = tiers.carriedTo(day)
  return { at: dateText(day), allowances: book.carriedTo(day), ...(counts.length > 0 && { counts }) }
}

interface RunParts {
  readonly clock: UsageClock
  readonly tiers: TierCounters
  readonly book: AllowanceBook
  readonly witness: UsageWitness | null
}

class UsageRun {
  readonly #input: UsageStageInput
  readonly #clock: UsageClock
  readonly #tiers: TierCounters
  readonly #book: AllowanceBook
  readonly #witness: UsageWitness | null
  readonly #lanes: ReadonlyMap<string, UsageLane>
  #last: UsageLane | undefined
  #lastId = ''

  constructor(input: UsageStageInput, lanes: readonly UsageLane[], { book, clock, tiers, witness }: RunParts) {
    this.#input = input
    this.#clock = clock
    this.#tiers = tiers
    this.#book = book
    this.#witness = witness
    this.#lanes = new Map(
      input.history.subscriptions.flatMap(({ id }, index) => {
        const lane = lanes[index]
        return lane === undefined ? [] : [[id, lane] as const]
      })
    )
  }

  go(usage: readonly BillableUsage[], windowStart: Temporal.PlainDate | null, net: NetUsage[]): Parked | null {
    const fromMs = windowStart === null ? -Infinity : startOfDayMs(windowStart, this.#input.history.zone)
    for (const event of usage) {
      if (event.startedAt < fromMs) continue
      if (event.startedAt >= this.#clock.nextMs) this.#clock.advance(event.startedAt)
      const failed = this.#settle(event, net)
      if (failed !== null) return failed
    }
    return null
  }

  /** `atMs`: the beginning of a day on which the last of the usage began, or a later one. */
  standing(atMs: number): ServiceStanding[] {
    this.#clock.advance(atMs)
    return [...this.#lanes.values()].flatMap(lane => lane.standing(atMs, this.#laneOf))
  }

  #settle(event: BillableUsage, net: NetUsage[]): Parked | null {
    const lane = this.#laneOf(event.subscription)
    if (lane === undefined) return stranger(event)
    const priced = lane.price(event)
    if (!priced.ok) return priced
    const { id, startedAt, subscription } = event
    const { cycle } = lane.at(startedAt)
    const terms = {
      usable: lane.usable(startedAt, this.#laneOf),
      applied: lane.offerFor(priced),
      limits: lane.limits,
      tiers: this.#tiers.of(priced, cycle)
    }
    const settled = this.#witness === null ? settleEvent(priced, terms) : this.#witnessed(lane, priced, terms)
    if (!settled.ok) return settled
    if (this.#tiers.lasting) this.#clock.carryFrom(cycle)
    lane.add(priced, settled)
    const { amount, changes, covered, parts } = settled
    if (covered > 0 || amount !== event.amount) {
      const changedBy = [...parts.map(({ allowance }) => allowance.rule), ...changes.map(({ rule }) => rule)]
      net.push({ id, subscription, startedAt, coveredTicks: covered, changedBy, amount })
    }
    return null
  }

  #witnessed(lane: UsageLane, priced: PricedEvent, terms: EventTerms): SettledEvent | Parked {
    const stretch = lane.at(priced.event.startedAt)
    const use = { priced, stretch, terms, usedBefore: lane.usedBefore(priced), granted: () => this.#book.granted() }
    this.#witness?.before?.(use)
    const settled = settleEvent(priced, terms)
    if (settled.ok) this.#witness?.after?.(use, settled)
    return settled
  }

  readonly #laneOf = (subscription: string): UsageLane | undefined => {
    if (subscription !== this.#lastId) {
      this.#lastId = subscription
      this.#last = this.#lanes.get(subscription)
    }
    return this.#last
  }
}

function stranger({ subscription }: BillableUsage): Parked {
  const detail = `usage belongs to subscription ${subscription}, which this account has not`
  return { ok: false, reason: 'usage', detail }
}
