import { invoicesOf, play, table } from './play.ts'

describe('money', () => {
  it('that comes in settles the oldest invoice first; what is over waits for the next', async () => {
    const life = await play({
      facts: [
        { on: '2026-03-01', do: 'subscribe', plan: 'mobile-40' },
        { on: '2026-04-02', do: 'pay', amount: '50.00' },
        { on: '2026-04-20', do: 'fail', amount: '30.00', reason: 'card expired' },
        { on: '2026-04-25', do: 'pay', amount: '45.00', method: 'cash' },
        { on: '2026-05-01', do: 'advance' }
      ]
    })
    expect(
      life.invoices.map(({ number, outstanding, settled, state }) => [number, outstanding, settled, state])
    ).toEqual([
      ['INV-000001', '0.00', '2026-04-02', 'paid'],
      ['INV-000002', '0.00', '2026-04-25', 'paid'],
      ['INV-000003', '25.00', null, 'open']
    ])
    expect(life.invoices[2]).toMatchObject({ total: '40.00', creditUsed: '15.00', toPay: '25.00' })
    expect(life.balances).toEqual({
      owed: '25.00',
      credit: '0.00',
      bonds: '0.00',
      pockets: [],
      ledger: {
        'cash:bank': '50.00',
        'cash:cash': '45.00',
        'receivable:life': '25.00',
        'revenue:rent': '-120.00',
        'unallocated:life': '0.00'
      }
    })
    expect(life.messages).toContainEqual({
      on: '2026-04-20',
      kind: 'payment-failed',
      text: 'Payment of 30.00 AUD failed: card expired'
    })
  })

  it('is booked twice: every transaction of the journal sums to zero', async () => {
    const life = await play({
      facts: [
        { on: '2026-03-01', do: 'subscribe', plan: 'premium' },
        { on: '2026-03-05', do: 'pay', amount: '500.00' },
        { on: '2026-06-01', do: 'advance' }
      ]
    })
    expect(life.journal.map(({ key }) => key)).toEqual([
      'invoice:INV-000001',
      'payment:payment-2',
      'invoice:INV-000002',
      'invoice:INV-000003',
      'invoice:INV-000004'
    ])
    for (const { postings } of life.journal) {
      expect(postings.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0)).toBe(0)
    }
  })

  it('that a person charges or credits is on the next bill under its own words', async () => {
    const life = await play({
      facts: [
        { on: '2026-03-01', do: 'subscribe', plan: 'mobile-20', as: 'Ann' },
        { on: '2026-03-02', do: 'subscribe', plan: 'mobile-40', as: 'Bob' },
        { on: '2026-03-10', do: 'charge', amount: '12.50', description: 'SIM card', as: 'Ann' },
        { on: '2026-03-12', do: 'credit', amount: 5, description: 'Sorry for the outage' },
        { on: '2026-04-01', do: 'bill' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-04-01
        Mobile 20              2026-03-01..2026-04-01   20.00
        SIM card               2026-03-10..2026-03-11   12.50
        Mobile 20              2026-04-01..2026-05-01   20.00
        Mobile 40              2026-03-02..2026-04-01   38.71
        Mobile 40              2026-04-01..2026-05-01   40.00
        Sorry for the outage   2026-03-12..2026-03-13   -5.00
        total                                          126.21
      `)
    )
  })

  it('stays as it was billed when the operator rounds in another way from now on', async () => {
    const life = await play({
      ruleSets: { fives: text => text.replace('half up to 0.01', 'half up to 0.05') },
      facts: [
        { on: '2026-03-16', do: 'subscribe', plan: 'mobile-20', as: 's' },
        { on: '2026-03-20', do: 'charge', amount: '1.01', description: 'Cable' },
        { on: '2026-04-10', do: 'publish', rules: 'fives' },
        { on: '2026-05-16', do: 'terminate' },
        { on: '2026-06-01', do: 'advance' }
      ]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-04-01
        Mobile 20 2026-03-16..2026-04-01 10.32
        Mobile 20 2026-04-01..2026-05-01 20.00
        Cable 2026-03-20..2026-03-21 1.01
        total 31.33
        bill of 2026-05-01
        Mobile 20 2026-05-01..2026-06-01 20.00
        total 20.00
        bill of 2026-06-01
        Mobile 20 2026-05-16..2026-06-01 -10.30
        total -10.30
      `)
    )
  })
})

describe('pockets', () => {
  const rules = `operator "Nord" { currency EUR; time zone "Europe/Berlin" }
plan talk "Talk" { pay hybrid up to 1.00 per cycle; include 10 min of voice; tariff calls }
tariff calls for voice { one zone anywhere; rates {
  | price           |
  | 0.50 per minute |
} }
`
  const subscribe = { on: '2026-03-01', do: 'subscribe', plan: 'talk', as: '+491700000001' }
  const call = (at: string, quantity: string) => ({ at, do: 'use', service: 'voice', quantity, to: '+4930123456' })

  it('pay what allowances leave, then the bill as far as the credit goes, and lapse', async () => {
    const life = await play({
      rules,
      facts: [
        subscribe,
        { on: '2026-03-02', do: 'top-up', amount: '5.00', until: '2026-04-20' },
        { on: '2026-03-02', do: 'grant', amount: '1.00', reason: 'welcome', priority: 10 },
        call('2026-03-03T10:00', '14min'),
        call('2026-03-04T10:00', '9min'),
        call('2026-03-05T10:00', '3min'),
        { on: '2026-05-01', do: 'advance' }
      ]
    })
    expect(life.ratedUsage.map(({ amount, prepaid }) => [amount, prepaid])).toEqual([
      ['7.000000', '2.000000'],
      ['4.500000', '4.000000']
    ])
    expect(life.refused).toEqual([
      { fact: 6, reason: 'insufficient-balance', detail: 'It costs 1.50, and 1.00 of it is not there.' }
    ])
    expect(life.invoices.map(({ total }) => total)).toEqual(['0.50'])
    expect(life.balances.pockets.map(({ balance, reason }) => [reason, balance])).toEqual([
      ['top-up', '0.000000'],
      ['welcome', '0.000000']
    ])
    expect(life.balances.ledger).toMatchObject({ 'cash:bank': '5.00', 'issued:EUR': '1.00' })
  })

  it('lapse at their end, and pay nothing that is told later than it happened', async () => {
    const late = { ...call('2026-03-03T10:00', '12min'), known: '2026-03-10' }
    const topUp = { on: '2026-03-02', do: 'top-up', amount: '5.00', until: '2026-04-01' }
    const life = await play({ rules, facts: [subscribe, topUp, late, { on: '2026-04-02', do: 'advance' }] })
    expect(life.invoices.map(({ total }) => total)).toEqual(['1.00'])
    expect(life.balances).toMatchObject({ pockets: [{ balance: '0.000000' }], ledger: { 'breakage:EUR': '-5.00' } })
  })
})
