// Discounts that share an amount over charges, and that follow one another.
import { invoicesOf, play, table } from './play.ts'
import { coastal } from './coastal.ts'

const rules = `${coastal}
discount loyal "Loyalty" 10% off, of rent
discount five "Five off" takes 5.00 off per cycle
discount capped "Capped" 50% off, at most 12.00 per cycle
discount alone "Alone" 20% off, order 1, alone
`
const mobile = (as = 's1', on = '2026-03-01'): object => ({ on, do: 'subscribe', as, plan: 'mobile-20' })
const grant = (on: string, discount: string, more: object = {}): object => ({
  on,
  do: 'grant-discount',
  discount,
  ...more
})
const until = (on: string): object => ({ on, do: 'advance' })
const lived = async (billDay: number, facts: readonly object[]): Promise<string[]> =>
  invoicesOf(await play({ rules, billDay, facts }))

describe('a discount', () => {
  it('of an amount is shared over all charges of the cycle, and over those that come later', async () => {
    const call = {
      at: '2026-03-05T10:30',
      do: 'use',
      as: 's1',
      service: 'voice',
      quantity: '300 s',
      to: '+61293334444'
    }
    const talk = { on: '2026-03-01', do: 'subscribe', as: 's1', plan: 'talk' }
    const facts = [talk, mobile('s2'), grant('2026-03-01', 'five'), call, until('2026-04-01')]
    expect(await lived(1, facts)).toEqual(
      table(`
        bill of 2026-03-01
        Talk                  2026-03-01..2026-04-01   10.00
        Five off        2026-03-01..2026-04-01   -1.67
        Mobile 20             2026-03-01..2026-04-01   20.00
        Five off   2026-03-01..2026-04-01   -3.33
        total                                          25.00
        bill of 2026-04-01
        Five off        2026-03-01..2026-04-01    0.09
        Talk                  2026-04-01..2026-05-01   10.00
        Five off        2026-04-01..2026-05-01   -1.67
        Voice, national       2026-03-01..2026-04-01    1.64
        Five off        2026-03-01..2026-04-01   -0.26
        Five off   2026-03-01..2026-04-01    0.17
        Mobile 20             2026-04-01..2026-05-01   20.00
        Five off   2026-04-01..2026-05-01   -3.33
        total                                          26.64
      `)
    )
  })

  it('takes off at most what it may, and never more than there is', async () => {
    const facts = [
      mobile(),
      mobile('s2'),
      grant('2026-03-01', 'capped'),
      { on: '2026-03-02', do: 'credit', amount: '3.00', description: 'Sorry' },
      { on: '2026-03-02', do: 'charge', amount: '4.00', description: 'Postage' },
      until('2026-04-01')
    ]
    expect(await lived(1, facts)).toEqual(
      table(`
        bill of 2026-03-01
        Mobile 20           2026-03-01..2026-04-01   20.00
        Capped: Mobile 20   2026-03-01..2026-04-01   -6.00
        Mobile 20           2026-03-01..2026-04-01   20.00
        Capped: Mobile 20   2026-03-01..2026-04-01   -6.00
        total                                        28.00
        bill of 2026-04-01
        Capped: Mobile 20   2026-03-01..2026-04-01    0.54
        Mobile 20           2026-04-01..2026-05-01   20.00
        Capped: Mobile 20   2026-04-01..2026-05-01   -6.00
        Capped: Mobile 20   2026-03-01..2026-04-01    0.55
        Mobile 20           2026-04-01..2026-05-01   20.00
        Capped: Mobile 20   2026-04-01..2026-05-01   -6.00
        Sorry               2026-03-02..2026-03-03   -3.00
        Postage             2026-03-02..2026-03-03    4.00
        Capped: Postage     2026-03-02..2026-03-03   -1.09
        total                                        29.00
      `)
    )
  })

  it('is of what those before have left, and one that stands alone finds nothing left to it', async () => {
    const facts = [
      mobile(),
      mobile('s2'),
      grant('2026-03-01', 'alone'),
      grant('2026-03-01', 'loyal', { as: 's1' }),
      grant('2026-03-01', 'five', { as: 's1' }),
      until('2026-03-01')
    ]
    expect(await lived(1, facts)).toEqual(
      table(`
        bill of 2026-03-01
        Mobile 20             2026-03-01..2026-04-01   20.00
        Loyalty: Mobile 20    2026-03-01..2026-04-01   -1.50
        Five off   2026-03-01..2026-04-01   -5.00
        Mobile 20             2026-03-01..2026-04-01   20.00
        Alone: Mobile 20      2026-03-01..2026-04-01   -4.00
        total                                          29.50
      `)
    )
  })
})

describe('what a discount shares out anew', () => {
  const visit = { on: '2026-04-15', do: 'charge', as: 's1', amount: '10.00', description: 'Visit' }
  const facts = [mobile('s1', '2026-04-01'), grant('2026-04-01', 'five'), visit, until('2026-05-01')]

  it('is told and booked with what it is taken off', async () => {
    const life = await play({ rules, billDay: 1, facts })
    expect(invoicesOf(life).slice(4)).toEqual(
      table(`
        bill of 2026-05-01
        Five off        2026-04-01..2026-05-01    1.67
        Visit           2026-04-15..2026-04-16   10.00
        Five off        2026-04-15..2026-04-16   -1.67
        Mobile 20       2026-05-01..2026-06-01   20.00
        Five off        2026-05-01..2026-06-01   -5.00
        total                                    25.00
      `)
    )
    expect(life.balances.ledger).toMatchObject({ 'revenue:rent': '-31.67', 'revenue:item': '-8.33' })
  })
})
