// Items in instalments after a first payment, and of which the rest is due when service ends.
import { coastal } from './coastal.ts'
import { linesOf, play } from './play.ts'

const rules = `${coastal}
item phone "Phone" 220.00, category goods, in 3 instalments, after a first payment of 120.00
item watch "Watch" 120.00, in 4 instalments, the rest at once when service ends
item tablet "Tablet" 100.00, in 3 instalments
`
const at = (on: string, does: string, more: object = {}): object => ({ on, do: does, ...more })
const start = at('2026-03-01', 'subscribe', { as: 's1', plan: 'mobile-20' })

/** What items charged, bill by bill: '2026-04-01: Phone, first payment 2026-03-31 120.00'. */
async function charged(...facts: object[]): Promise<string[]> {
  const life = await play({ rules, billDay: 1, facts: [...facts, at('2027-01-01', 'advance')] })
  expect(life.refused).toEqual([])
  return linesOf(life, description => /Phone|Watch|Tablet/.test(description))
}

describe('a first payment', () => {
  it('is due on the day, and the instalments follow it a month apart', async () => {
    expect(await charged(at('2026-03-31', 'buy', { item: 'phone' }))).toEqual([
      '2026-04-01: Phone, first payment 2026-03-31 120.00',
      '2026-05-01: Phone, 1 of 3 2026-04-30 33.34',
      '2026-06-01: Phone, 2 of 3 2026-05-31 33.33',
      '2026-07-01: Phone, 3 of 3 2026-06-30 33.33'
    ])
  })

  it('of which rounding leaves nothing still puts the instalments off by a month', async () => {
    const coarse = rules.replace('round half up to 0.01', 'round half up to 0.05')
    const facts = [start, at('2026-03-05', 'buy', { item: 'tablet', first: '0.02' }), at('2026-05-01', 'advance')]
    const life = await play({ rules: coarse, billDay: 1, facts })
    expect(linesOf(life, description => description.startsWith('Tablet'))).toEqual([
      '2026-05-01: Tablet, 1 of 3 2026-04-05 33.35'
    ])
  })

  it.each([
    ['is of each that is bought', { quantity: 2, instalments: 2 }, ['240.00', '100.00', '100.00']],
    ['may be agreed', { first: '20.00', instalments: 2 }, ['20.00', '100.00', '100.00']],
    ['may be agreed to be none', { first: '0.00', instalments: 2 }, ['110.00', '110.00']],
    ['is no more than an agreed price', { price: '70.00' }, ['70.00']],
    ['is none where all is paid at once', { instalments: 1 }, ['220.00']]
  ])('%s', async (_, more, amounts) => {
    const lines = await charged(at('2026-03-05', 'buy', { item: 'phone', ...more }))
    expect(lines.map(line => line.split(' ').at(-1))).toEqual(amounts)
  })

  it.each([
    [{ item: 'tablet', first: '100.00' }, 'what is paid first is less than the price, 100.00'],
    [{ item: 'tablet', first: '-1.00' }, 'a first payment is 0.00 or more'],
    [{ item: 'phone', first: '1.00', instalments: 1 }, 'a first payment is followed by two instalments or more']
  ])('%j is refused', async (more, reason) => {
    const life = await play({ rules, facts: [at('2026-03-05', 'buy', more)] })
    expect(life.refused.map(each => each.reason)).toEqual([reason])
  })
})

describe('the rest of an item', () => {
  const bought = at('2026-03-05', 'buy', { as: 's1', item: 'watch' })
  const byAccount = at('2026-03-05', 'buy', { item: 'watch' })

  it.each([
    ['is due when the subscription ends', bought],
    ['bought by the account is due when its last subscription ends', byAccount]
  ])('%s', async (_, buys) => {
    expect(await charged(start, buys, at('2026-04-10', 'terminate', { as: 's1' }))).toEqual([
      '2026-04-01: Watch, 1 of 4 2026-03-05 30.00',
      '2026-05-01: Watch, 2 of 4 2026-04-05 30.00',
      '2026-05-01: Watch, the rest 2026-04-10 60.00'
    ])
  })

  it('is no rest on the day on which an instalment is due, or when all were', async () => {
    expect((await charged(start, bought, at('2026-05-05', 'terminate', { as: 's1' }))).slice(2)).toEqual([
      '2026-06-01: Watch, 3 of 4 2026-05-05 30.00',
      '2026-06-01: Watch, the rest 2026-05-05 30.00'
    ])
    expect((await charged(start, bought, at('2026-06-05', 'terminate', { as: 's1' }))).slice(3)).toEqual([
      '2026-07-01: Watch, 4 of 4 2026-06-05 30.00'
    ])
  })

  it('is due once, though the customer comes back', async () => {
    const back = at('2026-07-01', 'subscribe', { as: 's2', plan: 'mobile-20' })
    expect((await charged(start, byAccount, at('2026-04-10', 'terminate', { as: 's1' }), back)).slice(2)).toEqual([
      '2026-05-01: Watch, the rest 2026-04-10 60.00'
    ])
  })

  it('is due once, though the only subscription moves away and comes back', async () => {
    const away = [
      at('2026-04-10', 'move', { as: 's1', to: 'other' }),
      at('2026-06-10', 'move', { as: 's1', from: 'other' })
    ]
    expect((await charged(start, byAccount, ...away)).slice(2)).toEqual([
      '2026-05-01: Watch, the rest 2026-04-10 60.00'
    ])
    // the instalments of its own are of who has it on their days
    expect(await charged(start, bought, ...away)).toHaveLength(2)
  })

  it('waits while another subscription goes on, where the account bought it', async () => {
    const other = at('2026-03-01', 'subscribe', { as: 's2', plan: 'mobile-40' })
    const ended = at('2026-04-10', 'terminate', { as: 's1' })
    expect(await charged(start, other, byAccount, ended)).toHaveLength(4)
    expect(await charged(start, other, bought, ended)).toHaveLength(3)
  })

  it('goes by instalments where nothing ends early, nothing had begun, or the item says nothing of it', async () => {
    const ended = at('2026-04-10', 'terminate', { as: 's1' })
    expect(await charged(byAccount)).toHaveLength(4)
    expect(await charged(start, ended, at('2026-04-20', 'buy', { item: 'watch' }))).toHaveLength(4)
    expect(await charged(start, at('2026-03-05', 'buy', { as: 's1', item: 'tablet' }), ended)).toHaveLength(3)
  })

  it('waits for the end of a service that begins after the purchase, where the last one was over by then', async () => {
    const ended = at('2026-04-10', 'terminate', { as: 's1' })
    const back = [
      at('2026-05-10', 'subscribe', { as: 's2', plan: 'mobile-20' }),
      at('2026-06-01', 'terminate', { as: 's2' })
    ]
    for (const day of ['2026-04-10', '2026-04-20']) {
      const buys = at(day, 'buy', { item: 'watch' })
      expect(await charged(start, ended, buys)).toHaveLength(4)
      expect((await charged(start, ended, buys, ...back)).at(-1)).toContain('Watch, the rest 2026-06-01 60.00')
    }
  })

  it('is corrected when the end is told late, and comes to the price', async () => {
    const late = at('2026-04-01', 'terminate', { as: 's1', known: '2026-05-20' })
    expect((await charged(start, bought, late)).toSorted()).toEqual([
      '2026-04-01: Watch, 1 of 4 2026-03-05 30.00',
      '2026-05-01: Watch, 2 of 4 2026-04-05 30.00',
      '2026-06-01: Watch, 2 of 4 2026-04-05 -30.00',
      '2026-06-01: Watch, the rest 2026-04-01 90.00'
    ])
  })

  it('is due after the first payment, where there was one', async () => {
    const dear = rules.replace('first payment of 120.00', 'first payment of 120.00, the rest at once when service ends')
    const facts = [
      start,
      at('2026-03-05', 'buy', { as: 's1', item: 'phone' }),
      at('2026-03-20', 'terminate', { as: 's1' })
    ]
    const life = await play({ rules: dear, billDay: 1, facts: [...facts, at('2027-01-01', 'advance')] })
    expect(
      life.invoices.flatMap(({ lines }) => lines.map(({ amount, description }) => `${description} ${amount}`))
    ).toEqual(expect.arrayContaining(['Phone, first payment 120.00', 'Phone, the rest 100.00']))
  })
})
