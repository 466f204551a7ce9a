// Fees for another number, another account, another bill day and another contract: on time, told late, taken back and replaced.
import { coastal } from './coastal.ts'
import { invoicesOf, play, table } from './play.ts'

const rules = `${coastal.slice(0, coastal.indexOf('zones world'))}
plan calm "Calm" {
  rent 31.00 per month, prorated by day
  contract short "Short" { term 6 months }
  contract long "Long" { term 12 months }
  fee 15.00 for each change of number
  fee 10.00 for each move to another account
  fee 3.00 for each change of bill day
  fee 4.00 for each change of contract
}
plan dear "Dear" {
  fee 30.00 for each change of number
  fee 20.00 for each move to another account
  fee 6.00 for each change of bill day
}
plan free "Free" { contract long "Long" { term 12 months } }
`
type Fact = Record<string, unknown>
const number = (digit: number): string => `+6141200000${digit}`
const subscribe = (plan = 'calm', as = number(1), on = '2026-03-01'): Fact => ({ on, do: 'subscribe', plan, as })
const renumber = (on: string, to: string, more: Fact = {}): Fact => ({ on, do: 'renumber', to, ...more })
const sign = (contract: string, on = '2026-03-01'): Fact => ({ on, do: 'sign-contract', contract })
const changeContract = (on: string, contract: string, more: Fact = {}): Fact => {
  return { on, do: 'change-contract', contract, ...more }
}
const moveBillDay = (on: string, billDay: number, more: Fact = {}): Fact => ({
  on,
  do: 'move-bill-day',
  billDay,
  ...more
})
const move = (on: string, more: Fact = {}): Fact => ({ on, do: 'move', ...more })
const billed = (on: string): Fact => ({ on, do: 'advance' })

/** What bills say of fees, with the bill on which each line stands. */
async function feesOf(...facts: readonly Fact[]): Promise<string[]> {
  const life = await play({ rules, billDay: 1, facts })
  expect(life.refused).toEqual([])
  let bill = ''
  return invoicesOf(life).flatMap(line => {
    if (line.startsWith('bill of ')) bill = line.slice('bill of '.length)
    return / (change of|move to) /.test(line) ? [`${bill} | ${line}`] : []
  })
}
const fees = (rows: string): string[] => table(rows)

describe('a fee for another number', () => {
  it('is asked for each, by the plan of the day', async () => {
    const story = [subscribe(), renumber('2026-03-10', number(2)), { on: '2026-03-20', do: 'change', plan: 'dear' }]
    expect(await feesOf(...story, renumber('2026-03-25', number(3)), billed('2026-04-01'))).toEqual(
      fees(`
        2026-04-01 | Calm: change of number 2026-03-10..2026-03-11 15.00
        2026-04-01 | Dear: change of number 2026-03-25..2026-03-26 30.00
      `)
    )
  })

  it('stands under its own day when it is told late, and leaves what was billed alone', async () => {
    const two = { ...subscribe(), identities: [number(4)] }
    const early = renumber('2026-03-20', number(2), { instead: number(1) })
    const late = renumber('2026-03-05', number(5), { instead: number(4), known: '2026-04-05' })
    expect(await feesOf(two, early, late, billed('2026-05-01'))).toEqual(
      fees(`
        2026-04-01 | Calm: change of number 2026-03-20..2026-03-21 15.00
        2026-05-01 | Calm: change of number 2026-03-05..2026-03-06 15.00
      `)
    )
  })

  it('is given back where the number was never left', async () => {
    const told = [subscribe(), renumber('2026-03-10', number(2))]
    const undone = renumber('2026-03-10', number(1), { instead: number(2), known: '2026-04-05' })
    expect(await feesOf(...told, undone, billed('2026-05-01'))).toEqual(
      fees(`
        2026-04-01 | Calm: change of number 2026-03-10..2026-03-11 15.00
        2026-05-01 | Calm: change of number 2026-03-10..2026-03-11 -15.00
      `)
    )
  })

  it('is none for a change that is withdrawn before its day', async () => {
    const pending = renumber('2026-03-10', number(2), { known: '2026-03-05' })
    const withdrawn = { on: '2026-03-06', do: 'withdraw', what: 'renumber' }
    expect(await feesOf(subscribe(), pending, withdrawn, billed('2026-04-01'))).toEqual([])
  })

  it('is none for a number that comes with the start, and one for two of one day', async () => {
    const same = [renumber('2026-03-01', number(2)), billed('2026-04-01')]
    expect(await feesOf(subscribe(), ...same)).toEqual([])
    const twice = [renumber('2026-03-10', number(2)), renumber('2026-03-10', number(3)), billed('2026-04-01')]
    expect(await feesOf(subscribe(), ...twice)).toEqual(
      fees('2026-04-01 | Calm: change of number 2026-03-10..2026-03-11 15.00')
    )
    const back = [renumber('2026-03-10', number(2)), renumber('2026-03-10', number(1)), billed('2026-04-01')]
    expect(await feesOf(subscribe(), ...back)).toEqual([])
  })
})

describe('a fee for a move to another account', () => {
  const from = 'anna'
  const here = subscribe()
  const there = { ...subscribe(), account: from }

  it('is paid by who gives, by the plan of the last day, and by nobody else', async () => {
    const change = { on: '2026-03-16', do: 'change', plan: 'dear' }
    expect(await feesOf(here, change, move('2026-03-16', { to: 'bert' }), billed('2026-05-01'))).toEqual(
      fees('2026-04-01 | Calm: move to another account 2026-03-16..2026-03-17 10.00')
    )
    expect(await feesOf(there, change, move('2026-03-16', { from }), billed('2026-05-01'))).toEqual(
      // of the change of plan the account pays on which it happened
      []
    )
  })

  it('is paid by each who gives, told late or not', async () => {
    const back = (more: Fact) => move('2026-03-20', { ...more, known: '2026-04-05' })
    expect(
      await feesOf(here, move('2026-03-16', { to: 'bert' }), back({ from: 'bert' }), billed('2026-05-01'))
    ).toEqual(fees('2026-04-01 | Calm: move to another account 2026-03-16..2026-03-17 10.00'))
    expect(await feesOf(there, move('2026-03-16', { from }), back({ to: from }), billed('2026-05-01'))).toEqual(
      fees('2026-05-01 | Calm: move to another account 2026-03-20..2026-03-21 10.00')
    )
  })

  it('is given back where the move is taken back', async () => {
    const back = move('2026-03-16', { from: 'bert', known: '2026-04-05' })
    expect(await feesOf(here, move('2026-03-16', { to: 'bert' }), back, billed('2026-05-01'))).toEqual(
      fees(`
        2026-04-01 | Calm: move to another account 2026-03-16..2026-03-17 10.00
        2026-05-01 | Calm: move to another account 2026-03-16..2026-03-17 -10.00
      `)
    )
  })
})

describe('a fee for another bill day', () => {
  it('is paid once by the account, by the plan that began first of those that ask', async () => {
    const lines = [subscribe('free', 'a', '2026-02-01'), subscribe('calm', 'b'), subscribe('dear', 'c', '2026-03-02')]
    expect(await feesOf(...lines, moveBillDay('2026-03-10', 15), billed('2026-04-15'))).toEqual(
      fees('2026-03-15 | Calm: change of bill day 2026-03-10..2026-03-11 3.00')
    )
    expect(await feesOf(subscribe('free'), moveBillDay('2026-03-10', 15), billed('2026-04-15'))).toEqual([])
  })

  it('stands under its own day when it is told late, and goes back when it is taken back', async () => {
    const told = [subscribe(), moveBillDay('2026-03-10', 15)]
    const late = moveBillDay('2026-03-05', 20, { known: '2026-03-16' })
    expect(await feesOf(...told, late, billed('2026-05-15'))).toEqual(
      fees(`
        2026-03-15 | Calm: change of bill day 2026-03-10..2026-03-11 3.00
        2026-04-15 | Calm: change of bill day 2026-03-05..2026-03-06 3.00
      `)
    )
    const back = moveBillDay('2026-03-10', 1, { known: '2026-03-16' })
    expect(await feesOf(...told, back, billed('2026-04-15'))).toEqual(
      fees(`
        2026-03-15 | Calm: change of bill day 2026-03-10..2026-03-11 3.00
        2026-04-01 | Calm: change of bill day 2026-03-10..2026-03-11 -3.00
      `)
    )
  })
})

describe('a fee for another contract', () => {
  const signed = [subscribe(), sign('short')]

  it('is asked for each, by the plan of the day, and none for what is signed first', async () => {
    const free = { on: '2026-03-20', do: 'change', plan: 'free' }
    const story = [...signed, changeContract('2026-03-10', 'long'), free, changeContract('2026-03-25', 'long')]
    expect(await feesOf(...story, billed('2026-04-01'))).toEqual(
      fees('2026-04-01 | Calm: change of contract 2026-03-10..2026-03-11 4.00')
    )
  })

  it('stands under its own day when it is told late, once for all that are told of a day', async () => {
    const late = (contract: string) => changeContract('2026-03-05', contract, { known: '2026-04-05' })
    const story = [...signed, changeContract('2026-03-20', 'long'), late('short'), late('long'), billed('2026-05-01')]
    expect(await feesOf(...story)).toEqual(
      fees(`
        2026-04-01 | Calm: change of contract 2026-03-20..2026-03-21 4.00
        2026-05-01 | Calm: change of contract 2026-03-05..2026-03-06 4.00
      `)
    )
  })
})
