import { refusedBond } from './refused-bond.ts'

const bond = (amount: bigint) => ({ ledger: 'bond', amount }) as const
const rent = { ledger: 'revenue', amount: 31_000_000n } as const
const refused = (lines: Parameters<typeof refusedBond>[0], held: bigint) =>
  refusedBond(lines, { currency: 'AUD', held, invoice: 'INV-000006' })

describe('a bond on an invoice that is cancelled', () => {
  it('goes with it while all of it is held', () => {
    expect(refused([rent, bond(100_000_000n)], 100_000_000n)).toBeUndefined()
  })

  it('keeps it standing when a part was drawn on, or all of it given back', () => {
    expect(refused([rent, bond(100_000_000n)], 50_000_000n)?.detail).toContain(
      'Invoice INV-000006 took a bond of 100.00 AUD, and 50.00 is held yet'
    )
    expect(refused([bond(10_000n)], 0n)?.reason).toBe('bond-not-held')
    expect(refused([bond(10_000n)], -5_000n)?.detail).toContain('0.00 is held yet')
  })

  it('is none where more was given back on it than taken, or nothing', () => {
    expect(refused([rent], 0n)).toBeUndefined()
    expect(refused([bond(-60_000_000n), bond(25_000_000n)], 0n)).toBeUndefined()
    expect(refused([bond(40_000_000n), bond(-40_000_000n)], 0n)).toBeUndefined()
  })
})
