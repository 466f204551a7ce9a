import { testFile } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'

describe('standard charge', () => {
  it.each([
    [
      'standard charge line "Line" 5.00 per month',
      { due: 'in advance', category: 'charge', length: { unit: 'month', count: 1 } }
    ],
    [
      'standard charge line "Line" 5.00 per quarter in arrears, category lines',
      { due: 'in arrears', category: 'lines', length: { unit: 'month', count: 3 } }
    ],
    [
      'standard charge line "Line" 5.00 per month { free while suspended; at 4.00 while suspended because of debt, loss }',
      {
        ...{ due: 'in advance', category: 'charge', length: { unit: 'month', count: 1 } },
        suspended: {
          rest: 0n,
          kinds: [
            { kind: 'debt', amount: 4_000_000n },
            { kind: 'loss', amount: 4_000_000n }
          ]
        }
      }
    ]
  ])('%s', (text, value) => {
    expect(testFile(plugin, text)).toEqual({
      ok: true,
      values: [{ name: 'line', title: 'Line', price: 5_000_000n, ...value }]
    })
  })

  it.each([
    ['standard charge line "Line" 0.00 per month'],
    ['standard charge line 5.00 per month'],
    ['standard charge line "Line" 5.00']
  ])('%s is refused', text => {
    expect(testFile(plugin, text)).toMatchObject({ ok: false })
  })

  it.each([
    ['at 0.00 while suspended', 'R0120 this price is nothing: write free'],
    ['at 5.00 while suspended', 'R0120 this price changes nothing: what it would replace costs no more'],
    [
      'free while suspended; at 2.00 while suspended',
      'R0120 there is a price for that suspension above: keep one of them'
    ],
    ['free while suspended because of dept', 'R0111 there is no kind of suspension named dept'],
    ['free for 14 days', expect.stringMatching(/^R00/)]
  ])('with %s is refused', (line, error) => {
    const text = `standard charge line "Line" 5.00 per month { ${line} }`
    expect(testFile(plugin, text)).toEqual({ ok: false, errors: [error] })
  })

  it('has a name of its own', () => {
    expect(
      testFile(plugin, 'standard charge line "Line" 5.00 per month\nstandard charge line "Line" 6.00 per month')
    ).toEqual({
      ok: false,
      errors: ['R0110 standard charge line is declared twice']
    })
  })
})
