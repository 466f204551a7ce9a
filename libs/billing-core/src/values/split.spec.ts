import fc from 'fast-check'
import { split } from './split.ts'

describe('split', () => {
  it('gives the largest remainders the odd cents, ties to the earlier', () => {
    expect(split(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n])
    expect(split(100n, [1n, 2n, 4n])).toEqual([14n, 29n, 57n])
    expect(split(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n])
    expect(split(1_000_000n, [1n, 1n, 1n], 10_000n)).toEqual([340_000n, 330_000n, 330_000n])
  })

  it('gives a zero weight nothing, and shares equally when all are zero', () => {
    expect(split(10n, [0n, 3n, 0n])).toEqual([0n, 10n, 0n])
    expect(split(10n, [0n, 0n, 0n])).toEqual([4n, 3n, 3n])
    expect(split(0n, [])).toEqual([])
    expect(split(0n, [2n, 0n])).toEqual([0n, 0n])
  })

  it('refuses what would lose something', () => {
    expect(() => split(5n, [])).toThrow('nothing to split 5 over')
    expect(() => split(5n, [1n, -1n])).toThrow('must not be negative')
    expect(() => split(15n, [1n], 10n)).toThrow('no multiple of the step')
    expect(() => split(5n, [1n], 0n)).toThrow('must be positive')
  })

  it('loses nothing, keeps the sign, and is within one step of the exact share', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 18n }), { minLength: 1, maxLength: 40 })
    const units = fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n })
    fc.assert(
      fc.property(units, weights, fc.constantFrom(1n, 10_000n, 1_000_000n), (count, shares, step) => {
        const total = count * step
        const parts = split(total, shares, step)
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(total)
        const sum = shares.reduce((a, b) => a + b, 0n)
        parts.forEach((part, index) => {
          expect(total < 0n ? part <= 0n : part >= 0n).toBe(true)
          if (sum === 0n) return
          const off = part * sum - total * (shares[index] ?? 0n)
          expect((off < 0n ? -off : off) < step * sum).toBe(true)
        })
        expect(split(-total, shares, step)).toEqual(parts.map(part => -part))
      })
    )
  })
})
