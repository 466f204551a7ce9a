import { testFeature, testStatement } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'
import type { PocketGrant } from './pocket-grant.ts'

const money = { unit: null, parts: 5_000_000n, services: null, priority: 100, rollOver: 0, lasts: null, shared: false }

describe('grant', () => {
  it.each<[string, PocketGrant]>([
    ['grant 5.00 each cycle', money],
    [
      'grant 5.00 each cycle, roll over 1 cycle, share with account, priority 7',
      { ...money, rollOver: 1, shared: true, priority: 7 }
    ],
    ['grant 5.00 each cycle, expires after 90 days', { ...money, lasts: { unit: 'day', count: 90 } }],
    ['grant 10 min each cycle', { ...money, unit: 'second', parts: 600_000n }],
    ['grant 500 MB each cycle, roll over 2 cycles', { ...money, unit: 'byte', parts: 500_000_000n, rollOver: 2 }]
  ])('%s', (text, value) => {
    expect(testStatement(plugin, text)).toEqual({ ok: true, values: [value] })
  })

  it('stands in a feature too', () => {
    expect(testFeature(plugin, 'grant 5.00 each cycle')).toEqual({ ok: true, values: [money] })
  })

  it.each([
    ['grant 0.00 each cycle', /^R0637 a pocket holds more than nothing/],
    ['grant 0 MB each cycle', /^R0616 a pocket holds more than nothing/],
    ['grant 0.5 B each cycle', /^R0616 a pocket holds more than nothing/],
    ['grant 1.5 sms each cycle', /^R0616 a pocket holds more than nothing/],
    ['grant 5.00 each cycle for planets', /^R0111 .*planets/]
  ])('%s is refused', (text, error) => {
    expect(testStatement(plugin, text)).toEqual({ ok: false, errors: [expect.stringMatching(error)] })
  })
})
