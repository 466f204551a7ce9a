import { date } from '../values/index.ts'
import { billDates, nextBillDate } from './bill-day.ts'

const next = (billDay: number, after: string) => nextBillDate(billDay, date(after)).toString()

describe('bill days', () => {
  it('clamp to short months and come back', () => {
    expect(billDates(31, date('2026-01-01'), date('2026-06-01')).map(String)).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31'
    ])
    expect(next(30, '2028-01-30')).toBe('2028-02-29')
    expect(next(29, '2026-02-28')).toBe('2026-03-29')
    expect(next(1, '2026-12-15')).toBe('2027-01-01')
  })

  it('come after the day, and the range is half-open', () => {
    expect(next(15, '2026-03-14')).toBe('2026-03-15')
    expect(next(15, '2026-03-15')).toBe('2026-04-15')
    expect(billDates(15, date('2026-03-15'), date('2026-04-15')).map(String)).toEqual(['2026-03-15'])
    expect(billDates(15, date('2026-03-16'), date('2026-03-16'))).toEqual([])
  })

  it('there is one in every month, for each of the 31', () => {
    for (let billDay = 1; billDay <= 31; billDay += 1) {
      const dates = billDates(billDay, date('2027-01-01'), date('2029-01-01'))
      expect(dates.map(day => day.toPlainYearMonth().toString())).toEqual(
        Array.from({ length: 24 }, (_, n) => `${2027 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`)
      )
      for (const day of dates) expect(day.day).toBe(Math.min(billDay, day.daysInMonth))
    }
  })

  it.each([0, 32, -1, 1.5, Number.NaN])('refuses %s', billDay => {
    expect(() => nextBillDate(billDay, date('2026-01-01'))).toThrow('a bill day is 1..31')
  })
})
