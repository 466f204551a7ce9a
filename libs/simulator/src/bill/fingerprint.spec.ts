import fc from 'fast-check'
import { Fingerprint } from './fingerprint.ts'

const ofText = (...pieces: string[]) => pieces.reduce((print, piece) => print.add(piece), new Fingerprint()).hex()
const ofNumbers = (...numbers: number[]) => numbers.reduce((print, n) => print.addNumber(n), new Fingerprint()).hex()

describe('a fingerprint', () => {
  it('is 16 hex digits, the same for the same pieces', () => {
    expect(ofText('rent', 'voice')).toMatch(/^[0-9a-f]{16}$/)
    expect(ofText('rent', 'voice')).toBe(ofText('rent', 'voice'))
  })

  it('keeps pieces apart and in order', () => {
    expect(new Set([ofText('ab', 'c'), ofText('a', 'bc'), ofText('abc'), ofText('c', 'ab')]).size).toBe(4)
    expect(new Set([ofNumbers(1, 2), ofNumbers(2, 1), ofNumbers(12), ofNumbers(1, 2, 0)]).size).toBe(4)
  })

  it('tells safe integers apart, those beyond 32 bits and below zero included', () => {
    expect(new Set([0, -1, 1, 2 ** 32, 2 ** 32 + 1, -(2 ** 32), 2 ** 53 - 1].map(n => ofNumbers(n))).size).toBe(7)
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.maxSafeInteger(), (a, b) => {
        expect(ofNumbers(a) === ofNumbers(b)).toBe(a === b)
      })
    )
  })
})
