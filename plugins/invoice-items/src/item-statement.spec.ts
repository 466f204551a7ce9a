import { testFile } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'

const plain = { category: 'item', instalments: 1, first: 0n, restAtEnd: false }

describe('item', () => {
  it.each([
    ['item sim-card "SIM card" 12.00', { price: 12_000_000n }],
    [
      'item sim-card "SIM card" 240.00, category goods, in 24 instalments',
      { price: 240_000_000n, category: 'goods', instalments: 24 }
    ],
    [
      'item sim-card "SIM card" 240.00, in 24 instalments, after a first payment of 40.00, the rest at once when service ends',
      { price: 240_000_000n, instalments: 24, first: 40_000_000n, restAtEnd: true }
    ]
  ])('%s', (text, value) => {
    expect(testFile(plugin, text)).toEqual({
      ok: true,
      values: [{ name: 'sim-card', title: 'SIM card', ...plain, ...value }]
    })
  })

  it.each([
    ['item sim-card "SIM card" 12.00, after a first payment of 0.00'],
    ['item sim-card "SIM card" 12.00, in 2 instalments, after a first payment of 12.00'],
    ['item sim-card "SIM card" 0.00'],
    ['item sim-card "SIM card" 12.00, in 1 instalments']
  ])('%s is refused', text => {
    expect(testFile(plugin, text)).toMatchObject({ ok: false })
  })

  it('has a name of its own', () => {
    expect(testFile(plugin, 'item sim-card "SIM card" 12.00\nitem sim-card "SIM card, new" 15.00')).toEqual({
      ok: false,
      errors: ['R0110 item sim-card is declared twice']
    })
  })
})
