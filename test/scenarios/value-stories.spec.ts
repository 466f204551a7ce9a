import { coastal } from './coastal.ts'
import { allPlugins, invoicesOf, play, rulesOf, table } from './play.ts'
import { runExamples } from '@farthing/simulator'

const rules = `${coastal}
tariff premium for premium, counted in events {
  one zone premium

  rates {
    | price        | setup | maximum |
    | 10% of value | 0.05  | 20.00   |
  }
}

plan shopper "Shopper" {
  rent 10.00 per month in advance
  tariff premium
  cap premium at 3.00 per cycle
}
`

const buy = (at: string, value?: string): object => ({
  at,
  do: 'use',
  service: 'premium',
  quantity: '1 event',
  ...(value === undefined ? {} : { value })
})

describe('usage that is worth something by its source', () => {
  it('is priced by its value, explained by it, and summed on the bill', async () => {
    const life = await play({
      rules,
      facts: [
        { on: '2026-03-01', do: 'subscribe', plan: 'shopper', as: '+61400000001' },
        buy('2026-03-02T10:00', '9.99'),
        buy('2026-03-03T10:00', '0'),
        buy('2026-03-04T10:00', '5000'),
        buy('2026-03-05T10:00'),
        { on: '2026-04-01', do: 'advance' }
      ]
    })
    expect(life.ratedUsage.map(({ amount, reason, value }) => [value, amount, reason])).toEqual([
      ['9.990000', '1.049000', null],
      ['0.000000', '0.050000', null],
      ['5000.000000', '20.000000', null],
      [null, null, 'no-value']
    ])
    const [first] = life.ratedUsage
    expect(first?.explanation?.inputs).toMatchObject({ value: '9.99' })
    expect(first?.explanation?.steps).toContainEqual(
      expect.objectContaining({ step: 'tiers', detail: '10% of value, which is 9.99', result: '0.999' })
    )
    expect(invoicesOf(life).slice(3)).toEqual(
      table(`
        bill of 2026-04-01
        Shopper            2026-04-01..2026-05-01  10.00
        Premium, premium   2026-03-01..2026-04-01   3.00
        total                                      13.00
      `)
    )
  })

  it.each([
    ['-1', 'field "value": "-1" is negative'],
    ['a lot', 'is not a value like "9.99"'],
    ['0.0000001', 'is not a value like "9.99"'],
    ['99999999999', 'is more than an event can be worth']
  ])('is refused in a life when it is %s', async (value, problem) => {
    const told = play({ rules, facts: [buy('2026-03-02T10:00', value)] })
    await expect(told).rejects.toThrow(problem)
  })

  it('stands in examples, in any of the lines of usage', async () => {
    const registry = await allPlugins()
    const text = `${rules}
      example "purchases" {
        on 2026-03-01 subscribe shopper as shop
        at 2026-03-02 10:00 use 1 event of premium worth 9.99 from shop
        expect charge 10% * 9.99 + 0.05 = 1.049
        at 2026-03-02 11:00 use 1 event of premium
        expect quarantined "no-value"
      }`
    const reports = await runExamples(rulesOf(text, registry), registry)
    expect(reports.map(({ failures, ok }) => [ok, failures])).toEqual([[true, []]])
  })

  it('is money of the operator in examples', async () => {
    const registry = await allPlugins()
    const text = `${rules}
      example "dollars" {
        on 2026-03-01 subscribe shopper
        at 2026-03-02 10:00 use 1 event of premium worth 9.99 USD
        expect charge 1.049
      }`
    expect(() => rulesOf(text, registry)).toThrow(/R0033.*foreign money/s)
  })
})
