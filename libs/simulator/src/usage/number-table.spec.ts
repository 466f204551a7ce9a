import fc from 'fast-check'
import { NumberTable } from './number-table.ts'

describe('a table of numbers', () => {
  it('answers as a map does, whatever numbers it holds and however many', () => {
    const number = fc.oneof(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 61_400_000_000, max: 61_400_004_000 }),
      fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(number, fc.nat(1000)), { maxLength: 2000, size: 'max' }), number, (puts, other) => {
        const table = new NumberTable()
        for (const [key, value] of puts) table.set(key, value)
        const expected = new Map(puts)
        const keys = [...expected.keys(), other]
        expect(keys.map(key => table.get(key))).toEqual(keys.map(key => expected.get(key) ?? -1))
      }),
      { numRuns: 20 }
    )
  })
})
