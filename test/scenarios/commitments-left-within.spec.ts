// What was charged of a quarter that ended early counts towards the last period of a commitment that ended with it.
import { coastal } from './coastal.ts'
import { linesOf, play } from './play.ts'

// the first quarter of 2026 has 90 days: 10.00 for each
const rules = `${coastal}
commitment house "Low" 620.00 per month
commitment term "Low" 620.00 over 1 months
plan low "Plan" {
  rent 900.00 per quarter in advance, prorated by day
  commitment low "Low" 620.00 per month, of rent
}
plan arrears "Plan" {
  rent 900.00 per quarter in arrears, prorated by day
  commitment low "Low" 620.00 per month, of rent
}
plan quarter "Plan" {
  rent 900.00 per quarter in advance, prorated by day
  commitment low "Low" 1800.00 per quarter, of rent
}
plan cheap "Plan" {
  rent 900.00 per quarter in advance, prorated by day
  discount half "Half" 50% off, of rent
  commitment low "Low" 620.00 per month, of rent
}
plan more "Plan" {
  rent 900.00 per quarter in advance, prorated by day
  commitment low "Low" 1240.00 per month, of rent
}
plan nothing "Nothing" {
  setup 1.00
}
plan free "Free" {
  rent 900.00 per quarter in advance, prorated by day
}
`
type Fact = Record<string, unknown>

const subscribed = (plan: string): Fact => ({ on: '2026-01-01', do: 'subscribe', as: 's1', plan })
const left = (on: string, more: Fact = {}): Fact => ({ on, do: 'terminate', as: 's1', ...more })
const moved: Fact = { on: '2026-02-01', do: 'move', as: 's1', to: 'bert' }
const told = (facts: readonly Fact[]) =>
  play({ rules, billDay: 1, facts: [...facts, { on: '2026-05-01', do: 'advance' }] })

async function shortOf(...facts: Fact[]): Promise<string[]> {
  return linesOf(await told(facts), text => text === 'Low')
}

describe('the rent of a quarter that is left within it', () => {
  const short = '2026-02-01: Low 2026-01-01 310.00'
  it.each([
    ['told in time', [left('2026-02-01')], [short]],
    ['told ahead', [left('2026-01-10', { when: '2026-02-01' })], [short]],
    [
      'told late',
      [left('2026-02-01', { known: '2026-02-02' })],
      ['2026-02-01: Low 2026-01-01 620.00', '2026-03-01: Low 2026-01-01 -310.00']
    ],
    ['moved away', [moved], [short]],
    ['on another plan', [{ on: '2026-02-01', do: 'change', as: 's1', plan: 'free' }], [short]],
    // February: 10 of 28 days of 620.00, less 41 days of rent
    ['in the cycle after', [left('2026-02-11')], ['2026-02-01: Low 2026-01-01 620.00']]
  ])('counts towards the last period: %s', async (_, facts, expected) => {
    expect(await shortOf(subscribed('low'), ...facts)).toEqual(expected)
  })

  it.each([
    ['in arrears', 'arrears', [short]],
    ['beside a minimum of the quarter', 'quarter', ['2026-02-01: Low 2026-01-01 310.00']],
    ['with its discount', 'cheap', ['2026-02-01: Low 2026-01-01 465.00']]
  ])('counts towards the last period: %s', async (_, plan, expected) => {
    expect(await shortOf(subscribed(plan), left('2026-02-01'))).toEqual(expected)
  })

  it('counts towards what the account agreed to, which ends with its last subscription', async () => {
    const agreed = { on: '2026-01-01', do: 'agree-commitment', commitment: 'house' }
    expect(await shortOf(subscribed('free'), agreed, left('2026-02-01'))).toEqual([short])
  })

  it('does not where the commitment alone ends: its quarter goes on', async () => {
    const agreed = { on: '2026-01-01', do: 'agree-commitment', as: 's1', commitment: 'house' }
    const ended = { on: '2026-02-01', do: 'end-commitment', as: 's1', commitment: 'house' }
    expect(await shortOf(subscribed('free'), agreed, ended)).toEqual(['2026-02-01: Low 2026-01-01 620.00'])
  })

  it('counts towards one that is agreed to again, in the cycle in which the quarter ends', async () => {
    const agreed = { on: '2026-01-01', do: 'agree-commitment', as: 's1', commitment: 'house' }
    const ended = { on: '2026-02-01', do: 'end-commitment', as: 's1', commitment: 'house' }
    const again = { on: '2026-03-01', do: 'agree-commitment', as: 's1', commitment: 'house' }
    // 900.00 of the quarter count in March
    expect(await shortOf(subscribed('free'), agreed, ended, again)).toEqual([
      '2026-02-01: Low 2026-01-01 620.00',
      '2026-05-01: Low 2026-04-01 620.00'
    ])
  })

  it.each([
    [
      'is left and comes back',
      (known: object) => [
        { on: '2026-02-01', do: 'change', as: 's1', plan: 'nothing', ...known },
        { on: '2026-03-11', do: 'change', as: 's1', plan: 'low', ...known }
      ]
    ],
    [
      'moves away and comes back',
      (known: object) => [
        { ...moved, ...known },
        { on: '2026-03-11', do: 'move', as: 's1', from: 'bert', ...known }
      ]
    ]
  ])('counts its days once, told in time or late: %s', async (_, facts) => {
    const sums = async (told: readonly Fact[]): Promise<Record<string, number>> => {
      const all: Record<string, number> = {}
      for (const line of await shortOf(subscribed('low'), ...told)) {
        const [, , day = '', amount] = line.split(' ')
        all[day.slice(0, 7)] = Math.round((all[day.slice(0, 7)] ?? 0) * 100 + Number(amount) * 100) / 100
      }
      return all
    }
    // 21 of 31 days of 620.00, less as many days of rent; April's rent counts in June
    const expected = { '2026-01': 310, '2026-03': 210, '2026-04': 620 }
    expect(await sums(facts({}))).toEqual(expected)
    expect(await sums(facts({ known: '2026-04-10' }))).toMatchObject(expected)
  })

  it('counts its discount with its days', async () => {
    const facts = (known: object) => [
      { ...moved, ...known },
      { on: '2026-03-11', do: 'move', as: 's1', from: 'bert', ...known }
    ]
    // half of 10.00 for each day: of 31 days in January, of 21 in March
    expect((await shortOf(subscribed('cheap'), ...facts({}))).slice(0, 2)).toEqual([
      '2026-02-01: Low 2026-01-01 465.00',
      '2026-04-01: Low 2026-03-11 315.00'
    ])
    const late = await shortOf(subscribed('cheap'), ...facts({ known: '2026-04-10' }))
    expect(late.slice(-4)).toEqual([
      '2026-05-01: Low 2026-01-01 -155.00',
      '2026-05-01: Low 2026-02-01 -620.00',
      '2026-05-01: Low 2026-03-01 145.00',
      '2026-05-01: Low 2026-04-01 620.00'
    ])
  })

  it('does not count in a term that ended before its cycle did', async () => {
    const agreed = { on: '2026-01-11', do: 'agree-commitment', commitment: 'term' }
    const visit = { on: '2026-02-03', do: 'charge', amount: '100.00', description: 'Visit' }
    expect(await shortOf(subscribed('free'), agreed, visit)).toEqual(['2026-03-01: Low 2026-01-11 620.00'])
  })

  it('comes to as much in all where it was moved as where it was not', async () => {
    const sums = async (facts: readonly Fact[]): Promise<number> => {
      const lines = await shortOf(...facts)
      return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
    }
    const never = await sums([subscribed('more')])
    const giver = await sums([subscribed('more'), moved])
    const taker = await sums([
      { ...subscribed('more'), account: 'anna' },
      { on: '2026-02-01', do: 'move', as: 's1', from: 'anna' }
    ])
    expect([giver, taker]).toEqual([930, never - 930])
  })
})
