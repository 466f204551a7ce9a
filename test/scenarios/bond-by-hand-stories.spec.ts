// A bond that is topped up and given back by hand: held, never earned, and never more given back than is there.
import { invoicesOf, play, table } from './play.ts'

const topUp = (on: string, amount: string): object => ({ on, do: 'top-up-bond', amount })
const refund = (on: string, amount: string): object => ({ on, do: 'refund-bond', amount })
const until = (on: string): object => ({ on, do: 'advance' })

describe('a bond by hand', () => {
  it('is held on the next invoice, and a part goes back', async () => {
    const life = await play({
      facts: [topUp('2026-03-05', '50.00'), refund('2026-03-20', '20.00'), until('2026-04-01')]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-04-01
        Bond topped up   2026-03-05..2026-03-06    50.00
        Bond returned    2026-03-20..2026-03-21   -20.00
        total                                      30.00
      `)
    )
    expect(Object.keys(life.balances.ledger).filter(name => name.startsWith('revenue'))).toEqual([])
    expect(life.balances.ledger).toMatchObject({ 'bond:life': '-30.00' })
  })

  it('never gives back more than is held, on its day or on any since', async () => {
    const { refused } = await play({
      facts: [
        topUp('2026-03-05', '50.00'),
        refund('2026-03-06', '50.01'),
        refund('2026-03-10', '40.00'),
        { ...refund('2026-03-07', '20.00'), known: '2026-03-12' },
        topUp('2026-03-13', '0.00'),
        until('2026-04-01')
      ]
    })
    expect(refused.map(({ reason }) => reason)).toEqual([
      '50.00 of what was topped up is held from 2026-03-06 on: no more can go back',
      '10.00 of what was topped up is held from 2026-03-07 on: no more can go back',
      'an amount above zero is held, or given back'
    ])
  })
})
