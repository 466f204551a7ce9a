// The first moment and usage to which two exceptions both apply, or the proof that there is none. Exact: one day of every
// kind that their weekdays, dates and holidays tell apart is looked at.
import { dateOfEpochDay, epochDay } from '@farthing/billing-core/values'
import { minutesOn } from '../compiler/day-times.ts'
import type { AppliesTo, Application, DayTimes } from '../signature/application.ts'
import type { DaySpan } from '../signature/slot-value.ts'
import { ALL_DAYS, type Days, isYearly } from './days-of-span.ts'
import { differingDays } from './differing-days.ts'

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
  if (haveNoDate(times)) return null
  for (const day of differingDays(times, days)) {
    const minute = firstCommonMinute(times, day)
    if (minute !== null) return { day: dateOfEpochDay(day), minute }
  }
  return null
}

/** Ranges begin where one of them begins. */
function firstCommonMinute(times: readonly DayTimes[], day: number): number | null {
  const ranges = times.map(each => minutesOn(each, day))
  const starts = ranges.flatMap(list => list.map(({ from }) => from)).sort((a, b) => a - b)
  const isCommon = (minute: number): boolean =>
    ranges.every(list => list.some(({ from, until }) => from <= minute && minute < until))
  return starts.find(isCommon) ?? null
}

/** Where both speak of dates alone, and no two of them share a day: the usual case, and there may be many pairs of it. */
function haveNoDate([a, b]: readonly DayTimes[]): boolean {
  const [ofA, ofB] = [a === undefined ? null : datesAlone(a), b === undefined ? null : datesAlone(b)]
  return ofA !== null && ofB !== null && !ofA.some(one => ofB.some(other => mayShareDays(one, other)))
}

/** Null: it applies on other days too. */
function datesAlone({ hours }: DayTimes): DaySpan[] | null {
  if (hours === null) return null
  const sets = hours.parts.map(({ days }) => days)
  const alone = sets.every(({ days, calendars, holidays }) => days.length + calendars.length === 0 && !holidays)
  return alone ? sets.flatMap(({ dates }) => dates) : null
}

/** Dates are texts that compare; one over new year, and one beside another with a year, may. */
function mayShareDays(a: DaySpan, b: DaySpan): boolean {
  if (isYearly(a) !== isYearly(b) || a.from >= a.until || b.from >= b.until) return true
  return a.from < b.until && b.from < a.until
}
