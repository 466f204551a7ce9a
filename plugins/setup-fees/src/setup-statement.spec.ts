import { testFeature, testStatement } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'

describe('setup', () => {
  it.each([
    ['setup 10.00', 'start'],
    ['setup 10.00, the first time', 'the first time'],
    ['setup 10.00, each time', 'each time']
  ])('%s', (text, when) => {
    expect(testStatement(plugin, text)).toEqual({ ok: true, values: [{ amount: 10_000_000n, when }] })
  })

  it.each([
    ['setup 10.00', { values: [{ amount: 10_000_000n, when: 'each time' }] }],
    ['setup 10.00, the first time', { values: [{ amount: 10_000_000n, when: 'the first time' }] }],
    ['setup 10.00, each time', { errors: [expect.stringContaining('leave the clause out')] }]
  ])('%s in a feature', (text, expected) => {
    expect(testFeature(plugin, text)).toMatchObject(expected)
  })

  it.each([['setup'], ['setup 0.00'], ['setup 10.00 EUR'], ['setup 10 min'], ['setup -10.00']])(
    '%s is refused',
    text => {
      expect(testStatement(plugin, text)).toMatchObject({ ok: false })
    }
  )
})
