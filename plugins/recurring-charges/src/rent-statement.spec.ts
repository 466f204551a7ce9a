import { testStatement } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'

const plain = {
  amount: 40_000_000n,
  length: { unit: 'month', count: 1 },
  due: 'in advance',
  proration: 'by day',
  anchor: 'bill day',
  steps: [],
  suspended: null
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

  it.each([
    ['free for 14 days', [{ amount: 0n, length: { unit: 'day', count: 14 } }], null],
    ['at 10.00 for 3 months', [{ amount: 10_000_000n, length: { unit: 'month', count: 3 } }], null],
    [
      'free for 1 month; at 10.00 for 2 weeks',
      [
        { amount: 0n, length: { unit: 'month', count: 1 } },
        { amount: 10_000_000n, length: { unit: 'week', count: 2 } }
      ],
      null
    ],
    ['free while suspended', [], { rest: 0n, kinds: [] }],
    ['at 5.00 while suspended', [], { rest: 5_000_000n, kinds: [] }],
    [
      'at 50.00 for 1 year; at 45.00 while suspended',
      [{ amount: 50_000_000n, length: { unit: 'month', count: 12 } }],
      { rest: 45_000_000n, kinds: [] }
    ],
    ['free while suspended because of holiday', [], { rest: null, kinds: [{ kind: 'holiday', amount: 0n }] }],
    [
      'free while suspended; at 40.00 while suspended because of debt, loss',
      [],
      {
        rest: 0n,
        kinds: [
          { kind: 'debt', amount: 40_000_000n },
          { kind: 'loss', amount: 40_000_000n }
        ]
      }
    ]
  ])('with %s', (parts, steps, suspended) => {
    const value = { ...plain, steps, suspended }
    expect(testStatement(plugin, `rent 40.00 per month { ${parts} }`)).toEqual({ ok: true, values: [value] })
  })

  it.each([
    ['at 0.00 for 3 months', 'R0491 this price is nothing: write free'],
    ['at 0.00 while suspended', 'R0491 this price is nothing: write free'],
    ['at 40.00 for 3 months', 'R0492 this price changes nothing: what it would replace costs no more'],
    ['free for 1 month; free for 1 month', 'R0492 this price changes nothing: what it would replace costs no more'],
    ['at 40.00 while suspended', 'R0492 this price changes nothing: what it would replace costs no more'],
    [
      'free while suspended; free while suspended',
      'R0648 there is a price for that suspension above: keep one of them'
    ],
    ['at 0.00 while suspended because of debt', 'R0491 this price is nothing: write free'],
    [
      'at 40.00 while suspended because of debt',
      'R0492 this price changes nothing: what it would replace costs no more'
    ],
    [
      'free while suspended; free while suspended because of debt',
      'R0492 this price changes nothing: what it would replace costs no more'
    ],
    [
      'free while suspended because of debt, loss; at 5.00 while suspended because of loss',
      'R0648 there is a price for that suspension above: keep one of them'
    ],
    ['free while suspended because of dept', 'R0111 there is no kind of suspension named dept'],
    ['free while suspended because of', expect.stringMatching(/^R00/)],
    ['free for 14 days because of debt', expect.stringMatching(/^R00/)],
    ['10.00 for 3 months', expect.stringMatching(/^R00/)],
    ['free for ever', expect.stringMatching(/^R00/)]
  ])('with %s is refused', (parts, error) => {
    expect(testStatement(plugin, `rent 40.00 per month { ${parts} }`)).toEqual({ ok: false, errors: [error] })
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
