import { testFile } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'

describe('discount', () => {
  it.each([
    ['10% off', { off: { kind: 'percent', percent: 10_000_000n }, of: null, most: null, order: 0, alone: false }],
    [
      'takes 5.00 off per cycle, of rent, first 3 cycles',
      { off: { kind: 'fixed', amount: 5_000_000n }, of: ['rent'], cycles: 3 }
    ],
    [
      '50% off, at most 12.00 per cycle, for 6 months, order 2, alone',
      { most: 12_000_000n, months: 6, order: 2, alone: true }
    ]
  ])('%s', (text, value) => {
    expect(testFile(plugin, `discount loyal "Loyalty" ${text}\n`)).toMatchObject({ ok: true, values: [value] })
  })

  it.each([
    ['0% off', 'R0546 a discount takes off more than nothing'],
    ['100.1% off', 'R0546'],
    ['takes 0.00 off per cycle', 'R0546 a discount of nothing'],
    ['10% off, at most 0.00 per cycle', 'R0546 at most nothing'],
    ['10% off, from 2026-03-01, until 2026-03-01', 'R0547 it ends before it begins']
  ])('%s is refused', (text, error) => {
    expect(testFile(plugin, `discount loyal "Loyalty" ${text}\n`)).toMatchObject({
      ok: false,
      errors: [expect.stringContaining(error)]
    })
  })

  it('has a name of its own', () => {
    expect(testFile(plugin, 'discount loyal "A" 10% off\ndiscount loyal "B" 20% off\n')).toMatchObject({
      ok: false,
      errors: [expect.stringContaining('R0548 there is a discount loyal already')]
    })
  })
})
