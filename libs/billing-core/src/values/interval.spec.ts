import fc from 'fast-check'
import { containsDate, date, daysBetween, daysIn, intersect, interval, isEmpty } from './interval.ts'

describe('intervals', () => {
  it('are half-open', () => {
    const march = interval('2026-03-01', '2026-04-01')
    expect(daysIn(march)).toBe(31)
    expect(containsDate(march, date('2026-03-01'))).toBe(true)
    expect(containsDate(march, date('2026-04-01'))).toBe(false)
    expect(isEmpty(interval('2026-03-01', '2026-03-01'))).toBe(true)
  })

  it('share days or nothing', () => {
    const open = { from: date('2026-03-10'), until: null }
    expect(intersect(interval('2026-03-01', '2026-04-01'), open)).toEqual(interval('2026-03-10', '2026-04-01'))
    expect(intersect(open, { from: date('2026-05-01'), until: null })?.until).toBeNull()
    expect(intersect(interval('2026-01-01', '2026-03-10'), open)).toBeNull()
  })

  it.each(['2026-02-30', '2026-13-01', '2026-3-1', '20260301', '2026-03-01T00:00', '', 'today', '+002026-03-01'])(
    'refuses the date %j by name',
    text => {
      expect(() => date(text)).toThrow(text === '' ? "''" : text)
    }
  )

  it('refuses an end before the beginning', () => {
    expect(() => interval('2026-03-02', '2026-03-01')).toThrow('cannot end on 2026-03-01 before it begins')
  })

  it('count days as Temporal does, from the first year to the last', () => {
    const years = fc.integer({ min: -95_000_000, max: 95_000_000 }).map(n => date('1970-01-01').add({ days: n }))
    fc.assert(
      fc.property(years, years, (a, b) => {
        expect(daysBetween(a, b)).toBe(a.until(b, { largestUnit: 'day' }).days)
      })
    )
  })

  it('intersects as sets of days do', () => {
    const days = fc.integer({ min: 0, max: 60 }).map(n => date('2026-01-01').add({ days: n }))
    const stretches = fc
      .tuple(days, fc.integer({ min: 0, max: 30 }))
      .map(([from, n]) => interval(from, from.add({ days: n })))
    fc.assert(
      fc.property(stretches, stretches, days, (a, b, day) => {
        const shared = intersect(a, b)
        const inBoth = containsDate(a, day) && containsDate(b, day)
        expect(shared !== null && containsDate(shared, day)).toBe(inBoth)
      })
    )
  })
})
