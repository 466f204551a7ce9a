import fc from 'fast-check'
import { formatDecimal, MAX_STORED_MICRO, parseDecimal, storable } from './decimal.ts'

describe('decimals', () => {
  it('reads and writes exact millionths', () => {
    expect(parseDecimal('0.39')).toBe(390_000n)
    expect(parseDecimal('-12.000001')).toBe(-12_000_001n)
    expect(parseDecimal('+7')).toBe(7_000_000n)
    expect(formatDecimal(390_000n)).toBe('0.39')
    expect(formatDecimal(1_500_001n)).toBe('1.500001')
    expect(formatDecimal(-1n)).toBe('-0.000001')
    expect(formatDecimal(0n)).toBe('0.00')
    expect(formatDecimal(765_000n, 6)).toBe('0.765000')
    expect(formatDecimal(3_000_000n, 0)).toBe('3')
  })

  it('refuses to lose digits', () => {
    expect(() => formatDecimal(1_234_000n, 2)).toThrow('1.234000 does not fit in 2 decimals')
    expect(() => formatDecimal(1n, 7)).toThrow('decimals must be 0..6')
  })

  it.each(['', '.5', '5.', '1e3', '0.1234567', '1,000', ' 1', '0x10', 'NaN', '--1', '٣'])('refuses %j', text => {
    expect(() => parseDecimal(text)).toThrow(RangeError)
  })

  it('names a long text without repeating all of it', () => {
    expect(() => parseDecimal('9'.repeat(1_000_000))).toThrow(`'${'9'.repeat(40)}...' is not a decimal`)
  })

  it('reads back what it wrote, however large', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 45n), max: 10n ** 45n }), micro => {
        expect(parseDecimal(formatDecimal(micro))).toBe(micro)
        expect(parseDecimal(formatDecimal(micro, 6))).toBe(micro)
      })
    )
  })

  it('says when an amount cannot be stored', () => {
    expect(storable(MAX_STORED_MICRO)).toBe(MAX_STORED_MICRO)
    expect(() => storable(-MAX_STORED_MICRO - 1n)).toThrow('-9223372036854.775808 is beyond the largest amount')
  })
})
