import { currencyCodes, currencyExponent, minorUnit } from '@farthing/billing-core/values'
import { eventCount, moment, serviceTitle, shownAmount, usageQuantity } from './wording.ts'

describe('wording of documents', () => {
  it('shows amounts exactly, with the symbol and the decimals of their currency', () => {
    expect(shownAmount(1_240_500_000n, 'AUD')).toBe('$1,240.50')
    expect(shownAmount(9_007_199_254_740_993_000_000n, 'JPY')).toBe('¥9,007,199,254,740,993')
    expect(shownAmount(1_234_000n, 'KWD')).toBe('KWD\u00a01.234')
    expect(shownAmount(-5_000_000n, 'EUR')).toBe('-€5.00')
  })

  it('rounds nothing away, in any currency', () => {
    expect(shownAmount(1_240_500_000n, 'HUF')).toBe('Ft\u00a01,240.50')
    expect(shownAmount(1_240_755_000n, 'IQD')).toBe('IQD\u00a01,240.755')
    expect(shownAmount(1_240_755_000n, 'AUD')).toBe('$1,240.755')
    const decimals = (text: string): number => /\.(\d+)$/.exec(text)?.[1]?.length ?? 0
    const otherwise = currencyCodes().filter(
      code => decimals(shownAmount(minorUnit(code), code)) !== currencyExponent(code)
    )
    expect(otherwise).toEqual([])
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
    expect(usageQuantity(90_000, 'second')).toBe('1 min 30 s')
  })
})
