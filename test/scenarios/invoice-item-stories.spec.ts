// What a customer buys once: at the price of the day, at once or in parts, taken back, told late.
import { invoicesOf, play, table } from './play.ts'
import { coastal } from './coastal.ts'

const rules = `${coastal}
item sim-card "SIM card" 12.00
item phone "Phone" 100.00, category goods, in 3 instalments
`
const bought = (more: object): object => ({ on: '2026-01-31', do: 'buy', item: 'phone', ...more })
const until = (on: string): object => ({ on, do: 'advance' })
const cardsOf = ({ invoices }: Awaited<ReturnType<typeof play>>): string[] =>
  invoices.flatMap(({ lines }) =>
    lines.filter(({ description }) => description === 'SIM card').map(({ amount, from }) => `${from} ${amount}`)
  )

describe('an item that is bought', () => {
  it('is paid in parts that add up to its price, on the day of the month or the last of a shorter one', async () => {
    const life = await play({ rules, billDay: 1, facts: [bought({}), until('2026-04-01')] })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-02-01
        Phone, 1 of 3   2026-01-31..2026-02-01   33.34
        total                                    33.34
        bill of 2026-03-01
        Phone, 2 of 3   2026-02-28..2026-03-01   33.33
        total                                    33.33
        bill of 2026-04-01
        Phone, 3 of 3   2026-03-31..2026-04-01   33.33
        total                                    33.33
      `)
    )
    expect(life.balances.ledger).toMatchObject({ 'revenue:goods': '-100.00' })
  })

  it('may be a gift: it is known, and no invoice has a line for nothing', async () => {
    const life = await play({ rules, billDay: 1, facts: [bought({ price: '0.00' }), until('2026-04-01')] })
    expect([life.refused, invoicesOf(life)]).toEqual([[], []])
  })

  it('costs what was agreed, for a subscription, and comes late when it is told late', async () => {
    const life = await play({
      rules,
      billDay: 1,
      facts: [
        { on: '2026-01-01', do: 'subscribe', as: 's1', plan: 'mobile-20' },
        bought({ as: 's1', quantity: 2, price: '49.99', instalments: 1, known: '2026-02-10' }),
        until('2026-03-01')
      ]
    })
    expect(invoicesOf(life).slice(-4)).toEqual(
      table(`
        bill of 2026-03-01
        Phone       2026-01-31..2026-02-01   99.98
        Mobile 20   2026-03-01..2026-04-01   20.00
        total                               119.98
      `)
    )
    expect(life.invoices.at(-1)?.lines[0]).toMatchObject({ subscription: 's1', quantity: '2' })
  })

  it('is refused with its reason when it is not on sale, or makes no sense, and nothing is charged', async () => {
    const life = await play({
      rules,
      facts: [
        bought({ item: 'sim-cart' }),
        bought({ item: 'sim-card', quantity: 0 }),
        bought({ price: '-1.00' }),
        bought({ instalments: 0 }),
        until('2026-03-01')
      ]
    })
    expect(life.refused.map(({ reason }) => reason)).toEqual([
      'there is no item sim-cart on sale on 2026-01-31: did you mean sim-card?',
      'none of an item is no purchase: buy one or more',
      'an item costs 0.00 or more',
      'an item is paid in 1 to 120 instalments'
    ])
    expect(life.invoices).toEqual([])
  })

  it('is refused for a subscription that has ended, and what it bought before stays', async () => {
    const facts = [
      { on: '2026-01-01', do: 'subscribe', as: 's1', plan: 'mobile-20' },
      bought({ as: 's1', item: 'sim-card' }),
      bought({ on: '2026-02-09', as: 's1', item: 'sim-card' }),
      { on: '2026-02-10', do: 'terminate', as: 's1' },
      ...['2026-02-10', '2026-02-11'].map(on => bought({ on, as: 's1', item: 'sim-card' })),
      bought({ on: '2026-02-11', item: 'sim-card' }),
      until('2026-03-01')
    ]
    const life = await play({ rules, billDay: 1, facts })
    expect(life.refused.map(({ reason }) => reason)).toEqual([
      'the subscription ended on 2026-02-10',
      'the subscription ended on 2026-02-10'
    ])
    expect(cardsOf(life)).toEqual(['2026-01-31 12.00', '2026-02-09 12.00', '2026-02-11 12.00'])
  })

  it('stays charged where an end for a day before is told after it was bought', async () => {
    const facts = [
      { on: '2026-01-01', do: 'subscribe', as: 's1', plan: 'mobile-20' },
      bought({ as: 's1', item: 'sim-card' }),
      { on: '2026-01-20', do: 'terminate', as: 's1', known: '2026-02-10' },
      until('2026-04-01')
    ]
    const life = await play({ rules, billDay: 1, facts })
    expect([life.refused, cardsOf(life)]).toEqual([[], ['2026-01-31 12.00']])
  })

  it('of a life that says something strange names the fact and the field', async () => {
    await expect(play({ rules, facts: [bought({ quantity: 'two', colour: 'red' })] })).rejects.toThrow(
      'fact 1, field "colour": there is no such field; it may have: item, quantity, price, instalments, first\nfact 1, field "quantity": "two" is not a whole number from 0 on'
    )
  })
})
