// The allowances of an account while its usage is gone through in order of time: granted, used up, carried on, lapsed.
import { type Allowance, type AllowanceGrant, checkTicks, cutPeriod, type DatedAlignment } from '@farthing/billing-core'
import { compareDates, dateText, type RuleRef, startOfDayMs } from '@farthing/billing-core/values'
import type { AllowanceLeft } from './bill-input.ts'
import type { CarriedAllowance } from './carried-usage.ts'
import { CYCLE, type UsageStretch } from './usage-stretch.ts'

/** Covers usage from `startMs` until `endMs` while its plan holds. */
export interface HeldAllowance extends Allowance {
  readonly id: string
  readonly subscription: string
  readonly plan: string
  readonly cycle: Temporal.PlainDate
  readonly order: number
  readonly rule: RuleRef
  readonly shared: boolean
  readonly ticks: number | null
  readonly rollOver: number
  /** Whether `expires` was written by a rule and does not follow from the cycle. */
  readonly fixed: boolean
  readonly expires: Temporal.PlainDate
  readonly startMs: number
  readonly endMs: number
  /** When the event started that left nothing of it; null as long as there is some. */
  emptiedMs: number | null
}

export interface BookCalendar {
  readonly alignments: readonly DatedAlignment[]
  /** IANA zone of the account. */
  readonly zone: string
}

export class AllowanceBook {
  readonly #calendar: BookCalendar
  /** By subscription, cycle and grant: a plan that comes back within a cycle goes on with what it had left. */
  readonly #all = new Map<string, HeldAllowance>()
  /** Grows when another subscription may have something new to share. */
  shares = 0

  constructor(calendar: BookCalendar) {
    this.#calendar = calendar
  }

  open(
    subscription: string,
    { cycle, days, run, startMs, ...stretch }: UsageStretch,
    grants: readonly AllowanceGrant[]
  ): void {
    for (const [order, { id, rule, service, ticks, zones, ...grant }] of grants.entries()) {
      const { rollOver = 0, shared = false } = grant
      const fixed = grant.expires !== undefined
      const expires = grant.expires ?? (rollOver === 0 ? cycle.until : this.#afterCycles(cycle.from, rollOver))
      const left = ticks === null ? null : checkTicks(ticks)
      const endMs = expires === days.until ? stretch.endMs : this.#ms(expires)
      const named = { id, subscription, plan: run?.plan ?? '', cycle: cycle.from, order, rule, shared }
      this.#add({ ...named, service, zones, ticks, left, rollOver, fixed, expires, startMs, endMs, emptiedMs: null })
    }
  }

  resume({ cycle, expires, ...carried }: CarriedAllowance): void {
    const from = Temporal.PlainDate.from(cycle)
    const until = expires === null ? this.#afterCycles(from, carried.rollOver) : Temporal.PlainDate.from(expires)
    const ends = { fixed: expires !== null, expires: until, startMs: this.#ms(from), endMs: this.#ms(until) }
    this.#add({ ...carried, cycle: from, ...ends, emptiedMs: null })
  }

  /** Every one so far. */
  granted(): HeldAllowance[] {
    return [...this.#all.values()]
  }

  /** A plan's own at an instant. */
  own(subscription: string, plan: string, atMs: number): HeldAllowance[] {
    return [...this.#all.values()].filter(
      each => each.subscription === subscription && each.plan === plan && isHeld(each, atMs)
    )
  }

  /** What other subscriptions share, whether or not their plans hold. */
  sharedByOthers(subscription: string, atMs: number): HeldAllowance[] {
    if (this.shares === 0) return []
    return [...this.#all.values()].filter(
      each => each.shared && each.subscription !== subscription && isHeld(each, atMs)
    )
  }

  /** What is left at the beginning of a day, for the days after it. */
  carriedTo(day: Temporal.PlainDate): CarriedAllowance[] {
    const atMs = this.#ms(day)
    return [...this.#all.values()].filter(each => each.left !== 0 && isHeld(each, atMs)).map(asCarried)
  }

  /** Those that could be used in the cycle of a day. */
  left(day: Temporal.PlainDate): AllowanceLeft[] {
    if (this.#all.size === 0) return []
    const sinceMs = this.#ms(cutPeriod(this.#calendar.alignments, CYCLE, day).days.from)
    return [...this.#all.values()]
      .filter(({ endMs }) => endMs > sinceMs)
      .map(({ subscription, id, service, ticks, left, cycle, expires }) => {
        return { subscription, grant: id, service, ticks, left, from: dateText(cycle), until: dateText(expires) }
      })
  }

  #add(allowance: HeldAllowance): void {
    const key = `${allowance.subscription} ${dateText(allowance.cycle)} ${allowance.id}`
    if (this.#all.has(key)) return
    this.#all.set(key, allowance)
    if (allowance.shared) this.shares += 1
  }

  /** The end of so many cycles after the one that begins on `from`. */
  #afterCycles(from: Temporal.PlainDate, count: number): Temporal.PlainDate {
    let day = from
    for (let left = count; left >= 0; left -= 1) day = cutPeriod(this.#calendar.alignments, CYCLE, day).days.until
    return day
  }

  #ms(day: Temporal.PlainDate): number {
    return startOfDayMs(day, this.#calendar.zone)
  }
}

function isHeld({ startMs, endMs }: HeldAllowance, atMs: number): boolean {
  return startMs <= atMs && atMs < endMs
}

function asCarried({
  fixed,
  expires,
  cycle,
  startMs: _start,
  endMs: _end,
  emptiedMs: _emptied,
  ...kept
}: HeldAllowance): CarriedAllowance {
  return { ...kept, cycle: dateText(cycle), expires: fixed ? dateText(expires) : null }
}

/** Soonest expiry first; of those that lapse on one day a subscription's own first, then in the order written. */
export function inOrderOfUse(allowances: HeldAllowance[], subscription: string): HeldAllowance[] {
  const isForeign = (each: HeldAllowance): number => Number(each.subscription !== subscription)
  return allowances.sort(
    (a, b) =>
      compareDates(a.expires, b.expires) ||
      isForeign(a) - isForeign(b) ||
      compareTexts(a.subscription, b.subscription) ||
      a.order - b.order ||
      compareDates(a.cycle, b.cycle)
  )
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
