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

  it('has a name of its own', () => {
    expect(
      testFile(plugin, 'standard charge line "Line" 5.00 per month\nstandard charge line "Line" 6.00 per month')
    ).toEqual({
      ok: false,
      errors: ['R0110 standard charge line is declared twice']
    })
  })
})
