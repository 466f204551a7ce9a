import type { Statistics } from '@farthing/kernel'
import { statisticsDays, statisticsText } from './usage-statistics.ts'

const sums: Statistics['sums'][number] = {
  plan: null,
  service: 'voice',
  zone: '',
  day: null,
  hour: null,
  unit: 'second',
  currency: 'AUD',
  events: 1_234,
  quantity: 74_040_000n,
  billed: 74_100_000n,
  amount: 1_234_567_000n
}

describe('statistics for people', () => {
  it('are a table with the figures to the right', () => {
    const data = {
      ...sums,
      service: 'data',
      zone: 'home',
      unit: 'byte',
      events: 2,
      quantity: 1_500_000n,
      billed: 2_000_000n
    } as const
    expect(statisticsText({ known: null, sums: [sums, { ...data, amount: 20_000n }] }, ['service', 'zone'])).toBe(
      `service  zone  events         used       billed  before allowances
voice    -      1,234  20 h 34 min  20 h 35 min      1,234.567 AUD
data     home       2       1.5 MB         2 MB           0.02 AUD
`
    )
  })

  it('tell what a large operator carries in a month', () => {
    const large = { ...sums, unit: 'byte', quantity: 10n ** 16n, billed: 10n ** 16n + 10n ** 9n } as const
    expect(statisticsText({ known: null, sums: [large] }, ['service'])).toBe(
      `service  events      used        billed  before allowances
voice     1,234  10000 TB  10000.001 TB      1,234.567 AUD
`
    )
  })
})

describe('the days of statistics', () => {
  const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
  // 04:30 of the 29th in Sydney
  const now = Temporal.Instant.from('2026-11-28T17:30:00Z')
  const days = (from?: string, until?: string): string => {
    const asked = {
      from: from === undefined ? undefined : day(from),
      until: until === undefined ? undefined : day(until)
    }
    return Object.values(statisticsDays(asked, now, 'Australia/Sydney')).join(' ')
  }

  it('end with today where the operator is', () => {
    expect(days()).toBe('2026-10-31 2026-11-30')
    expect(days('2026-11-29')).toBe('2026-11-29 2026-11-30')
    expect(days(undefined, '2026-11-01')).toBe('2026-10-02 2026-11-01')
    expect(() => days('2026-11-30')).toThrow('it has to come after --from 2026-11-30')
  })
})
