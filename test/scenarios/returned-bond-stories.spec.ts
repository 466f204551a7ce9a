// A bond that a plan holds is given back by hand: in part or whole, before its own rule does, and paid out.
import { renderExample, runExamples } from '@farthing/simulator'
import { coastal } from './coastal.ts'
import { allPlugins, invoicesOf, play, rulesOf, table } from './play.ts'

const subscribed = { on: '2026-01-01', do: 'subscribe', plan: 'premium', as: 'home' }
const give = (on: string, amount: string, more: object = {}): object => ({
  ...{ on, do: 'refund-bond', amount, as: 'home' },
  ...more
})
const draw = (on: string, amount: string): object => ({ on, do: 'draw-bond', amount, as: 'home' })
const until = (on: string): object => ({ on, do: 'advance' })
const bearing = coastal.replace(
  'bond 200.00 { refund after 3 on-time payments }',
  'bond 200.00 { refund after 3 on-time payments; interest 3.65% per year }'
)

describe('a bond of a plan that is given back by hand', () => {
  it('goes back with the next invoice, and only the rest by its own rule', async () => {
    const life = await play({
      facts: [
        subscribed,
        give('2026-02-20', '150.00'),
        { on: '2026-04-01', do: 'terminate', as: 'home' },
        until('2026-04-01')
      ]
    })
    expect(invoicesOf(life).slice(-7)).toEqual(
      table(`
        bill of 2026-03-01
        Premium: bond returned   2026-02-20..2026-02-21  -150.00
        Premium                  2026-03-01..2026-04-01    80.00
        total                                             -70.00
        bill of 2026-04-01
        Premium: bond returned   2026-04-01..2026-04-02   -50.00
        total                                             -50.00
      `)
    )
    expect(life.balances.ledger).toMatchObject({ 'bond:life': '0.00' })
  })

  it('is never more than is held, with what was drawn, on its day', async () => {
    const { refused, balances } = await play({
      facts: [
        subscribed,
        give('2025-12-31', '1.00', { known: '2026-01-02' }),
        give('2026-01-02', '200.01'),
        draw('2026-01-03', '150.00'),
        give('2026-01-04', '50.01'),
        give('2026-01-05', '50.00'),
        draw('2026-01-06', '0.01'),
        give('2026-01-07', '0.00'),
        until('2026-02-01')
      ]
    })
    expect(refused.map(({ reason }) => reason)).toEqual([
      'the subscription began on 2026-01-01',
      '200.00 of the bond is held on 2026-01-02: no more can go back',
      '50.00 of the bond is held on 2026-01-04: no more can go back',
      '0.00 of the bond is held on 2026-01-06: no more can be drawn',
      'an amount above zero is held, given back or drawn'
    ])
    expect(balances.bonds).toBe('0.00')
  })

  it('pays its interest when the last of it goes back, once', async () => {
    const life = await play({
      rules: bearing,
      facts: [
        subscribed,
        give('2026-01-11', '100.00'),
        give('2026-01-21', '100.00'),
        { on: '2026-03-01', do: 'terminate', as: 'home' },
        until('2026-04-01')
      ]
    })
    expect(invoicesOf(life).slice(4)).toEqual(
      table(`
        bill of 2026-02-01
        Premium: bond returned      2026-01-11..2026-01-12  -100.00
        Premium: interest on bond   2026-01-21..2026-01-22    -0.30
        Premium: bond returned      2026-01-21..2026-01-22  -100.00
        Premium                     2026-02-01..2026-03-01    80.00
        total                                               -120.30
      `)
    )
    expect(life.balances.ledger).toMatchObject({ 'expense:interest': '0.30', 'bond:life': '0.00' })
  })

  it('and is paid out: nobody owes anything', async () => {
    const { balances, refused } = await play({
      facts: [
        subscribed,
        { on: '2026-01-05', do: 'pay' },
        give('2026-01-10', '200.00'),
        until('2026-02-01'),
        { on: '2026-02-02', do: 'refund', reason: 'a good customer' },
        until('2026-02-03')
      ]
    })
    expect(refused).toEqual([])
    expect(balances).toMatchObject({ owed: '0.00', credit: '0.00', bonds: '0.00' })
    expect(balances.ledger).toMatchObject({ 'cash:bank': '160.00' })
  })

  it('may be told late, and is told in an example too', async () => {
    const late = await play({
      facts: [
        subscribed,
        until('2026-03-01'),
        give('2026-01-15', '200.00', { known: '2026-03-10' }),
        until('2026-04-01')
      ]
    })
    expect(invoicesOf(late).slice(-4)).toContain('Premium: bond returned 2026-01-15..2026-01-16 -200.00')
    const registry = await allPlugins()
    const told = `${coastal}
example "given back to a good customer" {
  on 2026-03-01 subscribe premium
  on 2026-03-01 bill
  expect bond 200.00
  on 2026-03-20 return 60.00 of bond
  on 2026-04-01 bill
  expect bond 140.00
}
`
    const [report] = await runExamples(rulesOf(told, registry), registry)
    expect(report && renderExample(report)).toMatch(/^ok/)
  })
})
