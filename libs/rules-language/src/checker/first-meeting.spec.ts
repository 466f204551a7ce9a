// Law 4, exactly: whatever a count of every minute finds, the proof finds, and the first of them.
import { dateOfEpochDay, epochDay } from '@farthing/billing-core/values'
import fc from 'fast-check'
import type { Application, DayTimes } from '../signature/application.ts'
import type { DaySet, DaySpan } from '../signature/slot-value.ts'
import { everApplies, firstMeeting, firstMeetingFrom } from './first-meeting.ts'

const first = epochDay(Temporal.PlainDate.from('2026-11-30'))
const noTimes = { hours: null, except: null, calendars: {} }
const always: Application = {
  name: 'a',
  overrides: [],
  from: null,
  until: null,
  times: noTimes,
  to: [{ service: 'voice', zones: null }]
}
const unbounded = { from: null, until: null }
const set = (days: readonly number[], holidays = false, dates: readonly DaySpan[] = []): DaySet => ({
  ...{ days, holidays, dates },
  calendars: []
})
const on = (days: DaySet, own: readonly number[] = []): DayTimes => ({
  hours: { parts: [{ days, times: { from: 0, until: 1440 } }] },
  except: null,
  calendars: { '': own }
})

describe('two exceptions', () => {
  it('meet on a holiday that is the only day of both', () => {
    const christmas = epochDay(Temporal.PlainDate.from('2026-12-25'))
    const meeting = firstMeeting(
      { ...always, from: dateOfEpochDay(first), times: on(set([], true), [christmas, christmas + 7]) },
      { ...always, times: on(set([5])), to: [{ service: 'voice', zones: ['national'] }] },
      unbounded
    )
    expect({ ...meeting, day: meeting?.day.toString() }).toEqual({
      day: '2026-12-25',
      minute: 0,
      service: 'voice',
      zone: 'national'
    })
  })

  it('meet from a day on first, and before it when they do not meet later', () => {
    const christmas: Application = {
      ...always,
      times: on({ ...set([]), dates: [{ from: '12-25', until: '12-26' }] })
    }
    const until = { from: null, until: Temporal.PlainDate.from('2026-06-01') }
    const day = (since: string, ...held: (typeof until)[]): string | undefined =>
      firstMeetingFrom(Temporal.PlainDate.from(since), [christmas, christmas], ...held)?.day.toString()
    expect([day('2026-01-01'), day('2026-01-01', until)]).toEqual(['2026-12-25', '1970-12-25'])
  })

  it('never meet when every day of both is taken out, or lies outside the plan', () => {
    const saturdays = { ...always, from: dateOfEpochDay(first), until: dateOfEpochDay(first + 7), times: on(set([6])) }
    const except = (...own: number[]): Application => ({
      ...always,
      times: { hours: null, except: set([], true), calendars: { '': own } }
    })
    expect(firstMeeting(saturdays, except(first + 5), unbounded)).toBeNull()
    expect(firstMeeting(saturdays, except(), unbounded)).not.toBeNull()
    expect(firstMeeting(saturdays, always, { from: dateOfEpochDay(first + 6), until: null })).toBeNull()
    expect(everApplies(saturdays, { from: null, until: dateOfEpochDay(first + 5) })).toBe(false)
  })

  it('meet only on a common zone of a common service', () => {
    const to = (service: string, ...zones: string[]): Application => ({ ...always, to: [{ service, zones }] })
    expect(firstMeeting(to('voice', 'a', 'b'), to('voice', 'b', 'c'), unbounded)?.zone).toBe('b')
    expect(firstMeeting(to('voice', 'a'), to('voice', 'c'), unbounded)).toBeNull()
    expect(firstMeeting(to('voice', 'a'), to('sms', 'a'), unbounded)).toBeNull()
  })

  const dated = (from: string, until: string): DayTimes => on(set([], false, [{ from, until }]))

  it('meet on a day of the year that is years away', () => {
    const leapDays = { ...always, from: dateOfEpochDay(first), times: dated('02-29', '03-01') }
    const sundays = { ...always, times: on(set([7])) }
    expect(firstMeeting(leapDays, sundays, unbounded)?.day.toString()).toBe('2032-02-29')
    const far = { ...always, times: dated('2060-01-01', '2061-01-01') }
    expect(firstMeeting(leapDays, far, unbounded)?.day.toString()).toBe('2060-02-29')
    expect(firstMeeting(leapDays, { ...always, times: dated('02-28', '02-29') }, unbounded)).toBeNull()
  })

  it('are proven apart at once, however many there are', () => {
    const monthDay = (index: number): string =>
      dateOfEpochDay(first + index)
        .toString()
        .slice(5)
    const offers = Array.from({ length: 300 }, (_, index) => ({
      ...always,
      times: dated(monthDay(index), monthDay(index + 1))
    }))
    const started = performance.now()
    const meetings = offers.flatMap((one, index) =>
      offers.slice(0, index).map(other => firstMeeting(one, other, unbounded))
    )
    expect(meetings.filter(meeting => meeting !== null)).toEqual([])
    const mixed = {
      ...always,
      times: { ...on(set([6, 7])), except: set([], false, [{ from: '01-01', until: '12-31' }]) }
    }
    expect(offers.filter(one => firstMeeting(one, mixed, unbounded) !== null)).toHaveLength(1)
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 3 })
  const span = fc.constantFrom({ from: '2026-12-24', until: '2026-12-27' }, { from: '12-31', until: '01-02' })
  const dates = fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, fc.array(span, { minLength: 1, maxLength: 2 }))
  const daySet = fc.record({ days, holidays: fc.boolean(), dates, calendars: fc.constant([]) })
  const hour = fc.integer({ min: 0, max: 23 })
  const times = fc
    .tuple(hour, hour)
    .filter(([from, until]) => from !== until)
    .map(([from, until]) => ({ from: from * 60, until: until * 60 }))
  const parts = fc.array(fc.record({ days: daySet, times }), { minLength: 1, maxLength: 2 })
  const weekTimes = fc.record({
    hours: fc.option(parts.map(list => ({ parts: list }))),
    except: fc.option(daySet)
  })
  const lasting = fc.record({ from: fc.integer({ min: 0, max: 30 }), length: fc.integer({ min: 1, max: 30 }) })
  const exception = fc.record({ times: weekTimes, lasting })

  it('are found to meet at the first hour at which a count finds both', () => {
    const holidays = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 4 })
    fc.assert(
      fc.property(exception, exception, holidays, (a, b, list) => {
        const free = list.map(day => first + day)
        const meeting = firstMeeting(built(a, free), built(b, free), unbounded)
        const found = meeting === null ? null : [epochDay(meeting.day), meeting.minute]
        expect(found).toEqual(counted(a, b, new Set(free)))
      }),
      { numRuns: 300 }
    )
  })
})

interface Random {
  readonly times: Pick<DayTimes, 'hours' | 'except'>
  readonly lasting: { readonly from: number; readonly length: number }
}

function built({ times, lasting }: Random, own: readonly number[]): Application {
  const from = first + lasting.from
  const until = dateOfEpochDay(from + lasting.length)
  return { ...always, times: { ...times, calendars: { '': own } }, from: dateOfEpochDay(from), until }
}

/** The first day and hour of both, by trying all: everything changes on whole hours. */
function counted(a: Random, b: Random, holidays: ReadonlySet<number>): number[] | null {
  for (let day = first; day < first + 70; day += 1) {
    for (let minute = 0; minute < 1440; minute += 60) {
      if ([a, b].every(each => holds(each, day, minute, holidays))) return [day, minute]
    }
  }
  return null
}

function holds({ lasting, times }: Random, day: number, minute: number, holidays: ReadonlySet<number>): boolean {
  if (day < first + lasting.from || day >= first + lasting.from + lasting.length) return false
  const weekday = dateOfEpochDay(day).dayOfWeek
  const text = dateOfEpochDay(day).toString()
  const isDated = ({ from }: DaySpan): boolean =>
    from === '12-31' ? /12-31|01-01$/.test(text) : /2026-12-2[456]/.test(text)
  const isIn = (days: DaySet): boolean =>
    days.days.includes(weekday) || (days.holidays && holidays.has(day)) || days.dates.some(isDated)
  if (times.except !== null && isIn(times.except)) return false
  if (times.hours === null) return true
  return times.hours.parts.some(part => {
    const { from, until } = part.times
    const inside = from < until ? minute >= from && minute < until : minute >= from || minute < until
    return isIn(part.days) && inside
  })
}
