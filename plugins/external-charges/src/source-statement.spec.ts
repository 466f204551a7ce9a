import { testFile } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'

describe('charges from', () => {
  it.each([
    ['charges from parking', { category: 'external', limit: null }],
    ['charges from parking, category roads, at most 500.00', { category: 'roads', limit: 500_000_000n }]
  ])('%s', (text, value) => {
    expect(testFile(plugin, text)).toEqual({ ok: true, values: [{ name: 'parking', ...value }] })
  })

  it.each([['charges from parking, at most 0.00'], ['charges from'], ['charges from parking, category']])(
    '%s is refused',
    text => {
      expect(testFile(plugin, text)).toMatchObject({ ok: false })
    }
  )

  it('has a name of its own', () => {
    expect(testFile(plugin, 'charges from parking\ncharges from parking, at most 500.00')).toEqual({
      ok: false,
      errors: ['R0110 source of charges parking is declared twice']
    })
  })
})
