// The first moment and usage to which two exceptions both apply, or the proof that there is none. Exact: every day that is
// like no other is looked at, and of ordinary days, which only their weekday tells apart, one of each.
import { dateOfEpochDay, epochDay } from '@farthing/billing-core/values'
import { calendarNames, daySetsOf, minutesOn, weekdayOf } from '../compiler/day-times.ts'
import type { AppliesTo, Application, DayTimes } from '../signature/application.ts'

export interface Meeting {
  readonly day: Temporal.PlainDate
  /** Minutes since midnight. */
  readonly minute: number
  readonly service: string
  /** Null: to every zone. */
  readonly zone: string | null
}

/** The days on which a plan holds. */
export interface PlanDays {
  readonly from: Temporal.PlainDate | null
  readonly until: Temporal.PlainDate | null
}

/** Days since 1970-01-01, half-open. */
interface Days {
  readonly from: number
  readonly until: number
}

/** Rating knows the years from 1970 until 2100. */
const ALL_DAYS: Days = { from: 0, until: epochDay(Temporal.PlainDate.from('2100-01-01')) }

/** `held`: the days of the plan and features that they stand in. */
export function firstMeeting(a: Application, b: Application, ...held: readonly PlanDays[]): Meeting | null {
  const usage = commonUsage(a.to, b.to)
  if (usage === null) return null
  const moment = firstMoment([a.times, b.times], within([a, b, ...held]))
  return moment === null ? null : { ...moment, ...usage }
}

/** The first one from a day on; before that day only when there is none later. */
export function firstMeetingFrom(
  since: Temporal.PlainDate,
  [a, b]: readonly [Application, Application],
  ...held: readonly PlanDays[]
): Meeting | null {
  const later = firstMeeting(a, b, { from: since, until: null }, ...held)
  return later ?? firstMeeting(a, b, { from: null, until: since }, ...held)
}

export function areHeldTogether(...held: readonly PlanDays[]): boolean {
  const { from, until } = within(held)
  return from < until
}

/** Whether there is a moment of the plan at which it applies. */
export function everApplies({ times, ...dates }: Application, plan: PlanDays): boolean {
  return firstMoment([times], within([dates, plan])) !== null
}

function commonUsage(a: readonly AppliesTo[], b: readonly AppliesTo[]): Pick<Meeting, 'service' | 'zone'> | null {
  for (const { service, zones } of a) {
    for (const other of b) {
      if (other.service !== service) continue
      if (zones === null || other.zones === null) return { service, zone: (zones ?? other.zones)?.[0] ?? null }
      const zone = zones.find(each => other.zones?.includes(each))
      if (zone !== undefined) return { service, zone }
    }
  }
  return null
}

function within(all: readonly PlanDays[]): Days {
  let { from, until } = ALL_DAYS
  for (const days of all) {
    if (days.from !== null) from = Math.max(from, epochDay(days.from))
    if (days.until !== null) until = Math.min(until, epochDay(days.until))
  }
  return { from, until }
}

function firstMoment(times: readonly DayTimes[], days: Days): Pick<Meeting, 'day' | 'minute'> | null {
  for (const day of daysThatDiffer(times, days)) {
    const minute = firstCommonMinute(times, day)
    if (minute !== null) return { day: dateOfEpochDay(day), minute }
  }
  return null
}

/** In order. Dates that are named may be any days: then all of them; else each weekday once as no holiday, and all holidays. */
function* daysThatDiffer(times: readonly DayTimes[], { from, until }: Days): Generator<number> {
  const sets = times.flatMap(daySetsOf)
  const isDated = sets.some(({ dates }) => dates.length > 0)
  const names = calendarNames(sets)
  const holidays = new Set(times.flatMap(({ calendars }) => names.flatMap(name => calendars[name] ?? [])))
  const last = Math.max(-1, ...holidays)
  const seen = new Set<number>()
  for (let day = from; day < until; day += 1) {
    const weekday = weekdayOf(day)
    if (!isDated && !holidays.has(day)) {
      if (seen.has(weekday)) continue
      seen.add(weekday)
    }
    yield day
    if (!isDated && seen.size === 7 && day > last) return
  }
}

/** Ranges begin where one of them begins. */
function firstCommonMinute(times: readonly DayTimes[], day: number): number | null {
  const ranges = times.map(each => minutesOn(each, day))
  const starts = ranges.flatMap(list => list.map(({ from }) => from)).sort((a, b) => a - b)
  const isCommon = (minute: number): boolean =>
    ranges.every(list => list.some(({ from, until }) => from <= minute && minute < until))
  return starts.find(isCommon) ?? null
}
