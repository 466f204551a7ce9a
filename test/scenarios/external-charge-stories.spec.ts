// What other systems charge: once by each id, in the money of the account, corrected and taken back.
import { coastal } from './coastal.ts'
import { invoicesOf, play, table } from './play.ts'

const rules = `${coastal}
charges from parking, category parking, at most 500.00
charges from deezer
`
const received = (on: string, more: object = {}): object => ({
  ...{
    on,
    do: 'receive-charge',
    source: 'parking',
    id: 'P-1',
    amount: '7.50',
    currency: 'AUD',
    description: 'Parking'
  },
  ...more
})
const until = (on: string): object => ({ on, do: 'advance' })
const refusals = async (facts: object[]): Promise<string[]> =>
  (await play({ rules, facts })).refused.map(({ reason }) => reason)

describe('a charge of another system', () => {
  it('is on the next invoice, under its own words and in its own category', async () => {
    const life = await play({ rules, facts: [received('2026-03-05'), until('2026-04-01')] })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-04-01
        Parking   2026-03-05..2026-03-06   7.50
        total                              7.50
      `)
    )
    expect(life.balances.ledger).toMatchObject({ 'revenue:parking': '-7.50' })
  })

  it('that comes late is on the bill after, on its own day', async () => {
    const facts = [received('2026-03-05', { known: '2026-04-10' }), until('2026-05-01')]
    expect(invoicesOf(await play({ rules, facts }))).toEqual(
      table(`
        bill of 2026-05-01
        Parking   2026-03-05..2026-03-06   7.50
        total                              7.50
      `)
    )
  })

  it('belongs to a subscription when it says so, in a category of its own', async () => {
    const subscribe = { on: '2026-03-01', do: 'subscribe', as: 's1', plan: 'landline' }
    const facts = [subscribe, received('2026-03-05', { as: 's1', category: 'roads' }), until('2026-04-01')]
    const { invoices } = await play({ rules, facts })
    expect(invoices[0]?.lines.at(-1)).toMatchObject({ subscription: 's1', description: 'Parking', amount: '7.50' })
  })

  it('gives money back when it is negative', async () => {
    const facts = [received('2026-03-05', { id: 'P-2', amount: '-2.50' }), received('2026-03-06'), until('2026-04-01')]
    expect(invoicesOf(await play({ rules, facts })).at(-1)).toBe('total 5.00')
  })

  it('is charged once by each id, however often it is received', async () => {
    const facts = [
      received('2026-03-05'),
      received('2026-03-06'),
      received('2026-03-07', { amount: '8.00' }),
      received('2026-03-07', { description: 'Fine' }),
      received('2026-03-08', { source: 'deezer' }),
      until('2026-04-01')
    ]
    expect(await refusals(facts)).toEqual([
      'P-1 of parking is known since 2026-03-05 with amount 7.50, not 8.00: correct it by what it replaces',
      'P-1 of parking is known since 2026-03-05 with description Parking, not Fine: correct it by what it replaces'
    ])
    expect(invoicesOf(await play({ rules, facts })).at(-1)).toBe('total 15.00')
  })

  it('is refused in another currency than that of the account, and whatever else is wrong with it', async () => {
    const facts = [
      received('2026-03-05', { currency: 'EUR' }),
      received('2026-03-05', { source: 'parkin' }),
      received('2026-03-05', { amount: '0.00' }),
      received('2026-03-05', { amount: '7.505' }),
      received('2026-03-05', { amount: '500.01' }),
      received('2026-03-05', { amount: '-500.01' }),
      until('2026-04-01')
    ]
    expect(await refusals(facts)).toEqual([
      'the account is billed in AUD, not in EUR',
      'parkin may not charge on 2026-03-05: did you mean parking?',
      'a charge of nothing charges nothing',
      'amount: 7.505 AUD is a part of a coin: the smallest of AUD is 0.01',
      'parking charges at most 500.00 at once',
      'parking charges at most 500.00 at once'
    ])
    expect((await play({ rules, facts })).invoices).toEqual([])
  })
})
