import { coastal } from './coastal.ts'
import { invoicesOf, play, table } from './play.ts'

const withTexts = (reach: string): string => `${coastal}
tariff text for sms {
  rates {
    | price        |
    | 0.20 per sms |
  }
}

plan texts "Texts" {
  from 2026-01-01 until 2026-06-10
  tariff text
  include 10 messages of sms
}

plan texts "Texts" {
  from 2026-06-10
  ${reach}
  tariff text
  include 4 messages of sms
}

feature more "More" {
  from 2026-01-01 until 2026-06-10
  rent 3.00 per month in advance, prorated by day
}

feature more "More" {
  from 2026-06-10
  ${reach}
  rent 6.00 per month in advance, prorated by day
}
`

const texting = (reach: string) =>
  play({
    rules: withTexts(reach),
    billDay: 1,
    facts: [
      { on: '2026-05-01', do: 'subscribe', plan: 'texts', features: ['more'] },
      { at: '2026-05-10T10:00', do: 'use', service: 'sms', quantity: '10 sms', to: '+61393334444' },
      { at: '2026-06-11T10:00', do: 'use', service: 'sms', quantity: '10 sms', to: '+61393334444' },
      { at: '2026-07-11T10:00', do: 'use', service: 'sms', quantity: '10 sms', to: '+61393334444' },
      { on: '2026-08-01', do: 'advance' }
    ]
  })

describe('what a version includes, and features beside it', () => {
  it('stays with customers from before', async () => {
    expect(invoicesOf(await texting('holds for new customers')).slice(-2)).toEqual(
      table(`
        More   2026-08-01..2026-09-01   3.00
        total                           3.00
      `)
    )
  })

  it('comes with the next cycle', async () => {
    expect(invoicesOf(await texting('holds for everyone from next cycle')).slice(-7)).toEqual(
      table(`
        bill of 2026-07-01
        More   2026-07-01..2026-08-01   6.00
        total                           6.00
        bill of 2026-08-01
        More   2026-08-01..2026-09-01   6.00
        Sms    2026-07-01..2026-08-01   1.20
        total                           7.20
      `)
    )
  })

  it('is taken back when it holds retroactively: the cycle that began on its first day is counted anew', async () => {
    expect(invoicesOf(await texting('holds retroactively from 2026-05-01')).slice(6, 13)).toEqual(
      table(`
        bill of 2026-07-01
        More   2026-05-01..2026-06-01   3.00
        More   2026-06-01..2026-07-01   3.00
        More   2026-07-01..2026-08-01   6.00
        Sms    2026-05-01..2026-06-01   1.20
        Sms    2026-06-01..2026-07-01   1.20
        total                          14.40
      `)
    )
  })
})
