import fc from 'fast-check'
import { decimalTicks } from './decimal-ticks.ts'

describe('decimalTicks', () => {
  it.each([
    ['61', 1000, 61_000],
    ['0', 1000, 0],
    ['00012.50', 60_000, 750_000],
    ['0.0005', 1000, 1],
    ['0.0004', 1000, 0],
    ['1.5', 1_073_741_824, 1_610_612_736],
    ['0.3333333333333333', 1_073_741_824, 357_913_941],
    ['0.30000000000000004', 1000, 300],
    [`2.${'0'.repeat(60)}`, 1000, 2000],
    ['-3', 1000, -3000],
    ['+3', 1000, 3000],
    ['00000000000000000061', 1000, 61_000]
  ])('%s x %d', (text, ticks, expected) => {
    expect(decimalTicks(text, ticks)).toBe(expected)
  })

  it.each([
    '',
    '-',
    '.',
    '1.',
    '.5',
    '1e3',
    '0x10',
    ' 1',
    '1 ',
    '1,5',
    'NaN',
    'Infinity',
    '1234567890123456x',
    '1.2.3',
    '0.1234567890123456x',
    `0.${'0'.repeat(61)}`
  ])('is no number: %j', text => {
    expect(decimalTicks(text, 1000)).toBeNaN()
  })

  it('says when a number is too large to count', () => {
    for (const text of ['999999999999999', '1234567890123456', `+${'9'.repeat(400)}.5`])
      expect(decimalTicks(text, 1_000_000)).toBe(Number.POSITIVE_INFINITY)
  })

  it('agrees with exact arithmetic', () => {
    const scaled = fc.bigInt({ min: 0n, max: 10n ** 9n })
    fc.assert(
      fc.property(
        scaled,
        fc.integer({ min: 0, max: 6 }),
        fc.constantFrom(1, 1000, 60_000, 1_000_000),
        (value, decimals, ticks) => {
          const digits = value.toString().padStart(decimals + 1, '0')
          const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
          const scale = 10n ** BigInt(decimals)
          const expected = (value * BigInt(ticks) * 2n + scale) / (scale * 2n)
          expect(decimalTicks(text, ticks)).toBe(Number(expected))
        }
      )
    )
  })
})
