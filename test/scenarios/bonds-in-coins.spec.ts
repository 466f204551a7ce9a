// Bonds of an operator who rounds to more than a coin: what goes back is what was taken.
import { play } from './play.ts'
import { operator } from './taxed.ts'

const francs = operator('CHF', '0.05')
const topUp = (on: string, amount: string): object => ({ on, do: 'top-up-bond', amount })
const refund = (on: string, amount: string): object => ({ on, do: 'refund-bond', amount })
const draw = (on: string, amount: string): object => ({ on, do: 'draw-bond', as: 's1', amount })
const subscribe = (plan: string): object => ({ on: '2026-03-01', do: 'subscribe', as: 's1', plan })
const ended = { on: '2026-03-20', do: 'terminate', as: 's1' }
const until = (on: string): object => ({ on, do: 'advance' })

async function bonds(
  rules: string,
  ...facts: object[]
): Promise<{ lines: string[]; held: string; books?: string | undefined }> {
  const { balances, invoices, refused } = await play({ rules, billDay: 1, facts: [...facts, until('2026-04-01')] })
  expect(refused).toEqual([])
  const lines = invoices.flatMap(({ lines: all }) => all.filter(({ description }) => /bond/i.test(description)))
  return { lines: lines.map(({ amount }) => amount), held: balances.bonds, books: balances.ledger['bond:life'] }
}

describe('a bond of an operator who rounds to 0.05', () => {
  it('goes back by hand in the coins that were asked for', async () => {
    const refunds = ['05', '06', '07'].map(day => refund(`2026-03-${day}`, '33.33'))
    expect(await bonds(francs, subscribe('home'), topUp('2026-03-02', '100.00'), ...refunds)).toEqual({
      lines: ['100.00', '-33.33', '-33.33', '-33.33'],
      ...{ held: '0.01', books: '-0.01' }
    })
  })

  it('is held where it is of less than that', async () => {
    const topUps = [topUp('2026-03-02', '0.02'), topUp('2026-03-03', '0.02')]
    expect(await bonds(francs, subscribe('home'), ...topUps, refund('2026-03-05', '0.04'))).toEqual({
      lines: ['0.02', '0.02', '-0.04'],
      held: '0.00'
    })
  })

  it('of a plan goes back without what was drawn of it, and nothing stays', async () => {
    const rules = francs.replace('bond 200.00', 'bond 100.03')
    const draws = [draw('2026-03-05', '33.32'), draw('2026-03-06', '33.32')]
    expect(await bonds(rules, subscribe('premium'), ...draws, ended)).toEqual({
      lines: ['100.03', '-33.32', '-33.32', '-33.39'],
      ...{ held: '0.00', books: '0.00' }
    })
  })
})

it.each([
  ['JPY', '10', '20000', '3333', '13334'],
  ['KWD', '0.005', '20.000', '3.333', '13.334']
])('a bond in %s is held in its coins', async (currency, step, amount, part, rest) => {
  const rules = operator(currency, step)
    .replace('bond 200.00', `bond ${amount}`)
    .replace('30.00', '30')
    .replace('80.00', '80')
  const draws = [draw('2026-03-05', part), draw('2026-03-06', part)]
  expect((await bonds(rules, subscribe('premium'), ...draws, ended)).lines).toEqual([
    amount,
    `-${part}`,
    `-${part}`,
    `-${rest}`
  ])
})
