import fc from 'fast-check'
import { divide, type RoundingMode, roundTo } from './rounding.ts'

const CENT = 10_000n
const MODES: readonly RoundingMode[] = ['half-up', 'half-even', 'up', 'down']

describe('rounding', () => {
  it.each([
    ['half-up', 1_005_000n, 1_010_000n],
    ['half-up', -1_005_000n, -1_010_000n],
    ['half-up', 1_004_999n, 1_000_000n],
    ['half-even', 1_005_000n, 1_000_000n],
    ['half-even', 1_015_000n, 1_020_000n],
    ['half-even', -1_005_000n, -1_000_000n],
    ['half-even', -1_015_000n, -1_020_000n],
    ['half-even', 1_005_001n, 1_010_000n],
    ['up', 1_000_001n, 1_010_000n],
    ['up', -1_000_001n, -1_010_000n],
    ['down', 1_009_999n, 1_000_000n],
    ['down', -1_009_999n, -1_000_000n]
  ] as const)('%s: %s -> %s', (mode, micro, expected) => {
    expect(roundTo(micro, { mode, step: CENT })).toBe(expected)
  })

  it('rounds to steps that are no power of ten', () => {
    expect(roundTo(1_020_000n, { mode: 'half-up', step: 50_000n })).toBe(1_000_000n)
    expect(roundTo(1_025_000n, { mode: 'half-up', step: 50_000n })).toBe(1_050_000n)
  })

  it('names a division by zero and a step that is not positive', () => {
    expect(() => divide(1n, 0n, 'up')).toThrow('division by zero')
    expect(() => roundTo(1n, { mode: 'up', step: 0n })).toThrow('must be positive')
    expect(() => roundTo(1n, { mode: 'up', step: -1n })).toThrow('must be positive')
  })

  it('is within one step, symmetric in sign, and leaves multiples alone', () => {
    const amounts = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n })
    const steps = fc.bigInt({ min: 1n, max: 10n ** 12n })
    fc.assert(
      fc.property(amounts, steps, fc.constantFrom(...MODES), (micro, step, mode) => {
        const rounded = roundTo(micro, { mode, step })
        const off = rounded > micro ? rounded - micro : micro - rounded
        expect(rounded % step).toBe(0n)
        expect(off < step).toBe(true)
        if (mode.startsWith('half')) expect(2n * off <= step).toBe(true)
        expect(roundTo(-micro, { mode, step })).toBe(-rounded)
        expect(roundTo(rounded, { mode, step })).toBe(rounded)
      })
    )
  })

  it('does not care which of the two numbers carries the sign', () => {
    const parts = fc.tuple(
      fc.bigInt(),
      fc.bigInt().filter(n => n !== 0n),
      fc.constantFrom(...MODES)
    )
    fc.assert(
      fc.property(parts, ([a, b, mode]) => {
        expect(divide(a, b, mode)).toBe(divide(-a, -b, mode))
      })
    )
  })
})
