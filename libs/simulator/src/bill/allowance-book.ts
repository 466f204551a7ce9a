// The allowances of an account while its usage is gone through in order of time: granted, used up, carried on, lapsed.
import { type Allowance, checkTicks, cutPeriod, type DatedAlignment } from '@farthing/billing-core'
import { dateText, type Interval, localDay, type RuleRef, sameDate, startOfDayMs } from '@farthing/billing-core/values'
import type { AllowanceLeft } from './bill-input.ts'
import { continued, isAlike } from './granted-again.ts'
import type { CarriedAllowance, CarriedTaken } from './carried-usage.ts'
import { type DayWindow, DayWindows, standOn, type WindowScope, windowTo } from './day-windows.ts'
import { CYCLE } from './usage-stretch.ts'
import type { Undo } from './undo.ts'
import type { VersionGrant } from './version-grants.ts'

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
  /** Null for packs, and for what was carried from a cycle before. */
  readonly origin: GrantOrigin | null
  /** Whether `expires` was written by a rule and does not follow from the cycle. */
  readonly fixed: boolean
  readonly expires: Temporal.PlainDate
  readonly startMs: number
  readonly endMs: number
  /** What counts by days: `left` is that of the day to which it was brought. */
  readonly window?: DayWindow
  /** What packs brought: it was bought, not granted. */
  readonly pack?: true
  /** When the event started that left nothing of it; null as long as there is some. */
  emptiedMs: number | null
}

export interface BookCalendar {
  readonly alignments: readonly DatedAlignment[]
  /** IANA zone of the account. */
  readonly zone: string
}

/** How an allowance of this cycle came about. */
interface GrantOrigin {
  readonly series: string
  /** The first day on the plan, or with the feature, that granted it. */
  readonly since: Temporal.PlainDate
  /** Ticks used of it that are not in its ticks less what is left: it was larger then, or without limit. */
  readonly usedBefore: number
  /** A version that does not grant it ended it. */
  readonly dropped: boolean
}

/** The days of a cycle on which one version of a plan or feature holds. */
export interface GrantedDays {
  readonly subscription: string
  readonly plan: string
  /** The first day on the plan, or with the feature, without a break. */
  readonly since: Temporal.PlainDate
  readonly cycle: Interval
  readonly days: Interval
  readonly startMs: number
  readonly endMs: number
}

export class AllowanceBook {
  readonly #calendar: BookCalendar
  /** By subscription, cycle and grant: a plan that comes back within a cycle goes on with what it had left. */
  readonly #all = new Map<string, HeldAllowance>()
  readonly #windows = new DayWindows()
  /** Grows when another subscription may have something new to share. */
  shares = 0

  constructor(calendar: BookCalendar) {
    this.#calendar = calendar
  }

  /** What the version does not grant any more ends; what it grants otherwise goes on, less what was used of it. */
  open(held: GrantedDays, grants: readonly VersionGrant[]): void {
    const { cycle, days, plan, since, startMs, subscription } = held
    this.#end(held, grants)
    for (const [order, { id, rule, series, service, ticks, zones, ...grant }] of grants.entries()) {
      const { rollOver = 0, shared = false } = grant
      const fixed = grant.expires !== undefined
      const expires = grant.expires ?? (rollOver === 0 ? cycle.until : this.#afterCycles(cycle.from, rollOver))
      const left = ticks === null ? null : checkTicks(ticks)
      const endMs = expires === days.until ? held.endMs : this.#ms(expires)
      const named = { id, subscription, plan, cycle: cycle.from, order, rule, shared }
      const origin = { series, since, usedBefore: 0, dropped: false }
      const granted = {
        ...named,
        service,
        zones,
        ticks,
        left,
        origin,
        ...this.#windowOf({ subscription, grant: id, service }, grant.days)
      }
      this.#add({ ...granted, rollOver, fixed, expires, startMs, endMs, emptiedMs: null })
    }
  }

  resume({ cycle, expires, ...carried }: CarriedAllowance): void {
    const from = Temporal.PlainDate.from(cycle)
    const until = expires === null ? this.#afterCycles(from, carried.rollOver) : Temporal.PlainDate.from(expires)
    const ends = { fixed: expires !== null, expires: until, startMs: this.#ms(from), endMs: this.#ms(until) }
    this.#add({ ...carried, cycle: from, ...ends, origin: null, emptiedMs: null })
  }

  resumeTaken(carried: CarriedTaken): void {
    this.#windows.resume(carried)
  }

  /** What is left of those that count by days on the day of an instant; until when that holds, epoch milliseconds. */
  bringTo(allowances: readonly HeldAllowance[], atMs: number): number {
    const byDays = allowances.filter(({ window }) => window !== undefined)
    if (byDays.length === 0) return Infinity
    const { zone } = this.#calendar
    const day = localDay(atMs, zone)
    for (const each of byDays) standOn(each, day, zone)
    return this.#ms(day.add({ days: 1 }))
  }

  mark(): Undo {
    const undoWindows = this.#windows.mark()
    const all = Array.from(this.#all, ([key, held]) => [key, held, held.left, held.emptiedMs] as const)
    const { shares } = this
    return () => {
      this.#all.clear()
      for (const [key, held, left, emptiedMs] of all) this.#all.set(key, Object.assign(held, { left, emptiedMs }))
      this.shares = shares
      undoWindows()
    }
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

  takenTo(day: Temporal.PlainDate): CarriedTaken[] {
    return this.#windows.carriedTo(day)
  }

  /** Those that could be used in the cycle of a day. */
  left(day: Temporal.PlainDate): AllowanceLeft[] {
    if (this.#all.size === 0) return []
    const { alignments, zone } = this.#calendar
    const sinceMs = this.#ms(cutPeriod(alignments, CYCLE, day).days.from)
    return [...this.#all.values()].filter(({ endMs }) => endMs > sinceMs).map(each => leftOn(each, day, zone))
  }

  #windowOf(named: Omit<WindowScope, 'days'>, days: number | undefined): { window?: DayWindow } {
    return days === undefined ? {} : { window: this.#windows.of({ ...named, days }) }
  }

  #add(allowance: HeldAllowance): void {
    const key = keyOf(allowance)
    const known = this.#all.get(key)
    if (known !== undefined && isAlike(known, allowance)) return
    this.#all.set(key, known === undefined ? allowance : continued(known, allowance))
    if (allowance.shared) this.shares += 1
  }

  /** Of the cycle's own allowances those that the version does not write, or writes as parts where they were whole. */
  #end({ cycle, days, plan, since, startMs, subscription }: GrantedDays, grants: readonly VersionGrant[]): void {
    const [series, scopes] = [new Set(grants.map(each => each.series)), new Set(grants.map(scopeOf))]
    for (const [key, each] of this.#all) {
      if (each.subscription !== subscription || each.plan !== plan || !sameDate(each.cycle, cycle.from)) continue
      if (each.origin === null || each.endMs <= startMs) continue
      const isOther = sameDate(each.origin.since, since) && !series.has(each.origin.series)
      if (isOther || !scopes.has(scopeOf(each)))
        this.#all.set(key, { ...each, expires: days.from, endMs: startMs, origin: { ...each.origin, dropped: true } })
    }
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

function keyOf({ cycle, id, subscription }: HeldAllowance): string {
  return `${subscription} ${dateText(cycle)} ${id}`
}

function scopeOf({ service, zones }: Pick<HeldAllowance, 'service' | 'zones'>): string {
  return `${service} ${zones?.toSorted().join() ?? '*'}`
}

function leftOn(allowance: HeldAllowance, day: Temporal.PlainDate, zone: string): AllowanceLeft {
  standOn(allowance, day, zone)
  const { cycle, expires, id: grant, left, service, subscription, ticks, window } = allowance
  const told = { subscription, grant, service, ticks, left }
  if (window === undefined) return { ...told, from: dateText(cycle), until: dateText(expires) }
  const { days } = window.scope
  return { ...told, ...windowTo(day, days), days }
}

function asCarried({
  fixed,
  expires,
  cycle,
  startMs: _start,
  endMs: _end,
  emptiedMs: _emptied,
  origin: _origin,
  window: _window,
  ...kept
}: HeldAllowance): CarriedAllowance {
  return { ...kept, cycle: dateText(cycle), expires: fixed ? dateText(expires) : null }
}
