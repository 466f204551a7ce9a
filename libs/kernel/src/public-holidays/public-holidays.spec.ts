import { publicHolidays } from './public-holidays.ts'

const days = (region: string, from: string, until: string): string[] =>
  publicHolidays
    .days(region, Temporal.PlainDate.from(from), Temporal.PlainDate.from(until))
    .map(({ date, title }) => `${date} ${title}`)

describe('public holidays', () => {
  it('knows countries and their parts', () => {
    expect(publicHolidays.regions()).toEqual(expect.arrayContaining(['NZ', 'AU', 'AU-VIC', 'DE-BY', 'GB-SCT']))
    expect(publicHolidays.regions()).not.toContain('XX')
  })

  it('lists the days of a region, half-open, substitutes among them', () => {
    expect(days('AU-VIC', '2026-12-25', '2027-01-01')).toEqual([
      '2026-12-25 Christmas Day',
      '2026-12-26 Boxing Day',
      '2026-12-28 Boxing Day (substitute day)'
    ])
    expect(days('AU-VIC', '2026-12-25', '2026-12-26')).toEqual(['2026-12-25 Christmas Day'])
  })

  it('counts every day of a long feast, and no part of a day', () => {
    expect(days('SA', '2026-03-15', '2026-03-25')).toHaveLength(4)
    expect(days('AU-SA', '2026-12-24', '2026-12-26')).toEqual(['2026-12-25 Christmas Day'])
  })
})
