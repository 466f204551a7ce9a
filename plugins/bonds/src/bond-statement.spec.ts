import { testStatement } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'

describe('bond', () => {
  it.each([
    ['bond 200.00', { amount: 200_000_000n, onTimePayments: null }],
    ['bond 200.00 { refund after 12 on-time payments }', { amount: 200_000_000n, onTimePayments: 12 }]
  ])('%s', (text, value) => {
    expect(testStatement(plugin, text)).toEqual({ ok: true, values: [value] })
  })

  it.each([
    ['bond 0.00'],
    ['bond'],
    ['bond 200.00 { refund after 0 on-time payments }'],
    ['bond 200.00 { refund after 12 on-time payments; refund after 6 on-time payments }'],
    ['bond 200.00 { setup 3.00 }'],
    ['refund after 12 on-time payments']
  ])('%s is refused', text => {
    expect(testStatement(plugin, text)).toMatchObject({ ok: false })
  })
})
