// What an account agreed to asks for nothing while the account has no subscription.
import { coastal } from './coastal.ts'
import { invoicesOf, play, table } from './play.ts'

const rules = `${coastal}
commitment house "Minimum spend" 60.00 per month
commitment year "Minimum of a year" 365.00 over 12 months
plan least "Least" {
  rent 10.00 per month
  setup 50.00
  commitment least "Minimum" 30.00 per month, excess counts in the next period
}
`
const on = (day: string, as = 's1') => ({ on: day, do: 'subscribe', as, plan: 'mobile-20' })
const left = (day: string, more: object = {}) => ({ on: day, do: 'terminate', as: 's1', ...more })

async function minimums(commitment: string, facts: readonly object[], until: string): Promise<string[]> {
  const told = [on('2026-03-01'), { on: '2026-03-01', do: 'agree-commitment', commitment }, ...facts]
  const bills = invoicesOf(await play({ rules, billDay: 1, facts: [...told, { on: until, do: 'advance' }] }))
  return bills.filter(line => line.startsWith('Minimum'))
}

describe('a commitment of an account that leaves', () => {
  // 15 of 31 days: 29.03, less 9.68
  const march = 'Minimum spend   2026-03-01..2026-03-16   19.35'

  it('ends with its last subscription', async () => {
    expect(await minimums('house', [left('2026-03-16')], '2026-07-02')).toEqual(table(march))
  })

  it('ends when that is told late, and what was billed beyond it comes back', async () => {
    expect(await minimums('house', [left('2026-03-16', { known: '2026-05-10' })], '2026-07-02')).toEqual(
      table(`
        Minimum spend   2026-03-01..2026-04-01    40.00
        Minimum spend   2026-04-01..2026-05-01    40.00
        Minimum spend   2026-03-16..2026-04-01   -20.65
        Minimum spend   2026-04-01..2026-05-01   -40.00
      `)
    )
  })

  it('comes back with a subscription, and asks for nothing of the days between', async () => {
    // 22 of 31 days: 42.58, less 14.19
    expect(await minimums('house', [left('2026-03-16'), on('2026-05-10', 's2')], '2026-06-01')).toEqual(
      table(`
        ${march}
        Minimum spend   2026-05-10..2026-06-01   28.39
      `)
    )
  })

  it('ends with the end of one that was moved to it', async () => {
    const there = { ...on('2026-03-01'), account: 'other' }
    const told = [there, { on: '2026-03-01', do: 'agree-commitment', commitment: 'house' }]
    const facts = [...told, { on: '2026-03-11', do: 'move', as: 's1', from: 'other' }, left('2026-03-16')]
    const bills = invoicesOf(await play({ rules, billDay: 1, facts: [...facts, { on: '2026-07-02', do: 'advance' }] }))
    // 15 of 31 days: 29.03, less 5 of 20.00: 3.23
    expect(bills.filter(line => line.startsWith('Minimum'))).toEqual(
      table('Minimum spend   2026-03-01..2026-03-16   25.80')
    )
  })

  it('over months owes the share of the days with a subscription', async () => {
    // 15 of 365 days: 15.00, less 9.68
    expect(await minimums('year', [left('2026-03-16')], '2027-04-01')).toEqual(
      table('Minimum of a year 2026-03-01..2026-03-16 5.32')
    )
  })
})

describe('a commitment of a plan that is left and comes back', () => {
  it('takes over what the period before was charged beyond it', async () => {
    const facts = [
      { on: '2026-03-01', do: 'subscribe', as: 's1', plan: 'least' },
      { on: '2026-03-20', do: 'change', plan: 'mobile-20' },
      { on: '2026-04-01', do: 'change', plan: 'least' },
      { on: '2026-06-01', do: 'advance' }
    ]
    // March: 50.00 + 6.13 + 7.74, 19 of 31 days of 30.00 are 18.39: 45.48 beyond it, more than the 20.00 that April lacks
    const bills = invoicesOf(await play({ rules, billDay: 1, facts }))
    expect(bills.filter(line => line.startsWith('Minimum'))).toEqual(['Minimum 2026-05-01..2026-06-01 20.00'])
  })
})
