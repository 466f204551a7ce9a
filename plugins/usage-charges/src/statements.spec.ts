import { testStatement } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'

const tariffs = `
tariff voice-standard for voice {
  from 2026-01-01
  one zone anywhere
  rates {
    | price           |
    | 0.10 per minute |
  }
}
`
const inPlan = (text: string) => testStatement(plugin, `tariff voice-standard\n${text}`, tariffs)
const fax = tariffs.replace('voice-standard for voice', 'fax-standard for fax')
const withFax = (text: string) => testStatement(plugin, `tariff voice-standard, fax-standard\n${text}`, tariffs + fax)

describe('tariff', () => {
  it('names the tariffs that rate the usage of a plan', () => {
    expect(inPlan('')).toEqual({ ok: true, values: [{ tariffs: ['voice-standard'] }] })
  })

  it('is refused when there is no such tariff', () => {
    expect(testStatement(plugin, 'tariff voice-standart', tariffs)).toMatchObject({
      ok: false,
      errors: [expect.stringContaining('voice-standart')]
    })
  })
})

describe('tariffs of a plan', () => {
  it('are refused when two of them are for one service', () => {
    const twice = `${tariffs}${tariffs.replace('voice-standard', 'voice-other')}`
    expect(testStatement(plugin, 'tariff voice-standard, voice-other', twice)).toMatchObject({
      ok: false,
      errors: [expect.stringContaining('two tariffs for voice: a use of it would have two prices')]
    })
  })

  it('are refused when two statements name them', () => {
    const twice = `${tariffs}${tariffs.replace('voice-standard', 'voice-other')}`
    expect(testStatement(plugin, 'tariff voice-standard\ntariff voice-other', twice)).toMatchObject({
      ok: false,
      errors: [expect.stringContaining('two tariffs for voice')]
    })
  })
})

describe('include', () => {
  it.each([
    ['include 1000 min of voice', { ticks: 60_000_000, service: 'voice', zones: null }],
    ['include 90 s of voice to anywhere', { ticks: 90_000, service: 'voice', zones: ['anywhere'] }],
    ['include unlimited voice', { ticks: null, service: 'voice', zones: null }],
    ['include unlimited voice to anywhere', { ticks: null, service: 'voice', zones: ['anywhere'] }],
    ['include unlimited voice, share with account', { ticks: null, shared: true }],
    ['include 5 min of voice, roll over 1 cycle', { rollOver: 1, lasts: null, shared: false, prorated: false }],
    ['include 5 min of voice, prorated by day, roll over 12 cycles', { rollOver: 12, prorated: true }],
    ['include 5 min of voice, expires after 10 days, share with account', { lasts: { unit: 'day', count: 10 } }]
  ])('%s', (text, value) => {
    expect(inPlan(text)).toMatchObject({ ok: true, values: [{}, value] })
  })

  it.each([
    ['include 0 min of voice', 'an allowance of nothing covers nothing'],
    ['include 999999999999 h of voice', 'more than can be counted'],
    ['include 0.000001 s of voice', 'finer than usage is counted'],
    ['include 1000 of voice', ''],
    ['include 5 GB of voice', 'tariffs for voice count seconds, and 5 GB are bytes'],
    ['include 5 min of fax', 'fax'],
    ['include 5 min of voice to mars', 'mars'],
    ['include unlimited voice, roll over 1 cycle', 'of an unlimited allowance nothing is left over'],
    ['include unlimited voice, prorated by day', 'of an unlimited allowance nothing is left over'],
    ['include 40 min of voice, roll over 0 cycles', '1'],
    ['include 40 min of voice, roll over', 'expected a whole number'],
    ['include 40 min of voice, roll over 1 cycle, expires after 3 months', ''],
    ['include 40 min of voice, share with everybody', 'expected `account`']
  ])('%s is refused', (text, reason) => {
    const tested = inPlan(text)
    expect(tested).toMatchObject({ ok: false })
    expect(tested.ok ? '' : tested.errors.join()).toContain(reason)
  })
})

describe('when a service runs out', () => {
  const after = (text: string) => inPlan(`include 10 min of voice\n${text}`)

  it.each([
    ['when voice runs out: 1.00 per started 5 min', { ticks: 300_000, micro: 1_000_000n, most: null, then: 'tariff' }],
    ['when voice runs out: 1.00 per started 5 min, at most 3 times', { most: 3, then: 'tariff' }],
    ['when voice runs out: 1.00 per started 5 min, at most 1 time, then free', { most: 1, then: 'free', runOut: null }],
    [
      'when voice runs out: 1.00 per started 5 min, at most 1 time, then bar until next cycle',
      { most: 1, then: 'tariff', runOut: { effect: 'bar' } }
    ],
    [
      'when voice runs out: 1.00 per started 5 min, at most 2 times, then throttle to 64 kbit per second until next cycle',
      { most: 2, then: 'free', runOut: { effect: 'throttle', kilobits: 64 } }
    ],
    ['when voice runs out: bar until next cycle', { most: 0, then: 'tariff', runOut: { effect: 'bar' } }],
    [
      'when voice runs out: throttle to 2 Mbit per second until next cycle',
      { most: 0, then: 'free', runOut: { effect: 'throttle', kilobits: 2000 } }
    ]
  ])('%s', (text, value) => {
    expect(after(text)).toMatchObject({ ok: true, values: [{}, {}, { service: 'voice', ...value }] })
  })

  it.each([
    ['when voice runs out: 1.00 per minute', 'a pack is written'],
    ['when voice runs out: 1.00 per started 5 min\nwhen voice runs out: 2.00 per started 5 min', 'a plan says it once'],
    ['when voice runs out: free', 'a pack is written'],
    ['when voice runs out: 1.00 per started 5 min, then free', 'packs without end'],
    ['when voice runs out: 1.00 per started 5 min, then bar until next cycle', 'packs without end'],
    ['when voice runs out: bar', ''],
    ['when voice runs out: throttle to 0 kbit per second until next cycle', '1'],
    ['when voice runs out: bar until next cycle\nwhen voice runs out: 1.00 per started 5 min', 'a plan says it once'],
    ['when voice runs out: 1.00 per started 5 GB', 'tariffs for voice count seconds'],
    ['when voice runs out: 1.00 per started 5 min, at most 0 times', '1']
  ])('%s is refused', (text, reason) => {
    const tested = after(text)
    expect(tested).toMatchObject({ ok: false })
    expect(tested.ok ? '' : tested.errors.join()).toContain(reason)
  })

  it.each(['1.00 per started 5 min', 'bar until next cycle'])(
    '%s is refused in a plan that includes none of it',
    then => {
      expect(inPlan(`when voice runs out: ${then}`)).toMatchObject({
        ok: false,
        errors: [expect.stringContaining('the plan includes no voice that could run out')]
      })
    }
  )
})

describe('a cap', () => {
  it.each([
    ['cap voice at 2.00 per day', { micro: 2_000_000n, per: { days: 1 }, zones: null, shared: false }],
    ['cap voice to anywhere at 50.00 per cycle', { per: 'cycle', zones: ['anywhere'] }],
    ['cap voice at 10.00 per 7 days', { per: { days: 7 }, shared: false }],
    ['cap voice at 10.00 per 92 days', { per: { days: 92 } }],
    ['cap voice at 10.00 per 2 weeks', { per: { days: 14 } }],
    ['cap voice at 50.00 per cycle shared with account', { per: 'cycle', shared: true }],
    ['cap voice at 50.00 per 30 days shared with account', { per: { days: 30 }, shared: true }]
  ])('%s', (text, value) => {
    expect(inPlan(text)).toMatchObject({ ok: true, values: [{}, { services: ['voice'], ...value }] })
  })

  it.each([
    ['cap voice, fax at 20.00 per cycle', { services: ['voice', 'fax'], zones: null, per: 'cycle' }],
    ['cap voice, fax to anywhere at 20.00 per 7 days', { services: ['voice', 'fax'], zones: ['anywhere'] }],
    ['cap all usage at 50.00 per cycle', { services: null, zones: null, shared: false }],
    ['cap all usage to anywhere at 5.00 per day shared with account', { services: null, shared: true }]
  ])('%s', (text, value) => {
    expect(withFax(text)).toMatchObject({ ok: true, values: [{}, value] })
  })

  it.each([
    ['cap voice, voice at 20.00 per cycle', '`voice` is in this list already'],
    ['cap voice, data at 20.00 per cycle', 'data'],
    ['cap all at 20.00 per cycle', ''],
    ['cap usage at 20.00 per cycle', 'usage'],
    ['cap all usage at 0.00 per cycle', 'a cap of nothing'],
    ['cap voice, fax at 20.00 per cycle\ncap fax, voice at 9.00 per cycle', 'R0518'],
    ['cap all usage at 20.00 per day\ncap all usage at 9.00 per day', 'R0518'],
    [
      'cap voice, fax at 20.00 per cycle\ncap voice at 20.00 per cycle',
      'R0629 a cap above counts this usage with other'
    ],
    ['cap voice to anywhere at 9.00 per day\ncap all usage at 9.00 per day', 'R0629 a cap above counts a part of this'],
    ['cap all usage at 9.00 per 7 days\ncap voice, fax at 9.50 per week', 'R0629 a cap above counts this usage'],
    ['minimum voice at 1.01 per day\ncap all usage at 1.00 per day', 'less than the minimum above'],
    ['cap fax, voice at 1.00 per day\nminimum voice at 1.01 per day', 'more than the cap above']
  ])('%s is refused', (text, reason) => {
    const tested = withFax(text)
    expect(tested).toMatchObject({ ok: false })
    expect(tested.ok ? '' : tested.errors.join()).toContain(reason)
  })

  it.each([
    'cap voice at 9.00 per cycle\ncap all usage at 10.00 per cycle',
    'cap voice, fax at 9.00 per day\ncap all usage at 9.00 per cycle',
    'cap voice at 9.00 per day\ncap all usage at 9.00 per day shared with account',
    'cap voice, fax at 9.00 per day\ncap fax at 5.00 per day\nminimum voice at 9.00 per day'
  ])('%s: may stand together', text => {
    expect(withFax(text)).toMatchObject({ ok: true })
  })

  it.each([
    [
      'per month',
      'R0517 months are not all as long: a cap counts over whole days, per 30 days, or in the billing cycle'
    ],
    ['per 6 months', 'R0517 months are not all as long: a cap counts over whole days, per 92 days'],
    ['per 93 days', 'R0517 a cap counts over at most 92 days: per 92 days'],
    ['per 14 weeks', 'R0517 a cap counts over at most 92 days'],
    ['per 24 h', ''],
    ['per 7 days\ncap voice at 9.00 per week', 'R0518 a cap above counts the same'],
    ['per cycle\ncap voice at 9.00 per cycle', 'R0518']
  ])('of 10.00 %s is refused', (text, reason) => {
    const tested = inPlan(`cap voice at 10.00 ${text}`)
    expect(tested).toMatchObject({ ok: false })
    expect(tested.ok ? '' : tested.errors.join()).toContain(reason)
  })

  it.each(['per 14 days', 'per cycle', 'per 7 days shared with account', 'per day'])(
    'of 7 days stands beside one %s',
    other => {
      expect(inPlan(`cap voice at 10.00 per 7 days\ncap voice at 9.00 ${other}`)).toMatchObject({ ok: true })
    }
  )

  it('of nothing is refused', () => {
    expect(inPlan('cap voice at 0.00 per day')).toMatchObject({
      ok: false,
      errors: [expect.stringContaining('a cap of nothing makes usage free')]
    })
  })
})

describe('a minimum', () => {
  it.each([
    ['minimum voice at 0.50 per day', { micro: 500_000n, zones: null }],
    ['minimum voice to anywhere at 0.50 per day', { zones: ['anywhere'] }]
  ])('%s', (text, value) => {
    expect(inPlan(text)).toMatchObject({ ok: true, values: [{}, { service: 'voice', ...value }] })
  })

  it.each([
    ['minimum voice at 0.00 per day', 'a minimum of nothing changes nothing'],
    ['minimum voice at 1.00 per day\nminimum voice to anywhere at 2.00 per day', 'a plan says it once'],
    ['cap voice at 1.00 per day\nminimum voice at 1.01 per day', 'more than the cap above'],
    ['minimum voice at 1.01 per day\ncap voice to anywhere at 1.00 per day', 'less than the minimum above'],
    ['cap voice at 1.00 per 7 days\nminimum voice at 1.01 per day', 'more than the cap above'],
    ['minimum voice at 0.50 per cycle', '']
  ])('%s is refused', (text, reason) => {
    const tested = inPlan(text)
    expect(tested).toMatchObject({ ok: false })
    expect(tested.ok ? '' : tested.errors.join()).toContain(reason)
  })

  it('may stand beside a cap of a cycle that is smaller', () => {
    expect(inPlan('cap voice at 1.00 per cycle\nminimum voice at 1.01 per day')).toMatchObject({ ok: true })
  })
})
