// Prices by what a counter has counted: the four words, each by hand, and any way of cutting a count.
import fc from 'fast-check'
import { priceTiers, tierSteps } from './price-tiers.ts'
import type { Tier, TierTable, TierWord } from './tiers.ts'

const PLACE = { file: 'data.farthing', line: 1, column: 1 }
const GB = 1_000_000_000

function tier(upTo: number | null, micro: bigint, per: number | null, text: string): Tier {
  return {
    upTo: upTo === null ? null : BigInt(upTo),
    micro,
    per: per === null ? null : BigInt(per),
    text,
    at: { rule: text, ...PLACE }
  }
}

function table(word: TierWord, tiers: readonly Tier[]): TierTable {
  const counter = { scope: 'subscription', reset: 'cycle' } as const
  return { name: 'data', word, unit: 'byte', counter, tiers, currency: 'AUD', at: { rule: 'tiers data', ...PLACE } }
}

const perGb = [
  tier(10 * GB, 5_000_000n, GB, '5.00 per GB'),
  tier(50 * GB, 3_000_000n, GB, '3.00 per GB'),
  tier(null, 1_000_000n, GB, '1.00 per GB')
]
const steps = [
  tier(10 * GB, 20_000_000n, null, '20.00'),
  tier(50 * GB, 35_000_000n, null, '35.00'),
  tier(null, 60_000_000n, null, '60.00')
]
const blocks = [tier(20 * GB, 0n, 1, 'free'), tier(null, 10_000_000n, 10 * GB, '10.00 per started 10 GB')]

function priced(one: TierTable, before: number, quantity: number): string[] {
  const price = priceTiers(one, before * GB, quantity * GB)
  return [
    `${Number(price.amount) / 1e6}`,
    ...tierSteps(one, price).map(({ detail, result }) => `${detail} -> ${result}`)
  ]
}

describe('tiers', () => {
  it('graduated: each part by the tier that it lies in, and the end of a tier is in it', () => {
    const graduated = table('graduated', perGb)
    expect(priced(graduated, 0, 10)).toEqual(['50', '10 GB up to 10 GB at 5.00 per GB -> 50.00'])
    expect(priced(graduated, 8, 44)).toEqual([
      '132',
      '2 GB up to 10 GB at 5.00 per GB -> 10.00',
      '40 GB from 10 GB up to 50 GB at 3.00 per GB -> 120.00',
      '2 GB over 50 GB at 1.00 per GB -> 2.00'
    ])
  })

  it('volume: all by the tier in which the count ends, so more may cost less', () => {
    const volume = table('volume', perGb)
    expect(priced(volume, 0, 20)).toEqual(['60', 'all 20 GB, from 10 GB up to 50 GB, at 3.00 per GB -> 60.00'])
    expect(priced(volume, 50, 1)).toEqual([
      '-99',
      'all 51 GB, over 50 GB, at 1.00 per GB -> 51.00',
      'counted before: all 50 GB, from 10 GB up to 50 GB, at 3.00 per GB -> -150.00'
    ])
  })

  it('stairstep: one amount for the tier in which the count ends', () => {
    const stairstep = table('stairstep', steps)
    expect(priced(stairstep, 0, 11)).toEqual(['35', 'all 11 GB, from 10 GB up to 50 GB, at 35.00 -> 35.00'])
    expect(priced(stairstep, 11, 1)[0]).toBe('0')
    expect(priced(stairstep, 0, 0)).toEqual(['0'])
  })

  it('package: each block that has begun, once, whichever use began it', () => {
    const packages = table('package', blocks)
    expect(priced(packages, 0, 20)).toEqual(['0', '20 GB up to 20 GB at free -> 0.00'])
    expect(priced(packages, 20, 1)).toEqual(['10', '1 GB over 20 GB at 10.00 per started 10 GB -> 10.00'])
    expect(priced(packages, 21, 9)[0]).toBe('0')
    expect(priced(packages, 30, 1)[0]).toBe('10')
  })

  it('adds up to the same however the count is cut, and its steps add up to it', () => {
    const word = fc.constantFrom<TierTable>(
      table('graduated', perGb),
      table('volume', perGb),
      table('stairstep', steps),
      table('package', blocks)
    )
    fc.assert(
      fc.property(word, fc.array(fc.nat({ max: 30 * GB }), { minLength: 1, maxLength: 8 }), (one, uses) => {
        const total = uses.reduce((sum, use) => sum + use, 0)
        let before = 0
        let sum = 0n
        for (const use of uses) {
          sum += priceTiers(one, before, use).amount
          before += use
        }
        expect(sum).toBe(priceTiers(one, 0, total).amount)
      })
    )
  })

  it('is exact and rounded half up, whether numbers hold the price or not', () => {
    const micro = fc.oneof(fc.bigInt({ min: 0n, max: 10_000_000n }), fc.bigInt({ min: 0n, max: 2n ** 60n }))
    const per = fc.oneof(fc.constantFrom(1, 3, 60_000, GB), fc.integer({ min: 1, max: 2 ** 40 }))
    const ticks = fc.oneof(fc.nat({ max: 30 * GB }), fc.nat({ max: 2 ** 52 }))
    const word = fc.constantFrom<TierWord>('graduated', 'package')
    fc.assert(
      fc.property(word, micro, per, ticks, (how, price, unit, count) => {
        const [whole, of] = [BigInt(count), BigInt(unit)]
        const counted = how === 'package' ? ((whole + of - 1n) / of) * of : whole
        const expected = (2n * counted * price + of) / (2n * of)
        expect(priceTiers(table(how, [tier(null, price, unit, 'one')]), 0, count).amount).toBe(
          count === 0 ? 0n : expected
        )
      }),
      { numRuns: 2000 }
    )
  })
})
