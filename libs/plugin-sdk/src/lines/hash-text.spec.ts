import fc from 'fast-check'
import { hashHex, shortHash } from './hash-text.ts'

describe('the hash of a text', () => {
  it('is what it was for every file read before', () => {
    expect(hashHex('1772406000.42')).toBe('354ab88d6c21110f2648b7fbd51433f0')
    expect(shortHash('1772406000.42')).toBe('esbfrh')
  })

  it('is short as its first word in base 36', () => {
    const first = (text: string): string => Number.parseInt(hashHex(text).slice(0, 8), 16).toString(36)
    fc.assert(
      fc.property(fc.string(), text => shortHash(text) === first(text)),
      { numRuns: 2000 }
    )
  })
})
