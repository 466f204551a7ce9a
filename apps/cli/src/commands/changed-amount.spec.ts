import { percent } from './changed-amount.ts'

describe('a percentage', () => {
  it.each([
    [31_000_000n, 33_000_000n, '+6.5%'],
    [33_000_000n, 31_000_000n, '-6.1%'],
    [2000n, 1999n, '-0.1%'],
    [10_000n, 10_004n, 'under +0.1%'],
    [10_000n, 9_996n, 'under -0.1%'],
    [0n, 5n, 'from nothing'],
    [-200n, -100n, '+50.0%']
  ])('from %s to %s is %s', (before, after, text) => {
    expect(percent(before, after)).toBe(text)
  })
})
