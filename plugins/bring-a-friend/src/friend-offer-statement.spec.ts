import { testFile } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'

describe('friend offer', () => {
  it.each([
    ['20.00 for each', { amount: 20_000_000n, most: null, days: null }],
    ['20.00 for each, at most 5 friends, taken back within 90 days', { most: 5, days: 90 }]
  ])('%s', (text, value) => {
    expect(testFile(plugin, `friend offer spring "Friends" ${text}\n`)).toMatchObject({ ok: true, values: [value] })
  })

  it('of nothing is refused', () => {
    expect(testFile(plugin, 'friend offer spring "Friends" 0.00 for each\n')).toMatchObject({
      ok: false,
      errors: [expect.stringContaining('R0565 an offer of nothing')]
    })
  })

  it('has a name of its own', () => {
    const twice = 'friend offer spring "A" 1.00 for each\nfriend offer spring "B" 2.00 for each\n'
    expect(testFile(plugin, twice)).toMatchObject({ ok: false, errors: [expect.stringContaining('R0566')] })
  })
})
