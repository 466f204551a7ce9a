import { testStatement } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'

const plain = {
  amount: 40_000_000n,
  length: { unit: 'month', count: 1 },
  due: 'in advance',
  proration: 'by day',
  anchor: 'bill day'
}

describe('rent', () => {
  it.each([
    ['rent 40.00 per month', plain],
    ['rent 40.00 AUD per month in advance, prorated by day', plain],
    ['rent 40 per month in arrears', { ...plain, due: 'in arrears' }],
    ['rent 40.00 per quarter', { ...plain, length: { unit: 'month', count: 3 } }],
    [
      'rent 40.00 per year, prorated by day of 30',
      { ...plain, length: { unit: 'month', count: 12 }, proration: 'by day of 30' }
    ],
    [
      'rent 40.00 per week, prorated by second',
      { ...plain, length: { unit: 'week', count: 1 }, proration: 'by second' }
    ],
    ['rent 40.00 per 14 days, not prorated', { ...plain, length: { unit: 'day', count: 14 }, proration: 'none' }],
    ['rent 40.00 per 2 weeks, full period', { ...plain, length: { unit: 'week', count: 2 }, proration: 'full period' }],
    ['rent 40.00 per month from the day of subscription', { ...plain, anchor: 'day of subscription' }],
    [
      'rent 40.00 per month in arrears from the day of subscription, prorated by day',
      { ...plain, due: 'in arrears', anchor: 'day of subscription' }
    ]
  ])('%s', (text, value) => {
    expect(testStatement(plugin, text)).toEqual({ ok: true, values: [value] })
  })

  it('may be asked for more than once in a plan', () => {
    const tested = testStatement(plugin, 'rent 40.00 per month\nrent 5.00 per year')
    expect(tested).toMatchObject({ ok: true, values: [{ amount: 40_000_000n }, { amount: 5_000_000n }] })
  })

  it.each([
    ['rent 40.00'],
    ['rent per month'],
    ['rent 40.00 per moon'],
    ['rent 40.00 EUR per month'],
    ['rent 40.00 per month in advance in arrears'],
    ['rent 40.00 per month, prorated by hour'],
    ['rent 40.00 per 0 days'],
    ['rent -40.00 per month'],
    ['rent 0.00 per month']
  ])('%s is refused', text => {
    expect(testStatement(plugin, text)).toMatchObject({ ok: false, errors: [expect.stringMatching(/^R\d{4} /)] })
  })
})
