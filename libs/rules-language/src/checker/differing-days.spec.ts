// One day of each kind is enough: whatever a walk over all days finds first, the first days of their kinds find.
import { epochDay } from '@farthing/billing-core/values'
import fc from 'fast-check'
import { minutesOn } from '../compiler/day-times.ts'
import type { DayTimes } from '../signature/application.ts'
import { differingDays } from './differing-days.ts'

const date = fc.integer({ min: 0, max: 20_000 }).map(day => Temporal.PlainDate.from('2000-01-01').add({ days: day }))
const monthDay = fc.constantFrom('01-01', '02-28', '02-29', '03-01', '06-15', '12-24', '12-31')
const span = fc.oneof(
  fc.tuple(monthDay, monthDay).map(([from, until]) => ({ from, until })),
  fc
    .tuple(date, fc.integer({ min: 1, max: 800 }))
    .map(([from, length]) => ({ from: from.toString(), until: from.add({ days: length }).toString() }))
)
const set = fc.record({
  days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { maxLength: 2 }),
  holidays: fc.boolean(),
  dates: fc.array(span, { maxLength: 2 }),
  calendars: fc.constant([])
})
const times: fc.Arbitrary<DayTimes> = fc.record({
  hours: set.map(days => ({ parts: [{ days, times: { from: 0, until: 1440 } }] })),
  except: fc.option(set),
  calendars: fc.uniqueArray(date.map(epochDay), { maxLength: 3 }).map(days => ({ '': days }))
})

describe('days that differ', () => {
  it('have among them the first on which times hold together', () => {
    fc.assert(
      fc.property(times, times, date, fc.integer({ min: 0, max: 12_000 }), (a, b, since, length) => {
        const from = epochDay(since)
        const holds = (day: number): boolean => [a, b].every(each => minutesOn(each, day).length > 0)
        let first: number | undefined
        for (let day = from; day < from + length && first === undefined; day++) if (holds(day)) first = day
        const looked = [...differingDays([a, b], { from, until: from + length })]
        expect(looked.find(holds)).toBe(first)
        expect(looked).toEqual(looked.toSorted((one, other) => one - other))
      }),
      { numRuns: 60 }
    )
  }, 60_000)

  it('are few', () => {
    const yearly = (from: string, until: string): DayTimes => ({
      hours: null,
      except: { days: [], holidays: false, dates: [{ from, until }], calendars: [] },
      calendars: {}
    })
    const days = { from: 0, until: 47_482 }
    expect([...differingDays([yearly('12-24', '12-27'), yearly('12-31', '01-02')], days)].length).toBe(21)
    expect([...differingDays([{ ...yearly('', ''), except: null }], days)]).toEqual([0, 1, 2, 3, 4, 5, 6])
  })
})
