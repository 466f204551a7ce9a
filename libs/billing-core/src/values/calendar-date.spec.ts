import fc from 'fast-check'
import { addDays, calendarDate, compareDates, dateOfEpochDay, dateText, epochDay, sameDate } from './calendar-date.ts'
import { startOfDayMs } from './zone-clock.ts'
import { FORTY_ZONES } from './forty-zones.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const anyDay = fc.integer({ min: -99_000_000, max: 99_000_000 }).map(days => day('1970-01-01').add({ days }))
const nearDay = fc.integer({ min: -40_000, max: 80_000 }).map(days => day('1970-01-01').add({ days }))

describe('days of the calendar', () => {
  it('are ordered, told apart and written as Temporal does', () => {
    fc.assert(
      fc.property(fc.oneof(anyDay, nearDay), fc.oneof(anyDay, nearDay), (a, b) => {
        expect(Math.sign(compareDates(a, b))).toBe(Temporal.PlainDate.compare(a, b))
        expect(sameDate(a, b)).toBe(a.equals(b))
        expect(sameDate(a, day(a.toString()))).toBe(true)
        expect(dateText(a)).toBe(a.toString())
      })
    )
    expect([null, undefined].map(none => sameDate(none, day('2026-03-01')))).toEqual([false, false])
  })

  it('are numbered from 1970, there and back', () => {
    expect([day('1970-01-01'), day('2000-02-29'), day('1969-12-31')].map(epochDay)).toEqual([0, 11_016, -1])
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -1000, max: 1000 }), (a, count) => {
        expect(dateOfEpochDay(epochDay(a)).equals(a)).toBe(true)
        expect(addDays(a, count).equals(a.add({ days: count }))).toBe(true)
        expect(calendarDate(a.year, a.month, a.day).equals(a)).toBe(true)
      })
    )
  })

  it('begin when Temporal says, asked once or again', () => {
    fc.assert(
      fc.property(nearDay, fc.constantFrom(...FORTY_ZONES), (a, zone) => {
        const expected = a.toZonedDateTime(zone).epochMilliseconds
        expect([startOfDayMs(a, zone), startOfDayMs(a, zone)]).toEqual([expected, expected])
      })
    )
  })
})
