import { declareUnit, UNITS } from './quantity.ts'
import { formatHeld, formatParts, heldAmount, unitName } from './unit-parts.ts'

const words = new Map([...UNITS, ['points', declareUnit('points', 0)], ['BTC', declareUnit('BTC', 8)]] as const)

describe('amounts that can be held', () => {
  it.each([
    ['20.00', 'AUD', 'AUD', 20_000_000n, '20.000000'],
    ['1.5', 'min', 'second', 90_000n, '90.000'],
    ['5', 'GB', 'byte', 5_000_000_000n, '5000000000'],
    ['100', 'sms', 'message', 100n, '100'],
    ['30', 'points', 'points/0', 30n, '30'],
    ['0.00000001', 'BTC', 'BTC/8', 1n, '0.00000001']
  ])('%s %s is counted in parts of its unit', (amount, word, unit, parts, text) => {
    expect(heldAmount(amount, word, words)).toEqual({ unit, parts })
    expect(formatParts(parts, unit)).toBe(text)
    expect(formatParts(-parts, unit)).toBe(`-${text}`)
  })

  it.each([
    [1_500_000n, 'AUD', '1.50 AUD'],
    [1_380_000n, 'second', '23 min'],
    [1_500_000_000n, 'byte', '1.5 GB'],
    [1n, 'message', '1 message'],
    [18n, 'points/0', '18 points'],
    [12_000n, 'BTC/8', '0.00012 BTC']
  ])('%s parts of %s are read as %s', (parts, unit, text) => {
    expect(formatHeld(parts, unit)).toBe(text)
  })

  it('are none of an unknown word, and none finer than a part', () => {
    expect(heldAmount('1', 'furlongs', words)).toBeNull()
    expect(heldAmount('0.5', 'points', words)).toBeNull()
    expect(heldAmount('0.0000001', 'AUD', words)).toBeNull()
    expect(heldAmount('-1', 'AUD', words)).toBeNull()
  })

  it('are none beyond what is kept of them', () => {
    expect(heldAmount('9223372036854.775807', 'AUD', words)?.parts).toBe(2n ** 63n - 1n)
    expect(heldAmount('9223372036854.775808', 'AUD', words)).toBeNull()
    expect(heldAmount('999999999999999', 'GB', words)).toBeNull()
  })

  it('have the names that rules gave their units', () => {
    expect(['AUD', 'points/0', 'byte'].map(unitName)).toEqual(['AUD', 'points', 'byte'])
  })
})
