import { chargeTable, testInput, valueOf } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'
import { rentCharge } from './rent-charge.ts'
import type { Rent } from './rent.ts'

type Story = Parameters<typeof testInput<Rent>>[0]

const rent = (text: string): Rent => valueOf(plugin, text) as Rent
const charged = (story: Story): string[] => chargeTable(rentCharge.targets(testInput(story)))
const started = (text: string, more: Partial<Story> = {}): string[] =>
  charged({ plans: [{ title: 'Home', value: rent(text) }], started: '2026-03-01', through: '2026-05-01', ...more })

describe('a rent with other prices at first', () => {
  it('charges nothing for days that are free, and the rest of their period from the first day that is not', () => {
    expect(started('rent 31.00 per month { free for 14 days }')).toEqual([
      '2026-03-15..2026-04-01 | 17.000000 | Home',
      '2026-04-01..2026-05-01 | 31.000000 | Home',
      '2026-05-01..2026-06-01 | 31.000000 | Home'
    ])
    expect(started('rent 31.00 per month { free for 14 days }', { through: '2026-03-14' })).toEqual([])
  })

  it('charges each price in turn, the prices of one period for their days', () => {
    const text = 'rent 62.00 per month { free for 1 month; at 31.00 for 2 months }'
    const story = { started: '2026-03-16', through: '2026-07-01' }
    expect(started(text, story)).toEqual([
      '2026-04-16..2026-05-01 | 15.500000 | Home',
      '2026-05-01..2026-06-01 | 31.000000 | Home',
      '2026-06-01..2026-06-16 | 15.500000 | Home',
      '2026-06-16..2026-07-01 | 31.000000 | Home',
      '2026-07-01..2026-08-01 | 62.000000 | Home'
    ])
  })

  it('adds months up before it counts them, so that the 31st comes back, and counts days from where months end', () => {
    const text = 'rent 31.00 per day { at 1.00 for 1 month; at 2.00 for 1 month; at 3.00 for 10 days }'
    const days = started(text, { started: '2026-01-31', through: '2026-04-10' })
    const firstAt = (price: string): string | undefined => days.find(row => row.includes(`| ${price}.000000 `))
    expect(['1', '2', '3', '31'].map(firstAt)).toEqual([
      '2026-01-31..2026-02-01 | 1.000000 | Home',
      '2026-02-28..2026-03-01 | 2.000000 | Home',
      '2026-03-31..2026-04-01 | 3.000000 | Home',
      '2026-04-10..2026-04-11 | 31.000000 | Home'
    ])
  })

  it('in arrears charges a price once its days have ended', () => {
    const text = 'rent 31.00 per month in arrears { free for 14 days }'
    expect(started(text, { through: '2026-03-31' })).toEqual([])
    expect(started(text, { through: '2026-04-01' })).toEqual(['2026-03-15..2026-04-01 | 17.000000 | Home'])
  })

  it.each([
    ['not prorated', ['2026-04-01..2026-05-01 | 31.000000 | Home', '2026-05-01..2026-06-01 | 31.000000 | Home']],
    ['full period', ['2026-04-01..2026-05-01 | 31.000000 | Home', '2026-05-01..2026-06-01 | 31.000000 | Home']]
  ])('%s knows no parts: a period that begins free is free', (proration, rows) => {
    expect(started(`rent 31.00 per month, ${proration} { free for 14 days }`)).toEqual(rows)
  })

  it('counts from the first day ever on the plan: leaving and coming back begins nothing anew', () => {
    const [free, other] = [rent('rent 31.00 per month { free for 14 days }'), rent('rent 62.00 per month')]
    const plans = [
      { plan: 'a', title: 'A', value: free },
      { plan: 'b', title: 'B', value: other, from: '2026-03-06' },
      { plan: 'a', title: 'A', value: free, from: '2026-03-11' }
    ]
    expect(charged({ plans, started: '2026-03-01', through: '2026-03-31' })).toEqual([
      '2026-03-06..2026-03-11 | 10.000000 | B',
      '2026-03-15..2026-04-01 | 17.000000 | A'
    ])
  })

  it('of another plan counts from the day of the change', () => {
    const plans = [
      { plan: 'a', title: 'A', value: rent('rent 31.00 per month') },
      { plan: 'b', title: 'B', value: rent('rent 31.00 per month { free for 7 days }'), from: '2026-03-11' }
    ]
    expect(charged({ plans, started: '2026-03-01', through: '2026-03-31' })).toEqual([
      '2026-03-01..2026-03-11 | 10.000000 | A',
      '2026-03-18..2026-04-01 | 14.000000 | B'
    ])
  })

  it('of a feature counts from the first time that it was turned on', () => {
    const voicemail = { feature: 'voicemail', value: rent('rent 31.00 per month { free for 10 days }') }
    const plans = [
      { ...voicemail, from: '2026-03-01', until: '2026-03-05' },
      { ...voicemail, from: '2026-03-08', until: '2026-03-21' }
    ]
    expect(charged({ plans, started: '2026-03-01', through: '2026-03-31' })).toEqual([
      '2026-03-11..2026-03-21 | 10.000000 | voicemail'
    ])
  })

  it('leaves out what ended before the day it is asked from, and nothing else', () => {
    const text = 'rent 31.00 per month { free for 45 days; at 10.00 for 1 month }'
    const all = started(text, { through: '2026-08-01' })
    expect(started(text, { through: '2026-08-01', since: '2026-05-02' })).toEqual(
      all.filter(row => row.slice(12, 22) > '2026-05-01')
    )
  })
})

describe('a rent while suspended because of something', () => {
  const story = {
    suspended: ['2026-03-02..2026-03-12 holiday', '2026-03-12..2026-03-22 debt', '2026-03-27..2026-03-30'],
    through: '2026-03-31'
  }
  const holidays = 'free while suspended because of holiday'

  it.each([
    [holidays, ['2026-03-01..2026-03-02 | 1.000000 | Home', '2026-03-12..2026-04-01 | 20.000000 | Home']],
    [
      `free while suspended; at 31.00 while suspended because of debt`,
      [
        '2026-03-01..2026-03-02 | 1.000000 | Home',
        '2026-03-12..2026-03-27 | 15.000000 | Home',
        '2026-03-30..2026-04-01 | 2.000000 | Home'
      ]
    ],
    [
      `${holidays}; at 3.10 while suspended because of debt; at 6.20 while suspended`,
      [
        '2026-03-01..2026-03-02 | 1.000000 | Home',
        '2026-03-12..2026-03-22 | 1.000000 | Home',
        '2026-03-22..2026-03-27 | 5.000000 | Home',
        '2026-03-27..2026-03-30 | 0.600000 | Home',
        '2026-03-30..2026-04-01 | 2.000000 | Home'
      ]
    ],
    ['at 3.10 while suspended because of loss', ['2026-03-01..2026-04-01 | 31.000000 | Home']]
  ])('%s', (lines, rows) => {
    expect(started(`rent 31.00 per month { ${lines} }`, story)).toEqual(rows)
  })

  it('of a kind that rules no longer name costs as one of none', () => {
    const gone = { ...story, suspended: ['2026-03-11..2026-03-21 strike'] }
    expect(
      started('rent 31.00 per month { free while suspended because of holiday; at 3.10 while suspended }', gone)
    ).toEqual([
      '2026-03-01..2026-03-11 | 10.000000 | Home',
      '2026-03-11..2026-03-21 | 1.000000 | Home',
      '2026-03-21..2026-04-01 | 11.000000 | Home'
    ])
  })

  it('without shares costs what its first day costs', () => {
    const all = { suspended: ['2026-04-01..2026-04-05 holiday', '2026-04-05..2026-05-10 debt'], through: '2026-05-31' }
    const text = `rent 31.00 per month, full period { ${holidays}; at 10.00 while suspended because of debt }`
    expect(started(text, all)).toEqual([
      '2026-03-01..2026-04-01 | 31.000000 | Home',
      '2026-05-01..2026-06-01 | 10.000000 | Home'
    ])
  })

  it('says so on the bill', () => {
    const value = rent('rent 31.00 per month { at 3.10 while suspended because of debt }')
    const input = testInput({ plans: [{ title: 'Home', value }], started: '2026-03-01', ...story })
    const said = rentCharge.targets(input).map(({ explanation }) => explanation.steps[0]?.said)
    expect(said).toContain('3.10 for the month while suspended because of debt')
  })
})

describe('a rent while suspended', () => {
  it('goes on', () => {
    expect(started('rent 31.00 per month', { suspended: ['2026-03-11..2026-03-21'], through: '2026-03-31' })).toEqual([
      '2026-03-01..2026-04-01 | 31.000000 | Home'
    ])
  })

  it('is nothing, or another one, where the rule says so', () => {
    const story = { suspended: ['2026-03-11..2026-03-21'], through: '2026-03-31' }
    expect(started('rent 31.00 per month { free while suspended }', story)).toEqual([
      '2026-03-01..2026-03-11 | 10.000000 | Home',
      '2026-03-21..2026-04-01 | 11.000000 | Home'
    ])
    expect(started('rent 31.00 per month { at 3.10 while suspended }', story)).toEqual([
      '2026-03-01..2026-03-11 | 10.000000 | Home',
      '2026-03-11..2026-03-21 | 1.000000 | Home',
      '2026-03-21..2026-04-01 | 11.000000 | Home'
    ])
  })

  it('is never more than the day would cost otherwise', () => {
    const text = 'rent 31.00 per month { free for 14 days; at 3.10 while suspended }'
    const story = { suspended: ['2026-03-06..2026-03-25'], through: '2026-03-31' }
    expect(started(text, story)).toEqual([
      '2026-03-15..2026-03-25 | 1.000000 | Home',
      '2026-03-25..2026-04-01 | 7.000000 | Home'
    ])
  })

  it('stops no first price: its days are days of the calendar', () => {
    const text = 'rent 31.00 per month { free for 14 days; free while suspended }'
    const story = { suspended: ['2026-03-06..2026-03-20'], through: '2026-03-31' }
    expect(started(text, story)).toEqual(['2026-03-20..2026-04-01 | 12.000000 | Home'])
  })

  it('gives the parts of a period keys of their own, the first one that of the period', () => {
    const story = { suspended: ['2026-03-11..2026-03-21'], started: '2026-03-01', through: '2026-03-31' }
    const value = rent('rent 31.00 per month { free while suspended }')
    const keys = rentCharge.targets(testInput({ plans: [{ value }], ...story })).map(({ key }) => key)
    expect(keys).toEqual(['rent:s1:plan-a:2026-03-01..2026-04-01', 'rent:s1:plan-a:2026-03-01..2026-04-01:2'])
  })

  it('says why a price is another one', () => {
    const value = rent('rent 31.00 per month { at 10.00 for 2 months; at 20.00 for 1 month; at 5.00 while suspended }')
    const story = { suspended: ['2026-06-01..2026-07-01'], started: '2026-03-01', through: '2026-07-01' }
    const said = rentCharge
      .targets(testInput({ plans: [{ value }], ...story }))
      .map(one => one.explanation.steps[0]?.said)
    expect(said).toEqual([
      '10.00 for the month for the first 2 months',
      '10.00 for the month for the first 2 months',
      '20.00 for the month for a month',
      '5.00 for the month while suspended',
      '31.00 for the month'
    ])
  })
})
