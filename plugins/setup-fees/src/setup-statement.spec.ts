import { testStatement } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'

describe('setup', () => {
  it('is an amount', () => {
    expect(testStatement(plugin, 'setup 10.00')).toEqual({ ok: true, values: [{ amount: 10_000_000n }] })
  })

  it.each([['setup'], ['setup 0.00'], ['setup 10.00 EUR'], ['setup 10 min'], ['setup -10.00']])(
    '%s is refused',
    text => {
      expect(testStatement(plugin, text)).toMatchObject({ ok: false })
    }
  )
})
