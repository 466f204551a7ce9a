import { testFile } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'

describe('friend offer', () => {
  it.each([
    ['20.00 for each', { brings: 20_000_000n, friend: 20_000_000n, most: null, days: null }],
    ['20.00 for who brings, for the friend 10.00', { brings: 20_000_000n, friend: 10_000_000n, most: null }],
    ['20.00 for who brings', { brings: 20_000_000n, friend: 0n, most: null }],
    ['10.00 for the friend, at most 5 friends', { brings: 0n, friend: 10_000_000n, most: 5 }],
    [
      '20.00 for who brings, for the friend 10.00, at most 5 friends, taken back within 90 days',
      { friend: 10_000_000n, most: 5, days: 90 }
    ],
    ['20.00 for each, at most 5 friends, taken back within 90 days', { most: 5, days: 90 }]
  ])('%s', (text, value) => {
    expect(testFile(plugin, `friend offer spring "Friends" ${text}\n`)).toMatchObject({ ok: true, values: [value] })
  })

  it.each([
    ['0.00 for each', 'R0565 an offer of nothing'],
    ['0.00 for the friend', 'R0565 an offer of nothing'],
    ['0.00 for who brings, for the friend 10.00', 'R0565 who brings gets nothing: write `10.00 for the friend`'],
    ['20.00 for who brings, for the friend 0.00', 'R0565 the friend gets nothing: write `20.00 for who brings`']
  ])('of %s is refused', (text, error) => {
    expect(testFile(plugin, `friend offer spring "Friends" ${text}\n`)).toMatchObject({
      ok: false,
      errors: [expect.stringContaining(error)]
    })
  })

  it('has a name of its own', () => {
    const twice = 'friend offer spring "A" 1.00 for each\nfriend offer spring "B" 2.00 for each\n'
    expect(testFile(plugin, twice)).toMatchObject({ ok: false, errors: [expect.stringContaining('R0566')] })
  })
})
