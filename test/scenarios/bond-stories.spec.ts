import { invoicesOf, play, table } from './play.ts'

const subscribed = { on: '2026-01-01', do: 'subscribe', plan: 'premium' }

describe('a bond', () => {
  it('is held as a liability, earned back by three payments on time, and given back on the next bill', async () => {
    const life = await play({
      facts: [
        subscribed,
        { on: '2026-01-10', do: 'pay' },
        { on: '2026-02-10', do: 'pay' },
        { on: '2026-03-10', do: 'pay' },
        { on: '2026-05-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-01-01
        Premium: bond            2026-01-01..2026-01-02   200.00
        Premium                  2026-01-01..2026-02-01    80.00
        total                                             280.00
        bill of 2026-02-01
        Premium                  2026-02-01..2026-03-01    80.00
        total                                              80.00
        bill of 2026-03-01
        Premium                  2026-03-01..2026-04-01    80.00
        total                                              80.00
        bill of 2026-04-01
        Premium: bond returned   2026-03-10..2026-03-11  -200.00
        Premium                  2026-04-01..2026-05-01    80.00
        total                                            -120.00
        bill of 2026-05-01
        Premium                  2026-05-01..2026-06-01    80.00
        total                                              80.00
      `)
    )
    expect(life.invoices.at(-1)).toMatchObject({ creditUsed: '80.00', toPay: '0.00', state: 'paid' })
    expect(life.balances).toMatchObject({ owed: '0.00', credit: '40.00', bonds: '0.00' })
    expect(life.balances.ledger).toMatchObject({ 'revenue:rent': '-400.00', 'bond:life': '0.00' })
  })

  it('is held longer when a payment is late', async () => {
    const life = await play({
      facts: [
        subscribed,
        { on: '2026-01-10', do: 'pay' },
        { on: '2026-02-20', do: 'pay' },
        { on: '2026-03-10', do: 'pay' },
        { on: '2026-04-01', do: 'advance' }
      ]
    })
    expect(life.balances).toMatchObject({ owed: '80.00', bonds: '200.00' })
    expect(life.messages).toContainEqual({
      on: '2026-02-16',
      kind: 'invoice-overdue',
      text: 'Invoice INV-000002 was due on 2026-02-15: 80.00 AUD is open'
    })
  })

  it('goes back when the subscription ends', async () => {
    const life = await play({
      facts: [subscribed, { on: '2026-01-21', do: 'terminate' }, { on: '2026-03-01', do: 'advance' }]
    })
    expect(invoicesOf(life).slice(-4)).toEqual(
      table(`
        bill of 2026-02-01
        Premium: bond returned   2026-01-21..2026-01-22  -200.00
        Premium                  2026-01-21..2026-02-01   -28.39
        total                                            -228.39
      `)
    )
    expect(life.balances).toMatchObject({ owed: '280.00', credit: '228.39', bonds: '0.00' })
  })
})
