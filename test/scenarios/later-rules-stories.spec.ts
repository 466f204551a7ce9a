import { coastal } from './coastal.ts'
import { invoicesOf, play, table } from './play.ts'

describe('a version that holds retroactively', () => {
  const texting = (price: string, rent = '27.00'): string => `${coastal}
tariff text for sms {
  from 2026-01-01
  rates {
    | price        |
    | ${price} per sms |
  }
}

plan home "Home" {
  from 2026-01-01 until 2026-06-10
  rent 30.00 per month in advance, prorated by day
  tariff text
}

plan home "Home" {
  from 2026-06-10
  holds retroactively from 2026-05-01
  rent ${rent} per month in advance, prorated by day
  tariff text
}
`

  it.each([
    ['prices a text at more', texting('0.50'), '27.00'],
    ['raises its rent', texting('0.20', '28.00'), '28.00']
  ])('keeps its own rules for the past when a later publication %s', async (_what, later, rent) => {
    const text = { do: 'use', service: 'sms', quantity: '10 sms', to: '+61393334444' } as const
    const life = await play({
      rules: texting('0.20'),
      ruleSets: { later: () => later },
      billDay: 1,
      facts: [
        { on: '2026-05-01', do: 'subscribe', plan: 'home' },
        { ...text, at: '2026-05-20T10:00' },
        { ...text, at: '2026-06-05T10:00' },
        { ...text, at: '2026-07-20T10:00' },
        { on: '2026-09-01', do: 'publish', rules: 'later' },
        { on: '2026-09-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life).slice(-7)).toEqual(
      table(`
        bill of 2026-08-01
        Home   2026-08-01..2026-09-01   27.00
        Sms    2026-07-01..2026-08-01    2.00
        total                           29.00
        bill of 2026-09-01
        Home   2026-09-01..2026-10-01   ${rent}
        total                           ${rent}
      `)
    )
  })
})
