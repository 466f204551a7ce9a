import { daysInWords, longDate } from './date-words.ts'

const date = (text: string) => Temporal.PlainDate.from(text)

describe('days in words', () => {
  it.each([
    ['2026-11-01', '2026-12-01', '1 – 30 Nov 2026'],
    ['2026-10-16', '2026-11-15', '16 Oct – 14 Nov 2026'],
    ['2026-12-15', '2027-01-15', '15 Dec 2026 – 14 Jan 2027'],
    ['2028-02-29', '2028-03-01', '29 Feb 2028'],
    ['2026-05-05', '2026-05-05', '5 May 2026']
  ])('are from %s until %s %s', (from, until, shown) => {
    expect(daysInWords(date(from), date(until))).toBe(shown)
  })

  it('are written out where there is room', () => {
    expect(longDate(date('2026-11-22'))).toBe('22 November 2026')
  })
})
