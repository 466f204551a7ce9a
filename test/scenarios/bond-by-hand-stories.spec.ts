// A bond that is topped up and given back by hand: held, never earned, and never more given back than is there.
import { coastal } from './coastal.ts'
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
      '50.00 of what was topped up is held from 2026-03-06 on: no more can go back (what a plan holds goes back by its subscription)',
      '10.00 of what was topped up is held from 2026-03-07 on: no more can go back (what a plan holds goes back by its subscription)',
      'an amount above zero is held, given back or drawn'
    ])
  })
})

describe('what was topped up', () => {
  const home = (from: string, until: string | null, as: string) => [
    { on: from, do: 'subscribe', plan: 'mobile-20', as },
    ...(until === null ? [] : [{ on: until, do: 'terminate', as }])
  ]
  const bondLines = async (...facts: object[]): Promise<string[]> => {
    const { invoices, refused } = await play({ facts: [...facts, until('2026-09-01')] })
    expect(refused).toEqual([])
    return invoices.flatMap(({ lines }) =>
      lines.flatMap(({ amount, description, from }) => (description.startsWith('Bond') ? [`${from} ${amount}`] : []))
    )
  }

  it('goes back when the last subscription ends, less what went back or was drawn before', async () => {
    const facts = [...home('2026-03-01', '2026-05-10', 'a'), ...home('2026-03-01', '2026-06-10', 'b')]
    expect(await bondLines(...facts, topUp('2026-03-05', '50.00'), refund('2026-04-01', '20.00'))).toEqual([
      '2026-03-05 50.00',
      '2026-04-01 -20.00',
      '2026-06-10 -30.00'
    ])
  })

  it('stays held while one goes on, and goes back before one that begins later', async () => {
    const kept = [...home('2026-03-01', '2026-05-10', 'a'), ...home('2026-05-10', null, 'b')]
    expect(await bondLines(...kept, topUp('2026-03-05', '50.00'))).toEqual(['2026-03-05 50.00'])
    const again = [...home('2026-03-01', '2026-05-10', 'a'), ...home('2026-07-01', '2026-08-01', 'b')]
    const topUps = [topUp('2026-03-05', '50.00'), topUp('2026-07-02', '10.00'), refund('2026-07-03', '4.00')]
    expect(await bondLines(...again, ...topUps)).toEqual([
      '2026-03-05 50.00',
      '2026-05-10 -50.00',
      '2026-07-02 10.00',
      '2026-07-03 -4.00',
      '2026-08-01 -6.00'
    ])
  })

  it('that went back so is not given back again', async () => {
    const facts = [...home('2026-03-01', '2026-05-10', 'a'), topUp('2026-03-05', '50.00')]
    const late = [refund('2026-05-11', '1.00'), { ...refund('2026-05-10', '20.00'), known: '2026-06-15' }]
    const life = await play({ facts: [...facts, ...late, until('2026-07-01')] })
    expect(life.refused.map(({ reason }) => reason)).toEqual([
      '0.00 of what was topped up is held from 2026-05-11 on: no more can go back (what a plan holds goes back by its subscription)'
    ])
    expect(life.balances.bonds).toBe('0.00')
  })
})

const draw = (on: string, amount: string, as?: string): object => ({ on, do: 'draw-bond', amount, ...(as && { as }) })
const subscribed = { on: '2026-01-01', do: 'subscribe', plan: 'premium', as: 'home' }

describe('a bond that is drawn', () => {
  it('pays what is owed, as no revenue, and only the rest goes back', async () => {
    const life = await play({
      facts: [
        subscribed,
        { on: '2026-01-10', do: 'pay', amount: '200.00' },
        draw('2026-02-20', '150.00', 'home'),
        { on: '2026-04-01', do: 'terminate', as: 'home' },
        until('2026-04-01')
      ]
    })
    expect(invoicesOf(life).slice(-10)).toEqual(
      table(`
        bill of 2026-02-01
        Premium                  2026-02-01..2026-03-01    80.00
        total                                              80.00
        bill of 2026-03-01
        Premium: bond drawn      2026-02-20..2026-02-21  -150.00
        Premium                  2026-03-01..2026-04-01    80.00
        total                                             -70.00
        bill of 2026-04-01
        Premium: bond returned   2026-04-01..2026-04-02   -50.00
        total                                             -50.00
      `).slice(-10)
    )
    expect(life.balances).toMatchObject({ owed: '160.00', credit: '120.00', bonds: '0.00' })
    expect(life.balances.ledger).toMatchObject({ 'revenue:rent': '-240.00', 'bond:life': '0.00' })
    const drawn = life.journal.find(({ key }) => key === 'invoice:INV-000003')
    expect(drawn?.postings.map(({ account, amount }) => `${account} ${amount}`)).toEqual([
      'bond:life 150.00',
      'revenue:rent -80.00',
      'unallocated:life -70.00'
    ])
  })

  it('never gives more than is held, of the plan or of what was topped up', async () => {
    const { refused, balances } = await play({
      facts: [
        subscribed,
        draw('2026-01-02', '200.01', 'home'),
        draw('2026-01-03', '150.00', 'home'),
        draw('2026-01-04', '50.01', 'home'),
        draw('2026-01-05', '1.00'),
        topUp('2026-01-06', '30.00'),
        draw('2026-01-07', '20.00'),
        refund('2026-01-08', '10.01'),
        { on: '2026-01-20', do: 'terminate', as: 'home' },
        draw('2026-01-20', '1.00', 'home'),
        until('2026-02-01')
      ]
    })
    expect(refused.map(({ reason }) => reason)).toEqual([
      '200.00 of the bond is held on 2026-01-02: no more can be drawn',
      '50.00 of the bond is held on 2026-01-04: no more can be drawn',
      '0.00 of what was topped up is held from 2026-01-05 on: no more can be drawn (what a plan holds is drawn from its subscription)',
      '10.00 of what was topped up is held from 2026-01-08 on: no more can go back (what a plan holds goes back by its subscription)',
      '0.00 of the bond is held on 2026-01-20: no more can be drawn'
    ])
    expect(balances.bonds).toBe('0.00')
  })
})

describe('a bond that bears interest', () => {
  it('pays it as a cost when it goes back, of what was held, and a late draw takes of it', async () => {
    const words = 'refund after 3 on-time payments'
    const life = await play({
      rules: coastal.replace(`bond 200.00 { ${words} }`, `bond 200.00 { ${words}; interest 3.65% per year }`),
      facts: [
        subscribed,
        { on: '2026-02-01', do: 'terminate', as: 'home' },
        until('2026-02-02'),
        { ...draw('2026-01-11', '100.00', 'home'), known: '2026-02-20' },
        until('2026-03-01')
      ]
    })
    expect(invoicesOf(life).slice(4)).toEqual(
      table(`
        bill of 2026-02-01
        Premium: interest on bond  2026-02-01..2026-02-02    -0.62
        Premium: bond returned     2026-02-01..2026-02-02  -200.00
        total                                              -200.62
        bill of 2026-03-01
        Premium: bond drawn        2026-01-11..2026-01-12  -100.00
        Premium: interest on bond  2026-02-01..2026-02-02     0.21
        Premium: bond returned     2026-02-01..2026-02-02   100.00
        total                                                 0.21
      `)
    )
    expect(life.balances.ledger).toMatchObject({ 'expense:interest': '0.41', 'bond:life': '0.00' })
  })
})
