import { testStatement } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'

describe('bond', () => {
  it.each([
    ['bond 200.00', { amount: 200_000_000n, onTimePayments: null, interest: null }],
    ['bond 200.00 { refund after 12 on-time payments }', { amount: 200_000_000n, onTimePayments: 12, interest: null }],
    ['bond 200.00 { interest 2.5% per year }', { amount: 200_000_000n, onTimePayments: null, interest: 2_500_000n }]
  ])('%s', (text, value) => {
    expect(testStatement(plugin, text)).toEqual({ ok: true, values: [value] })
  })

  it.each([
    ['bond 0.00'],
    ['bond 50.005'],
    ['bond'],
    ['bond 200.00 { refund after 0 on-time payments }'],
    ['bond 200.00 { refund after 12 on-time payments; refund after 6 on-time payments }'],
    ['bond 200.00 { setup 3.00 }'],
    ['bond 200.00 { interest 0% per year }'],
    ['bond 200.00 { interest 101% per year }'],
    ['bond 200.00 { interest 2% per year; interest 3% per year }'],
    ['refund after 12 on-time payments']
  ])('%s is refused', text => {
    expect(testStatement(plugin, text)).toMatchObject({ ok: false })
  })
})
