import { days, eventCount, longDate, moment, serviceTitle, shownAmount, usageQuantity } from './wording.ts'

const date = (text: string) => Temporal.PlainDate.from(text)

describe('wording of documents', () => {
  it.each([
    ['2026-11-01', '2026-12-01', '1 – 30 Nov 2026'],
    ['2026-10-16', '2026-11-15', '16 Oct – 14 Nov 2026'],
    ['2026-12-15', '2027-01-15', '15 Dec 2026 – 14 Jan 2027'],
    ['2028-02-29', '2028-03-01', '29 Feb 2028'],
    ['2026-05-05', '2026-05-05', '5 May 2026']
  ])('shows the days from %s until %s as %s', (from, until, shown) => {
    expect(days(date(from), date(until))).toBe(shown)
  })

  it('shows amounts exactly, with the symbol and the decimals of their currency', () => {
    expect(shownAmount(1_240_500_000n, 'AUD')).toBe('$1,240.50')
    expect(shownAmount(9_007_199_254_740_993_000_000n, 'JPY')).toBe('¥9,007,199,254,740,993')
    expect(shownAmount(1_234_000n, 'KWD')).toBe('KWD\u00a01.234')
    expect(shownAmount(-5_000_000n, 'EUR')).toBe('-€5.00')
  })

  it('shows moments on the wall clock of the account', () => {
    expect(moment(Temporal.Instant.from('2026-10-03T16:30:00Z'), 'Australia/Melbourne')).toBe('4 Oct 2026, 03:30')
  })

  it('speaks of events by what they are', () => {
    expect([eventCount(1, 'second'), eventCount(0, 'message'), eventCount(2, 'byte'), eventCount(2, 'event')]).toEqual([
      '1 call',
      '0 messages',
      '2 sessions',
      '2 events'
    ])
    expect([serviceTitle('voice'), serviceTitle('sms')]).toEqual(['Voice', 'SMS'])
    expect([usageQuantity(90_000, 'second'), longDate(date('2026-11-22'))]).toEqual(['1 min 30 s', '22 November 2026'])
  })
})
