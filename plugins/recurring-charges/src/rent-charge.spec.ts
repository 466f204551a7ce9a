import { chargeTable, testInput } from '@farthing/plugin-sdk/testing'
import { rentCharge } from './rent-charge.ts'
import type { Rent } from './rent.ts'

const forty: Rent = {
  amount: 40_000_000n,
  length: { unit: 'month', count: 1 },
  due: 'in advance',
  proration: 'by day',
  anchor: 'bill day',
  steps: [],
  suspended: null
}
const twenty: Rent = { ...forty, amount: 20_000_000n }

const charged = (story: Parameters<typeof testInput<Rent>>[0]): string[] =>
  chargeTable(rentCharge.targets(testInput(story)))

describe('rent in advance', () => {
  it('charges every period that has started, the first for its share of days', () => {
    expect(charged({ plans: [{ value: forty }], started: '2026-03-16', through: '2026-05-01' })).toEqual([
      '2026-03-16..2026-04-01 | 20.645161 | plan-a',
      '2026-04-01..2026-05-01 | 40.000000 | plan-a',
      '2026-05-01..2026-06-01 | 40.000000 | plan-a'
    ])
  })

  it('keeps the wish for the 31st through shorter months, leap February included', () => {
    const story = { plans: [{ value: forty }], started: '2028-01-31', billDay: 31, through: '2028-03-31' }
    expect(charged(story)).toEqual([
      '2028-01-31..2028-02-29 | 40.000000 | plan-a',
      '2028-02-29..2028-03-31 | 40.000000 | plan-a',
      '2028-03-31..2028-04-30 | 40.000000 | plan-a'
    ])
  })

  it('shrinks the old plan and adds the new one when the plan changes in the middle', () => {
    const plans = [
      { plan: 'mobile-20', title: 'Mobile 20', value: twenty },
      { plan: 'mobile-40', title: 'Mobile 40', value: forty, from: '2026-03-16' }
    ]
    expect(charged({ plans, started: '2026-03-01', through: '2026-04-01' })).toEqual([
      '2026-03-01..2026-03-16 | 9.677419 | Mobile 20',
      '2026-03-16..2026-04-01 | 20.645161 | Mobile 40',
      '2026-04-01..2026-05-01 | 40.000000 | Mobile 40'
    ])
  })

  it('charges up to the day before termination and nothing after', () => {
    const story = { plans: [{ value: forty }], started: '2026-03-01', terminated: '2026-03-11', through: '2026-06-01' }
    expect(charged(story)).toEqual(['2026-03-01..2026-03-11 | 12.903226 | plan-a'])
  })

  it('charges nothing before the subscription has begun', () => {
    expect(charged({ plans: [{ value: forty }], started: '2026-03-20', through: '2026-03-15' })).toEqual([])
  })

  it('prices a period by the version in force when it began, and a later plan by the version when it did', () => {
    const dearer: Rent = { ...forty, amount: 45_000_000n }
    const plans = [{ value: forty }, { value: dearer, from: '2026-04-10', version: 'sha256:next' }]
    expect(charged({ plans, started: '2026-03-01', through: '2026-05-01' })).toEqual([
      '2026-03-01..2026-04-01 | 40.000000 | plan-a',
      '2026-04-01..2026-05-01 | 40.000000 | plan-a',
      '2026-05-01..2026-06-01 | 45.000000 | plan-a'
    ])
  })

  it('leaves out what ended before the day it is asked from, and nothing else', () => {
    const story = { plans: [{ value: forty }], started: '2026-01-10', through: '2026-05-01' }
    expect(charged({ ...story, since: '2026-04-01' })).toEqual(charged(story).slice(2))
    expect(charged({ ...story, since: '2026-04-02' })).toEqual(charged(story).slice(3))
  })
})

describe('rent in arrears', () => {
  const arrears: Rent = { ...forty, due: 'in arrears' }

  it('charges a period once it has ended', () => {
    const story = { plans: [{ value: arrears }], started: '2026-03-16' }
    expect(charged({ ...story, through: '2026-04-30' })).toEqual(['2026-03-16..2026-04-01 | 20.645161 | plan-a'])
    expect(charged({ ...story, through: '2026-05-01' })).toHaveLength(2)
  })

  it('charges the last piece as soon as the subscription has ended', () => {
    const story = {
      plans: [{ value: arrears }],
      started: '2026-03-01',
      terminated: '2026-03-11',
      through: '2026-03-11'
    }
    expect(charged(story)).toEqual(['2026-03-01..2026-03-11 | 12.903226 | plan-a'])
  })
})

describe('other periods and prorations', () => {
  const once = (value: Rent, started = '2026-03-16', through = '2026-03-16'): string[] =>
    charged({ plans: [{ value }], started, opened: '2026-01-01', through })

  it.each([
    ['by day of 30', '2026-03-16..2026-04-01 | 20.000000 | plan-a'],
    ['none', '2026-03-16..2026-04-01 | 0.000000 | plan-a'],
    ['full period', '2026-03-16..2026-04-01 | 40.000000 | plan-a']
  ] as const)('prorates %s', (proration, row) => {
    expect(once({ ...forty, proration })).toEqual([row])
  })

  it('charges a full period of a plan once, though the plan was left and came back within it', () => {
    const full: Rent = { ...forty, proration: 'full period' }
    const plans = [
      { plan: 'a', title: 'A', value: full },
      { plan: 'b', title: 'B', value: { ...full, amount: 60_000_000n }, from: '2026-03-05' },
      { plan: 'a', title: 'A', value: full, from: '2026-03-10' }
    ]
    expect(charged({ plans, started: '2026-03-01', through: '2026-04-01' })).toEqual([
      '2026-03-01..2026-03-05 | 40.000000 | A',
      '2026-03-05..2026-03-10 | 60.000000 | B',
      '2026-04-01..2026-05-01 | 40.000000 | A'
    ])
  })

  it('counts a quarter from the month in which the account was opened', () => {
    expect(once({ ...forty, length: { unit: 'month', count: 3 } })).toEqual([
      '2026-03-16..2026-04-01 | 7.111111 | plan-a'
    ])
  })

  it('counts fortnights from the day the account was opened', () => {
    expect(once({ ...forty, length: { unit: 'day', count: 14 } })).toEqual([
      '2026-03-16..2026-03-26 | 28.571429 | plan-a'
    ])
  })

  it('counts from the day of subscription when the rule says so, with no stub', () => {
    const rent: Rent = { ...forty, anchor: 'day of subscription' }
    expect(once(rent, '2026-03-16', '2026-04-16')).toEqual([
      '2026-03-16..2026-04-16 | 40.000000 | plan-a',
      '2026-04-16..2026-05-16 | 40.000000 | plan-a'
    ])
  })

  it('measures elapsed time when prorated by second', () => {
    const input = testInput<Rent>({
      plans: [{ value: { ...forty, proration: 'by second' } }],
      started: '2026-03-16',
      opened: '2026-01-01',
      through: '2026-03-16',
      zone: 'Europe/Berlin'
    })
    // March 2026 has 743 hours in Berlin, the last 16 days 383 of them.
    expect(chargeTable(rentCharge.targets(input))).toEqual(['2026-03-16..2026-04-01 | 20.619112 | plan-a'])
  })
})

describe('a charge', () => {
  it('has a key that stays when the days of its period shrink', () => {
    const story = { plans: [{ value: forty }], started: '2026-03-01', through: '2026-03-01' }
    const [whole] = rentCharge.targets(testInput(story))
    const [part] = rentCharge.targets(testInput({ ...story, terminated: '2026-03-11' }))
    expect(whole?.key).toBe('rent:s1:plan-a:2026-03-01..2026-04-01')
    expect(part?.key).toBe(whole?.key)
  })

  it('explains itself down to the line of the rule', () => {
    const [charge] = rentCharge.targets(
      testInput({ plans: [{ value: forty }], started: '2026-03-16', through: '2026-03-16' })
    )
    expect(charge?.explanation).toMatchObject({
      rule: { rule: 'plan plan-a', file: 'test.rules', line: 1 },
      inputs: { price: '40.000000 AUD', period: '2026-03-01..2026-04-01', days: '2026-03-16..2026-04-01' },
      steps: [{ step: 'quantity' }, { step: 'proration', detail: 'by day: 16/31 days of 40.00' }],
      amount: '20.645161',
      currency: 'AUD'
    })
  })
})
