// One way through an account's usage in order of time: each event is priced, allowances cover, offers and limits change it.
import { accountAlignments } from '@farthing/billing-core'
import { dateText, startOfDayMs } from '@farthing/billing-core/values'
import { AllowanceBook } from './allowance-book.ts'
import type { AllowanceLeft, BillableUsage, Parked, ServiceStanding, UsageInput } from './bill-input.ts'
import { CapCounters } from './cap-counters.ts'
import { type CarriedUsage, usageWindow } from './carried-usage.ts'
import type { HeldVersions } from './held-versions.ts'
import type { PricedEvent } from './priced-usage.ts'
import { type EventTerms, type SettledEvent, settleEvent } from './settle-event.ts'
import { TierCounters } from './tier-counters.ts'
import { markAll, type Undo } from './undo.ts'
import { firstDay, UsageClock } from './usage-clock.ts'
import { UsageLane } from './usage-lane.ts'
import type { UsageWitness } from './usage-witness.ts'

export interface SettledUsage {
  readonly ok: true
  readonly lane: UsageLane
  readonly priced: PricedEvent
  readonly settled: SettledEvent
}

export class UsageRun {
  /** By subscription. */
  readonly lanes: ReadonlyMap<string, UsageLane>
  /** The first day that is looked at; null: all. */
  readonly windowStart: Temporal.PlainDate | null
  readonly #clock: UsageClock
  readonly #tiers: TierCounters
  readonly #caps: CapCounters
  readonly #book: AllowanceBook
  readonly #witness: UsageWitness | null
  #last: UsageLane | undefined
  #lastId = ''

  /** `witness`: told of every event. */
  constructor(input: Omit<UsageInput, 'usage'>, held: HeldVersions, witness: UsageWitness | null = null) {
    const { history, since } = input
    const calendar = { alignments: accountAlignments(history), zone: history.zone }
    const { from: windowStart, state } = usageWindow(history, since, input.carried)
    const book = new AllowanceBook(calendar)
    for (const carried of state?.allowances ?? []) book.resume(carried)
    for (const carried of state?.taken ?? []) book.resumeTaken(carried)
    const tiers = new TierCounters(history.zone)
    for (const carried of state?.counts ?? []) tiers.resume(carried)
    const caps = new CapCounters()
    for (const carried of state?.spent ?? []) caps.resume(carried)
    const from = firstDay(history, windowStart)
    const lanes = history.subscriptions
      .concat(history.elsewhere ?? [])
      .map(each => [each.id, new UsageLane(each, calendar, book, { input, held, caps, from })] as const)
    const carries = input.carried.length > 0 || lanes.some(([, lane]) => lane.carries)
    const note = (day: Temporal.PlainDate): CarriedUsage => noteOf(day, { book, tiers, caps })
    this.#clock = new UsageClock(
      lanes.map(([, lane]) => lane),
      note,
      calendar,
      { from, carries }
    )
    this.lanes = new Map(lanes)
    this.windowStart = windowStart
    this.#tiers = tiers
    this.#caps = caps
    this.#book = book
    this.#witness = witness
  }

  /** The next event in order of (startedAt, id), not before the window. */
  settle(event: BillableUsage): SettledUsage | Parked {
    if (event.startedAt >= this.#clock.nextMs) this.#clock.advance(event.startedAt)
    const lane = this.#laneOf(event.subscription)
    if (lane === undefined) return stranger(event)
    const { startedAt } = event
    const stretch = lane.at(startedAt)
    const priced = lane.price(event, stretch)
    if (!priced.ok) return priced
    const { cycle } = stretch
    const terms = {
      usable: lane.usable(startedAt, this.#laneOf),
      applied: lane.offerFor(priced, cycle),
      limits: lane.limits,
      tiers: priced.tariff.counted === null ? null : this.#tiers,
      cycle
    }
    const settled = this.#witness === null ? settleEvent(priced, terms) : this.#witnessed(lane, priced, terms)
    if (!settled.ok) return settled
    if (this.#tiers.lasting) this.#clock.carryFrom(cycle)
    lane.count(priced, settled, cycle)
    return { ok: true, lane, priced, settled }
  }

  /** `atMs`: the beginning of a day on which the last of the usage began, or a later one. */
  standing(atMs: number): ServiceStanding[] {
    this.#clock.advance(atMs)
    return [...this.lanes.values()].flatMap(lane => lane.standing(atMs, this.#laneOf))
  }

  /** What outlives the cycles that began before an instant. */
  carriedTo(atMs: number): readonly CarriedUsage[] {
    this.#clock.advance(atMs)
    return this.#clock.carried
  }

  /** Of allowances that could be used in the cycle of a day. */
  left(day: Temporal.PlainDate): AllowanceLeft[] {
    return this.#book.left(day)
  }

  /** Witnesses are not told of what is undone. */
  mark(): Undo {
    return markAll([this.#book, this.#tiers, this.#caps, this.#clock, ...this.lanes.values()])
  }

  #witnessed(lane: UsageLane, priced: PricedEvent, terms: EventTerms): SettledEvent | Parked {
    const stretch = lane.at(priced.event.startedAt)
    const use = {
      priced,
      stretch,
      terms,
      usedBefore: lane.usedBefore(terms.cycle),
      granted: () => this.#book.granted()
    }
    this.#witness?.before?.(use)
    const settled = settleEvent(priced, terms)
    if (settled.ok) this.#witness?.after?.(use, settled)
    return settled
  }

  readonly #laneOf = (subscription: string): UsageLane | undefined => {
    if (subscription !== this.#lastId) {
      this.#lastId = subscription
      this.#last = this.lanes.get(subscription)
    }
    return this.#last
  }
}

/** The first instant of a window. */
export function windowStartMs({ windowStart }: UsageRun, zone: string): number {
  return windowStart === null ? -Infinity : startOfDayMs(windowStart, zone)
}

interface Outliving {
  readonly book: AllowanceBook
  readonly tiers: TierCounters
  readonly caps: CapCounters
}

function noteOf(day: Temporal.PlainDate, { book, caps, tiers }: Outliving): CarriedUsage {
  const [counts, spent, taken] = [tiers.carriedTo(day), caps.carriedTo(day), book.takenTo(day)]
  return {
    at: dateText(day),
    allowances: book.carriedTo(day),
    ...(counts.length > 0 && { counts }),
    ...(spent.length > 0 && { spent }),
    ...(taken.length > 0 && { taken })
  }
}

function stranger({ subscription }: BillableUsage): Parked {
  const detail = `usage belongs to subscription ${subscription}, which this account has not`
  return { ok: false, reason: 'usage', detail }
}
