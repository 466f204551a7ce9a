// Changes that are charged at once: an invoice of what they cost, on their day; the next bill finds it billed.
import { coastal } from './coastal.ts'
import { invoicesOf, play, table } from './play.ts'

const rules = `${coastal}
changes mobile {
  | from \\ to  | mobile-20            | mobile-40 |
  | mobile-20  | -                    | 5.00      |
  | mobile-40  | 25.00, at next cycle | -         |
}
forbid change to mobile-20 when age < 1 month "Not in the first month"
`
const at = (on: string, does: string, more: object = {}): object => ({ on, do: does, ...more })
const start = at('2026-03-01', 'subscribe', { plan: 'mobile-20' })
const upgrade = (on: string, more: object = {}) => at(on, 'change', { plan: 'mobile-40', charged: 'now', ...more })
const told = (...facts: object[]) => play({ rules, billDay: 1, facts: [start, ...facts] })

describe('a change of plan that is charged at once', () => {
  it('is an invoice of its day with its fee and the difference of rents, and the next bill has none of it', async () => {
    const life = await told(at('2026-03-01', 'advance'), upgrade('2026-03-16'), at('2026-04-01', 'advance'))
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-03-01
        Mobile 20   2026-03-01..2026-04-01   20.00
        total                                20.00
        bill of 2026-03-16
        Mobile 20   2026-03-16..2026-04-01  -10.32
        Change from mobile-20 to mobile-40   2026-03-16..2026-03-17   5.00
        Mobile 40   2026-03-16..2026-04-01   20.65
        total                                15.33
        bill of 2026-04-01
        Mobile 40   2026-04-01..2026-05-01   40.00
        total                                40.00
      `)
    )
    expect(life.invoices.map(({ due, number }) => `${number} ${due}`)).toEqual([
      'INV-000001 2026-03-15',
      'INV-000002 2026-03-30',
      'INV-000003 2026-04-15'
    ])
    expect(life.invoices[1]?.lines[0]).toMatchObject({ corrects: 'INV-000001:1' })
  })

  it('leaves what else is open to the next bill, usage too', async () => {
    const open = [
      at('2026-03-10', 'charge', { amount: '7.00', description: 'SIM card' }),
      { at: '2026-03-10T10:00', do: 'use', service: 'voice', quantity: '10 min', to: '+61293334444' },
      at('2026-03-10', 'feature', { feature: 'voicemail', state: 'on' })
    ]
    const change = (charged: string) => [...open, upgrade('2026-03-16', { charged }), at('2026-04-01', 'advance')]
    const [now, later] = await Promise.all([told(...change('now')), told(...change('next-invoice'))])
    expect(now.invoices[1]?.lines.map(({ amount }) => amount)).toEqual(['-10.32', '5.00', '20.65'])
    expect(now.invoices[1]?.date).toBe('2026-03-16')
    const sum = (life: typeof now) => life.invoices.reduce((all, { total }) => all + Number(total), 0).toFixed(2)
    expect(sum(now)).toBe(sum(later))
    const described = (life: typeof now) => life.invoices.at(-1)?.lines.map(line => line.description)
    expect(described(now)).toEqual(expect.arrayContaining(['SIM card', 'Voicemail']))
  })

  it('before any bill charges the difference alone, and the first bill brings the rest', async () => {
    const life = await play({
      rules,
      billDay: 1,
      facts: [at('2026-03-05', 'subscribe', { plan: 'mobile-20' }), upgrade('2026-03-16'), at('2026-04-01', 'bill')]
    })
    expect(invoicesOf(life)).toEqual(
      table(`
        bill of 2026-03-16
        Mobile 20   2026-03-16..2026-04-01  -10.32
        Change from mobile-20 to mobile-40   2026-03-16..2026-03-17   5.00
        Mobile 40   2026-03-16..2026-04-01   20.65
        total                                15.33
        bill of 2026-04-01
        Mobile 20   2026-03-05..2026-03-16   17.42
        Mobile 40   2026-04-01..2026-05-01   40.00
        total                                57.42
      `)
    )
    expect(life.invoices[0]?.lines.map(({ corrects }) => corrects)).toEqual([null, null, null])
    const [credit] = life.invoices[0]?.lines ?? []
    expect(credit?.explanation.steps.at(-1)?.said).toBe('17.42 due without the change')
    expect(JSON.stringify(life.invoices[0])).not.toContain('billed')
  })

  it('on a bill day stands beside the bill of that day', async () => {
    const life = await told(at('2026-04-01', 'advance'), upgrade('2026-04-01'), at('2026-05-01', 'advance'))
    expect(life.invoices.map(({ date, total }) => `${date} ${total}`)).toEqual([
      '2026-03-01 20.00',
      '2026-04-01 20.00',
      '2026-04-01 25.00',
      '2026-05-01 40.00'
    ])
  })

  it('to a cheaper plan on a bill day gives back nothing that was not charged yet: the bill of that day has it', async () => {
    const cheaper = `${coastal}
changes mobile {
  | from \\ to  | mobile-20 | mobile-40 |
  | mobile-20  | -         | 5.00      |
  | mobile-40  | 2.00      | -         |
}
`
    const begun = at('2026-03-01', 'subscribe', { plan: 'mobile-40' })
    const change = at('2026-04-01', 'change', { plan: 'mobile-20', charged: 'now' })
    const facts = [begun, at('2026-03-31', 'advance'), change, at('2026-04-01', 'advance')]
    expect(invoicesOf(await play({ rules: cheaper, billDay: 1, facts }))).toEqual(
      table(`
        bill of 2026-03-01
        Mobile 40   2026-03-01..2026-04-01   40.00
        total                                40.00
        bill of 2026-04-01
        Change from mobile-40 to mobile-20   2026-04-01..2026-04-02   2.00
        Mobile 20   2026-04-01..2026-05-01   20.00
        total                                22.00
      `)
    )
  })

  it('is not what a rule forbids', async () => {
    const back = at('2026-03-20', 'change', { plan: 'mobile-20', charged: 'now' })
    const life = await told(at('2026-03-01', 'advance'), upgrade('2026-03-16'), back, at('2026-04-01', 'advance'))
    expect(life.refused).toMatchObject([{ fact: 4 }])
    expect(life.invoices.map(({ total }) => total)).toEqual(['20.00', '15.33', '40.00'])
  })

  it.each([
    [
      'for a day to come',
      { when: '2026-03-20' },
      'it cannot be charged at once: it takes effect on 2026-03-20, and only'
    ],
    ['told late', { known: '2026-03-18' }, 'it cannot be charged at once: it takes effect on 2026-03-16, and only']
  ])('%s is refused as a whole', async (_, more, reason) => {
    const life = await told(at('2026-03-01', 'advance'), upgrade('2026-03-16', more), at('2026-04-01', 'advance'))
    expect(life.refused).toMatchObject([{ fact: 3, reason: expect.stringContaining(reason) as string }])
    expect(life.services).toMatchObject([{ plan: 'mobile-20' }])
    expect(life.invoices.map(({ total }) => total)).toEqual(['20.00', '20.00'])
  })

  it('that comes to less than the minimum of an invoice has none: the next bill brings it', async () => {
    const least = (amount: string) => {
      const rule = `due 14 days after issue\n  carry forward invoices below ${amount}`
      return play({
        rules: rules.replace('due 14 days after issue', rule),
        billDay: 1,
        facts: [start, at('2026-03-01', 'advance'), upgrade('2026-03-16'), at('2026-04-01', 'advance')]
      })
    }
    const totals = async (amount: string) => (await least(amount)).invoices.map(({ date, total }) => `${date} ${total}`)
    expect(await totals('15.33')).toEqual(['2026-03-01 20.00', '2026-03-16 15.33', '2026-04-01 40.00'])
    expect(await totals('15.34')).toEqual(['2026-03-01 20.00', '2026-04-01 55.33'])
  })

  it('that costs nothing has no invoice', async () => {
    const same = `${coastal}\nplan twin "Twin" { rent 20.00 per month in arrears, prorated by day }`
    const facts = [
      at('2026-03-01', 'subscribe', { plan: 'twin' }),
      at('2026-03-16', 'suspend', { charged: 'now' }),
      at('2026-03-20', 'advance')
    ]
    const life = await play({ rules: same, billDay: 1, facts })
    expect(life.refused).toEqual([])
    expect(life.invoices).toEqual([])
  })
})

describe('what else is charged at once', () => {
  it('is a feature, and the end of a subscription with what is given back', async () => {
    const life = await told(
      at('2026-03-01', 'advance'),
      at('2026-03-11', 'feature', { feature: 'voicemail', state: 'on', charged: 'now' }),
      at('2026-03-21', 'terminate', { charged: 'now' }),
      at('2026-04-01', 'advance')
    )
    expect(life.invoices.map(({ date, total }) => `${date} ${total}`)).toEqual([
      '2026-03-01 20.00',
      '2026-03-11 3.60',
      '2026-03-21 -8.20'
    ])
  })
})
