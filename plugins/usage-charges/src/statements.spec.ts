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
