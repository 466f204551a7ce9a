// Customers who pay for calls while they last: the tax of what pockets pay is in it, as it would be on a bill.
import { coastal } from './coastal.ts'
import { invoicesOf, play, table } from './play.ts'

const rules = `${coastal}
tariff talk for voice {
  one zone anywhere
  rates {
    | price           | increment |
    | 1.00 per minute | 1s / 1s   |
  }
}
plan hybrid "Hybrid" {
  tariff talk
  pay hybrid
}
plan limited "Limited" {
  tariff talk
  pay hybrid up to 6.00 per cycle
}
`
const added = '\ntax gst "GST" { rate 10% }\n'
const included = '\ntax gst "GST" { rate 10%; included in prices }\n'

const call = (at: string, minutes: number) => ({
  ...{ at, do: 'use', service: 'voice', quantity: `${minutes}min`, to: '+61293334444' }
})
const told = (tax: string, plan: string, topUp: string, ...facts: object[]) =>
  play({
    rules: rules + tax,
    billDay: 1,
    facts: [
      { on: '2026-03-01', do: 'subscribe', plan },
      { on: '2026-03-02', do: 'top-up', amount: topUp },
      ...facts,
      { on: '2026-04-01', do: 'advance' }
    ]
  })
type Life = Awaited<ReturnType<typeof told>>
const held = ({ balances }: Life) => balances.pockets.map(({ balance }) => balance)
const books = ({ balances }: Life) =>
  Object.fromEntries(Object.entries(balances.ledger).filter(([name]) => /^(revenue|tax):/.test(name)))

it('a tax that is added is paid with the price', async () => {
  const life = await told(added, 'hybrid', '50.00', call('2026-03-03T10:00', 10))
  expect(held(life)).toEqual(['39.000000'])
  expect(life.ratedUsage).toMatchObject([{ amount: '10.000000', prepaid: '10.000000' }])
  expect(books(life)).toEqual({ 'revenue:voice': '-10.00', 'tax:gst': '-1.00' })
  expect(life.invoices).toEqual([])
})

it('a tax that prices include is a part of what is paid', async () => {
  const life = await told(included, 'hybrid', '50.00', call('2026-03-03T10:00', 11))
  expect(held(life)).toEqual(['39.000000'])
  expect(books(life)).toEqual({ 'revenue:voice': '-10.00', 'tax:gst': '-1.00' })
})

it('what pockets do not hold is on the bill, with the tax of it alone', async () => {
  const life = await told(added, 'hybrid', '5.50', call('2026-03-03T10:00', 10))
  expect(held(life)).toEqual(['0.000000'])
  expect(invoicesOf(life)).toEqual(
    table(`
      bill of 2026-04-01
      Voice, anywhere 2026-03-01..2026-04-01 5.00
      GST 10% of 5.00 0.50
      total 5.50`)
  )
  expect(books(life)).toEqual({ 'revenue:voice': '-10.00', 'tax:gst': '-1.00' })
})

it('a credit of a cycle is of what the bill will ask for', async () => {
  const calls = [call('2026-03-03T10:00', 10), call('2026-03-04T10:00', 1)]
  const life = await told(added, 'limited', '5.50', ...calls)
  expect(life.refused).toMatchObject([
    { reason: 'insufficient-balance', detail: 'It costs 1.10, and 0.60 of it is not there.' }
  ])
})

it('a price that is corrected comes back with its tax', async () => {
  const life = await play({
    rules: rules + added,
    ruleSets: { cheaper: text => text.replace('1.00 per minute', '0.80 per minute') },
    billDay: 1,
    facts: [
      { on: '2026-03-01', do: 'subscribe', plan: 'hybrid' },
      { on: '2026-03-02', do: 'top-up', amount: '50.00' },
      call('2026-03-03T10:00', 10),
      { on: '2026-03-01', known: '2026-03-20', do: 'publish', rules: 'cheaper' },
      { on: '2026-04-01', do: 'advance' }
    ]
  })
  expect(invoicesOf(life)).toEqual(
    table(`
      bill of 2026-04-01
      Voice, anywhere 2026-03-01..2026-04-01 -2.00
      GST 10% of -2.00 -0.20
      total -2.20`)
  )
  expect(books(life)).toEqual({ 'revenue:voice': '-8.00', 'tax:gst': '-0.80' })
})
