// What comes back every period because somebody added it: to the account or to a subscription, changed and ended on any day.
import { sum } from '../properties/lives/coins.ts'
import { coastal } from './coastal.ts'
import { invoicesOf, play, table } from './play.ts'

const rules = `${coastal}
account charge support "Support desk" 30.00 per month
account charge archive "Archive" 3.10 per month in arrears, category storage
standard charge extra-line "Extra line" 6.00 per month
`
const add = (on: string, more: object = {}): object => ({ on, do: 'add-account-charge', charge: 'support', ...more })
const change = (on: string, more: object): object => ({ ...add(on, more), do: 'change-account-charge' })
const end = (on: string, more: object = {}): object => ({ ...add(on, more), do: 'end-account-charge' })
const until = (on: string): object => ({ on, do: 'advance' })
const line = (on: string, more: object = {}): object => ({ on, do: 'add-charge', charge: 'extra-line', ...more })
const subscribe = { on: '2026-04-01', do: 'subscribe', as: 's1', plan: 'landline' }

describe('a charge of the account that comes back', () => {
  it('costs its days of a first period, and whole periods after', async () => {
    const life = await play({ rules, facts: [add('2026-04-16'), until('2026-05-01')] })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-05-01
        Support desk   2026-04-16..2026-05-01   15.00
        Support desk   2026-05-01..2026-06-01   30.00
        total                                   45.00
      `)
    )
  })

  it('gives back what was paid for days after its end', async () => {
    const life = await play({
      rules,
      facts: [add('2026-04-01'), end('2026-05-16', { known: '2026-05-20' }), until('2026-06-01')]
    })
    expect(invoicesOf(life).slice(-3)).toEqual(
      table(`
        bill of 2026-06-01
        Support desk   2026-05-16..2026-06-01   -15.48
        total                                   -15.48
      `)
    )
  })

  it('charges what is more when a change is told ahead, and never gives back days that will be charged', async () => {
    const told = change('2026-04-16', { quantity: 2, known: '2026-04-05' })
    const life = await play({
      rules,
      facts: [add('2026-04-01'), until('2026-04-01'), told, { on: '2026-04-10', do: 'bill' }]
    })
    expect(invoicesOf(life).slice(-3)).toEqual(
      table(`
        bill of 2026-04-10
        Support desk   2026-04-16..2026-05-01   15.00
        total                                   15.00
      `)
    )
  })

  it.each([
    ['told on the day', {}],
    ['told late', { known: '2026-04-20' }]
  ])('ends, and begins anew on that day at other terms, which a later change and end are of: %s', async (_, told) => {
    const anew = [end('2026-04-16', told), add('2026-04-16', { ...told, price: '10.00' })]
    const later = [change('2026-05-16', { quantity: 2 }), end('2026-06-01')]
    const life = await play({ rules, facts: [add('2026-04-01'), ...anew, ...later, until('2026-07-01')] })
    expect(life.refused).toEqual([])
    const billed = life.invoices.flatMap(({ lines }) => lines.map(({ amount }) => amount))
    // half of April at 30.00 and half at 10.00, May at 10.00 with 16 of its 31 days twice
    expect(sum(billed)).toBe(sum(['15.00', '5.00', '10.00', '5.16']))
  })

  it('counts more from the day of a change, also of one told late', async () => {
    const facts = [add('2026-04-01'), change('2026-04-16', { quantity: 3, known: '2026-05-10' }), until('2026-06-01')]
    expect(invoicesOf(await play({ rules, facts })).slice(-5)).toEqual(
      table(`
        bill of 2026-06-01
        Support desk   2026-04-16..2026-05-01   30.00
        Support desk   2026-05-01..2026-06-01   60.00
        Support desk   2026-06-01..2026-07-01   90.00
        total                                  180.00
      `)
    )
  })

  it('has a price of its own where one was agreed, and is free where that is zero', async () => {
    const facts = [add('2026-04-01', { price: '20.00' }), change('2026-05-01', { price: '0.00' }), until('2026-06-01')]
    expect(invoicesOf(await play({ rules, facts }))).toEqual(
      table(`
        bill of 2026-04-01
        Support desk   2026-04-01..2026-05-01   20.00
        total                                   20.00
      `)
    )
  })

  it('in arrears is charged once its days are over', async () => {
    const facts = [
      add('2026-04-01', { charge: 'archive' }),
      end('2026-04-11', { charge: 'archive' }),
      until('2026-06-01')
    ]
    const life = await play({ rules, facts })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-05-01
        Archive   2026-04-01..2026-04-11   1.03
        total                              1.03
      `)
    )
    expect(life.balances.ledger).toMatchObject({ 'revenue:storage': '-1.03' })
  })

  it('is there twice under two names, and each is ended by its own', async () => {
    const facts = [
      add('2026-04-01'),
      add('2026-04-01', { name: 'night-desk', until: '2026-06-01' }),
      end('2026-05-01'),
      until('2026-06-01')
    ]
    expect(invoicesOf(await play({ rules, facts }))).toEqual(
      table(`
        bill of 2026-04-01
        Support desk   2026-04-01..2026-05-01   30.00
        Support desk   2026-04-01..2026-05-01   30.00
        total                                   60.00
        bill of 2026-05-01
        Support desk   2026-05-01..2026-06-01   30.00
        total                                   30.00
      `)
    )
  })

  it('is refused where it makes no sense, with a reason that says what to do', async () => {
    const facts = [
      add('2026-04-01'),
      add('2026-04-10'),
      add('2026-04-10', { charge: 'suport' }),
      add('2026-04-10', { name: 'b', quantity: 0 }),
      add('2026-04-10', { name: 'c', until: '2026-04-10' }),
      change('2026-04-10', {}),
      change('2026-04-10', { charge: 'suport', quantity: 2 }),
      end('2026-05-01'),
      end('2026-06-01'),
      until('2026-06-01')
    ]
    const life = await play({ rules, facts })
    expect(life.refused.map(({ reason }) => reason)).toEqual([
      'support is charged from 2026-04-01 on: change it, or give this one a name',
      'the rules of 2026-04-10 have no account charge suport: did you mean support?',
      'none of a charge is no charge: end it instead',
      'it would end on 2026-04-10, before it begins',
      'nothing changes: give a quantity, a price, or both',
      'no charge suport was added by 2026-04-10: did you mean support?',
      'support ended on 2026-05-01'
    ])
  })
})

describe('a standard charge of a subscription', () => {
  it('stands beside the rent, and ends with the subscription', async () => {
    const facts = [subscribe, line('2026-04-16'), { on: '2026-05-11', do: 'terminate', as: 's1' }, until('2026-06-01')]
    expect(invoicesOf(await play({ rules, facts }))).toEqual(
      table(`
        bill of 2026-05-01
        Landline     2026-04-01..2026-05-01   30.00
        Extra line   2026-04-16..2026-05-01    3.00
        Extra line   2026-05-01..2026-06-01    6.00
        total                                 39.00
        bill of 2026-06-01
        Landline     2026-05-01..2026-05-11    9.68
        Extra line   2026-05-11..2026-06-01   -4.06
        total                                  5.62
      `)
    )
  })

  it('begins and ends on days told long after, as if they had been told in time', async () => {
    const lateAdd = line('2026-04-16', { known: '2026-06-10', quantity: 2 })
    const lateEnd = { on: '2026-06-16', do: 'end-charge', charge: 'extra-line', known: '2026-07-10' }
    const total = async (facts: object[]): Promise<string | undefined> =>
      (await play({ rules, facts: [subscribe, ...facts, until('2026-08-01')] })).balances.ledger['revenue:charge']
    expect(await total([lateAdd, lateEnd])).toBe('-24.00')
    expect(
      await total([
        { ...lateAdd, known: '2026-04-16' },
        { ...lateEnd, known: '2026-06-16' }
      ])
    ).toBe('-24.00')
  })

  it('is cut by the bill day of the account', async () => {
    const life = await play({ rules, billDay: 15, facts: [subscribe, line('2026-04-15'), until('2026-05-15')] })
    expect(invoicesOf(life).filter(row => row.startsWith('Extra'))).toEqual([
      'Extra line 2026-04-15..2026-05-15 6.00',
      'Extra line 2026-05-15..2026-06-15 6.00'
    ])
  })

  it('is refused before the subscription began and after it ended', async () => {
    const end = { on: '2026-05-01', do: 'terminate', as: 's1' }
    const facts = [
      subscribe,
      line('2026-03-31', { known: '2026-04-02' }),
      end,
      line('2026-05-01', { as: 's1' }),
      until('2026-06-01')
    ]
    const life = await play({ rules, facts })
    expect(life.refused.map(({ reason }) => reason)).toEqual([
      'the subscription began on 2026-04-01',
      'the subscription ended on 2026-05-01'
    ])
  })

  it('costs a newer price from its next period on', async () => {
    const dearer = (text: string): string => text.replace('"Extra line" 6.00', '"Extra line" 9.00')
    const facts = [
      subscribe,
      line('2026-04-01'),
      { on: '2026-05-10', do: 'publish', rules: 'dearer' },
      until('2026-06-01')
    ]
    const life = await play({ rules, ruleSets: { dearer }, facts })
    expect(invoicesOf(life).filter(row => row.startsWith('Extra'))).toEqual([
      'Extra line 2026-04-01..2026-05-01 6.00',
      'Extra line 2026-05-01..2026-06-01 6.00',
      'Extra line 2026-06-01..2026-07-01 9.00'
    ])
  })
})
