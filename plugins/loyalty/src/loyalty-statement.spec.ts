import { testFile } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'

const programme = (parts: string, unit = 'points'): string =>
  `unit points\nloyalty stars "Stars" in ${unit} {\n${parts}\n}\n`

describe('loyalty', () => {
  it('says what is earned, how long it lasts and what it is redeemed for', () => {
    const parts = `earn 2 per 10.00 of invoice when paid
      earn 50 each year
      expire after 12 months
      redeem 100 for 5.00 discount
      redeem 100 for 4.00 credit
      redeem 500 for item "Headset"
      redeem 100 for 1 GB
      redeem 50 for 10 min, expires after 30 days`
    expect(testFile(plugin, programme(parts))).toMatchObject({
      ok: true,
      values: [
        {
          perInvoice: { parts: 2n, per: 10_000_000n, whenPaid: true },
          perYear: { parts: 50n },
          months: 12,
          rewards: [
            { kind: 'discount', parts: 100n, amount: 5_000_000n, item: null, pocket: null },
            { kind: 'credit', parts: 100n, amount: 4_000_000n, item: null },
            { kind: 'item', parts: 500n, amount: null, item: 'Headset' },
            {
              kind: 'pocket',
              parts: 100n,
              amount: null,
              pocket: { unit: 'byte', parts: 1_000_000_000n, services: null, lasts: null }
            },
            {
              kind: 'pocket',
              parts: 50n,
              pocket: { unit: 'second', parts: 600_000n, lasts: { unit: 'day', count: 30 } }
            }
          ]
        }
      ]
    })
  })

  it.each([
    ['redeem 100 for 5.00 discount', 'R0600 nothing is ever earned by it'],
    ['earn 1 per 0.00 of invoice', 'R0600'],
    ['earn 1 each year; redeem 1 for 1.00 credit; redeem 2 for 3.00 credit', 'R0602 there is a rate'],
    ['earn 1 each year; redeem 1 for 0 GB', 'R0639 a pocket holds more than nothing'],
    ['earn 1 each year; redeem 1 for 1 GB; redeem 2 for 3 GB', 'R0602 there is a rate'],
    ['earn 1 each year; redeem 10 for 20 points', 'R0617 points are not redeemed for points'],
    ['earn 1 each year; redeem 1 for 0.00 credit', 'R0602 nobody redeems points for nothing']
  ])('%s is refused', (parts, error) => {
    expect(testFile(plugin, programme(parts))).toMatchObject({
      ok: false,
      errors: [expect.stringContaining(error)]
    })
  })

  it.each(['min', 'planets'])('is not held in %s', unit => {
    expect(testFile(plugin, programme('earn 1 each year', unit))).toMatchObject({ ok: false })
  })
})
