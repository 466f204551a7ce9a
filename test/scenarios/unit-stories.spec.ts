import { coastal } from './coastal.ts'
import { invoicesOf, play, table } from './play.ts'

const rules = `${coastal}
unit points
unit BTC with 8 decimals

tiers visits = graduated {
  counted per subscription, reset every cycle

  | up to      | price          |
  | 100 points | 0.10 per point |
  | *          | 0.04 per point |
}

tariff lounge for lounge, counted in points {
  one zone lounge

  rates {
    | price        |
    | tiers visits |
  }
}

tariff transfers for transfer {
  one zone transfer

  rates {
    | price                   | minimum |
    | 0.30 per 0.00000100 BTC | 0.05    |
  }
}

plan traveller "Traveller" {
  tariff lounge, transfers
  include 50 points of lounge, roll over 1 cycle
  include 0.00000200 BTC of transfer
}
`

const use = (at: string, service: string, quantity: string): object => ({ at, do: 'use', service, quantity })

describe('usage in units of the operator', () => {
  it('is covered by allowances of the unit, rolls over, is priced by tiers, and is exact to the smallest part', async () => {
    const life = await play({
      rules,
      facts: [
        { on: '2026-03-01', do: 'subscribe', plan: 'traveller', as: 'ann' },
        use('2026-03-02T10:00', 'lounge', '30 points'),
        use('2026-03-03T10:00', 'transfer', '0.0000025 BTC'),
        use('2026-04-02T10:00', 'lounge', '1 point'),
        use('2026-04-03T10:00', 'lounge', '199 points'),
        { on: '2026-05-01', do: 'advance' }
      ]
    })
    expect(life.ratedUsage.map(({ billed, covered, quantity }) => [quantity, billed, covered])).toEqual([
      ['30 points', '30 points', '30 points'],
      ['0.0000025 BTC', '0.0000025 BTC', '0.000002 BTC'],
      ['1 point', '1 point', '1 point'],
      ['199 points', '199 points', '69 points']
    ])
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-04-01
        Transfer, transfer   2026-03-01..2026-04-01   0.15
        total                                         0.15
        bill of 2026-05-01
        Lounge, lounge       2026-04-01..2026-05-01  11.20
        total                                        11.20
      `)
    )
  })

  it.each([
    ['1.5 points', 'is finer than usage is counted'],
    ['0.000000001 BTC', 'is finer than usage is counted'],
    ['100000000 BTC', 'more than it can be'],
    ['5 pionts', '"pionts" is no unit']
  ])('is refused in a life as %s', async (quantity, problem) => {
    await expect(play({ rules, facts: [use('2026-03-02T10:00', 'lounge', quantity)] })).rejects.toThrow(problem)
  })

  it('is not usage of another unit', async () => {
    const life = await play({
      rules,
      facts: [
        { on: '2026-03-01', do: 'subscribe', plan: 'traveller', as: 'ann' },
        use('2026-03-02T10:00', 'lounge', '1 BTC'),
        use('2026-03-03T10:00', 'transfer', '1 min')
      ]
    })
    expect(life.ratedUsage.map(({ detail, reason }) => [reason, detail])).toEqual([
      ['wrong-unit', 'tariff lounge counts points, the record BTC'],
      ['wrong-unit', 'tariff transfers counts BTC, the record seconds']
    ])
  })
})
