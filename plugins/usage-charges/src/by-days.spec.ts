// What is included by days, and what becomes of a service until there is more of it.
import { date } from '@farthing/plugin-sdk'
import { testStatement } from '@farthing/plugin-sdk/testing'
import { includeTerms, type Include } from './include-statement.ts'
import { plugin } from './index.ts'

const tariffs = `
tariff voice-standard for voice {
  one zone anywhere
  rates {
    | price           |
    | 0.10 per minute |
  }
}
`
const inPlan = (text: string) => testStatement(plugin, `tariff voice-standard\n${text}`, tariffs)

function refusal(text: string): string {
  const tested = inPlan(text)
  return tested.ok ? 'taken' : tested.errors.join()
}

describe('include by days', () => {
  it.each([
    ['include 10 min of voice per day', { days: 1, ticks: 600_000, rollOver: 0, shared: false }],
    ['include 10 min of voice to anywhere per 7 days', { days: 7, zones: ['anywhere'] }],
    ['include 10 min of voice per 2 weeks', { days: 14 }],
    ['include 10 min of voice per 92 days, share with account', { days: 92, shared: true }],
    ['include 10 min of voice', { days: null }]
  ])('%s', (text, value) => {
    expect(inPlan(text)).toMatchObject({ ok: true, values: [{}, value] })
  })

  it.each([
    [
      'include 10 min of voice per month',
      'R0630 months are not all as long: an allowance counts over whole days, per 30'
    ],
    ['include 10 min of voice per 93 days', 'R0630 an allowance counts over at most 92 days'],
    ['include 10 min of voice per 24 h', ''],
    ['include 10 min of voice per cycle', ''],
    ['include 10 min of voice per day, roll over 1 cycle', 'R0631 nothing of it is left over'],
    ['include 10 min of voice per 7 days, expires after 3 days', 'R0631 it is there on every day'],
    ['include 10 min of voice per day, prorated by day', 'R0631 a day has all of it'],
    ['include unlimited voice per day', 'R0631 without limit there is nothing to count']
  ])('%s is refused', (text, reason) => {
    expect(refusal(text)).not.toBe('taken')
    expect(refusal(text)).toContain(reason)
  })

  it('is granted under a name of its own, and is seen beyond its cycle when it counts several days', () => {
    const base = {
      ticks: 600_000,
      service: 'voice',
      zones: null,
      prorated: false,
      rollOver: 0,
      lasts: null,
      shared: false
    }
    const cycle = { from: date('2026-03-01'), until: date('2026-04-01') }
    const at = { rule: 'plan talk > include', file: 'plans.rules', line: 20, column: 3 }
    const granted = (value: Include) =>
      includeTerms.grants?.(value, { at, plan: 'talk', cycle, full: cycle, days: cycle })
    expect(granted({ ...base, days: 7 })).toEqual([
      { id: 'talk voice * per 7 days', ticks: 600_000, service: 'voice', zones: null, rule: at, days: 7 }
    ])
    expect([1, 2].map(days => includeTerms.outlasts?.({ ...base, days }))).toEqual([false, true])
  })
})

describe('until there is more', () => {
  it.each([
    'include 10 min of voice per day\nwhen voice runs out: bar until there is more',
    'include 10 min of voice per 7 days\nwhen voice runs out: throttle to 64 kbit per second until there is more',
    'include 10 min of voice per day\nwhen voice runs out: 1.00 per started 5 min, at most 1 time, then bar until there is more',
    'include 10 min of voice per day\ninclude 90 min of voice\nwhen voice runs out: bar until there is more'
  ])('%s', text => {
    expect(inPlan(text)).toMatchObject({ ok: true })
  })

  it.each([
    [
      'include 10 min of voice per day\nwhen voice runs out: bar until next cycle',
      'there is more before the next cycle'
    ],
    [
      'include 90 min of voice\nwhen voice runs out: bar until next cycle\ninclude 10 min of voice per day',
      'what happens when voice runs out is said above, and it is by days here'
    ],
    [
      'include 9 min of voice per day\nwhen voice runs out: 1.00 per started 5 min, at most 1 time, then bar until next cycle',
      'R0633 voice is included by days above'
    ],
    ['include 10 min of voice\nwhen voice runs out: bar until there is more', 'R0632 voice is included in each cycle']
  ])('%s is refused', (text, reason) => {
    expect(refusal(text)).toContain(reason)
  })
})
