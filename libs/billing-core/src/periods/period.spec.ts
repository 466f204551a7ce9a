import fc from 'fast-check'
import { date } from '../values/index.ts'
import { endAfter, formatPeriodLength, type PeriodLength, periodContaining, periodsFrom } from './period.ts'

const month: PeriodLength = { unit: 'month', count: 1 }
const quarter: PeriodLength = { unit: 'month', count: 3 }
const year: PeriodLength = { unit: 'month', count: 12 }
const words = (period: { from: Temporal.PlainDate; until: Temporal.PlainDate }) =>
  `${period.from.toString()}..${period.until.toString()}`

describe('periods', () => {
  it('begin on the bill day', () => {
    const alignment = { anchor: date('2026-03-20'), billDay: 15 }
    expect(words(periodContaining(alignment, month, date('2026-03-20')))).toBe('2026-03-15..2026-04-15')
    expect(words(periodContaining(alignment, month, date('2026-03-15')))).toBe('2026-03-15..2026-04-15')
    expect(words(periodContaining(alignment, month, date('2026-03-14')))).toBe('2026-02-15..2026-03-15')
    expect(words(periodContaining(alignment, quarter, date('2026-05-01')))).toBe('2026-03-15..2026-06-15')
    expect(words(periodContaining(alignment, year, date('2026-02-01')))).toBe('2025-03-15..2026-03-15')
  })

  it('begin on the anniversary, which does not drift', () => {
    const alignment = { anchor: date('2028-01-31'), billDay: null }
    const firsts = periodsFrom(alignment, month, date('2028-01-31')).take(5).map(words).toArray()
    expect(firsts).toEqual([
      '2028-01-31..2028-02-29',
      '2028-02-29..2028-03-31',
      '2028-03-31..2028-04-30',
      '2028-04-30..2028-05-31',
      '2028-05-31..2028-06-30'
    ])
    const leap = { anchor: date('2024-02-29'), billDay: null }
    expect(
      periodsFrom(leap, year, date('2024-03-01'))
        .take(5)
        .map(p => p.until.toString())
        .toArray()
    ).toEqual(['2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29', '2029-02-28'])
  })

  it.each<[string, PeriodLength, string]>([
    ['2026-01-31', month, '2026-02-28'],
    ['2026-01-31', { unit: 'month', count: 6 }, '2026-07-31'],
    ['2026-03-10', { unit: 'week', count: 2 }, '2026-03-24'],
    ['2026-03-10', { unit: 'day', count: 30 }, '2026-04-09'],
    ['2026-03-10', { unit: 'month', count: 14_400 }, '3226-03-10']
  ])('from %s on of %j end after a time, on %s', (from, length, end) => {
    expect(endAfter(date(from), length).toString()).toBe(end)
  })

  it('count weeks and days from the anchor, backwards too', () => {
    const alignment = { anchor: date('2026-03-04'), billDay: 15 }
    expect(words(periodContaining(alignment, { unit: 'week', count: 2 }, date('2026-03-03')))).toBe(
      '2026-02-18..2026-03-04'
    )
    expect(words(periodContaining(alignment, { unit: 'day', count: 10 }, date('2026-03-14')))).toBe(
      '2026-03-14..2026-03-24'
    )
  })

  it.each([0, -1, 1.5, 1201, Number.NaN])('refuse a length of %s months', count => {
    const alignment = { anchor: date('2026-01-01'), billDay: 1 }
    expect(() => periodContaining(alignment, { unit: 'month', count }, date('2026-01-01'))).toThrow(RangeError)
    expect(() => periodsFrom(alignment, { unit: 'month', count }, date('2026-01-01')).next()).toThrow(RangeError)
  })

  it('are named as people say them', () => {
    expect([month, quarter, year, { unit: 'week', count: 2 } as const].map(formatPeriodLength)).toEqual([
      'month',
      'quarter',
      'year',
      '2 weeks'
    ])
  })

  it('contain the day they were asked for, and the answer is the same from any day in them', () => {
    const days = fc.integer({ min: -20_000, max: 40_000 }).map(n => date('2000-01-01').add({ days: n }))
    const alignments = fc.record({ anchor: days, billDay: fc.option(fc.integer({ min: 1, max: 31 })) })
    const lengths = fc.record({ unit: fc.constantFrom('month', 'week', 'day'), count: fc.integer({ min: 1, max: 24 }) })
    fc.assert(
      fc.property(alignments, lengths, days, (alignment, length, day) => {
        const period = periodContaining(alignment, length, day)
        expect(Temporal.PlainDate.compare(period.from, day) <= 0).toBe(true)
        expect(Temporal.PlainDate.compare(day, period.until) < 0).toBe(true)
        expect(periodContaining(alignment, length, period.from)).toEqual(period)
        expect(periodContaining(alignment, length, period.until.subtract({ days: 1 }))).toEqual(period)
        expect(periodContaining(alignment, length, period.until).from).toEqual(period.until)
      })
    )
  })
})
