// Ticks that terms leave free are found by few prices: the same as by asking for the price of every tick.
import fc from 'fast-check'
import { coverAhead, coverOf, type Counted, type PriceOf } from './cover-ticks.ts'

/** Of which so many ticks cost a micro, rounded half up. */
const tariffs: readonly PriceOf[] = [
  ticks => BigInt(Math.round(ticks / 50)),
  ticks => 7n * BigInt(ticks),
  ticks => (ticks === 0 ? 0n : 30n + 25n * BigInt(Math.ceil(ticks / 60))),
  ticks => (ticks === 0 ? 0n : BigInt(Math.max(40, Math.ceil(ticks / 9)))),
  ticks => (ticks === 0 ? 0n : 500n),
  () => 0n
]
/** What an allowance covers at first, and a cap leaves free. */
const terms = fc.record({
  tariff: fc.constantFrom(...tariffs),
  covered: fc.oneof(fc.constant(0), fc.nat({ max: 900 })),
  cap: fc.option(fc.bigInt({ min: 0n, max: 400n }))
})
const priceBy = ({ cap, covered, tariff }: { tariff: PriceOf; covered: number; cap: bigint | null }): PriceOf => {
  return ticks => {
    const costs = ticks <= covered ? 0n : tariff(ticks) - tariff(covered)
    return cap !== null && costs > cap ? cap : costs
  }
}
const stretches = fc.tuple(fc.nat({ max: 800 }), fc.integer({ min: 1, max: 800 }))
const billed = (ticks: number): number => Math.ceil(ticks / 6) * 6

interface Paid {
  readonly begins: number
  readonly ends: number
}
/** Tick by tick. */
function paidPart([from, to]: readonly [number, number], price: PriceOf, tariff: PriceOf): Paid {
  const isFree = (a: number, b: number): boolean => tariff(b) - tariff(a) > 1n
  let begins = from
  while (begins + 1 <= to && price(begins + 1) === price(from)) begins++
  if (!isFree(from, begins)) begins = from
  let ends = begins + 1
  while (ends < to && price(ends) < price(to)) ends++
  return { begins, ends: isFree(ends, to) ? ends : to }
}

function slowly(stretch: readonly [number, number], most: bigint, price: PriceOf, tariff: PriceOf): Counted {
  const [from, to] = stretch
  const costs = price(to) - price(from)
  if (most <= 0n) return { ticks: 0n, worth: 0n, upTo: to }
  if (costs <= 0n) return { ticks: 0n, worth: 0n, upTo: tariff(to) - tariff(from) > 1n ? to : from }
  const { begins, ends } = paidPart(stretch, price, tariff)
  return { ...share(costs, most, billed(ends) - billed(begins)), upTo: to }
}

function share(costs: bigint, most: bigint, counted: number) {
  const all = BigInt(counted)
  const ticks = most < all ? most : all
  return all <= 0n ? { ticks: 0n, worth: 0n } : { ticks, worth: (costs * ticks) / all }
}

function counting(price: PriceOf) {
  const asked = new Set<number>()
  const counted: PriceOf = ticks => {
    asked.add(ticks)
    return price(ticks)
  }
  return { asked, price: counted }
}

describe('ticks that terms leave free', () => {
  it('are those of a look at every tick', () => {
    fc.assert(
      fc.property(terms, stretches, fc.bigInt({ min: 0n, max: 900n }), (term, [from, length], most) => {
        const [price, to] = [priceBy(term), from + length]
        const found = coverOf({ from, to }, most, { billed, tariff: term.tariff }, price)
        expect(found).toEqual(slowly([from, to], most, price, term.tariff))
        const ahead = coverAhead({ from, to }, most, { billed, tariff: term.tariff }, price)
        for (const end of [from + 1, to - 1, to]) {
          if (end <= from) continue
          const costs = price(end) - price(from)
          const { begins } = paidPart([from, to], price, term.tariff)
          const none = most <= 0n || costs <= 0n || price(to) <= price(from)
          expect(ahead(end)).toEqual(none ? { ticks: 0n, worth: 0n } : share(costs, most, billed(end) - billed(begins)))
        }
      }),
      { numRuns: 2000 }
    )
  })

  it('are looked for at four ticks of a report of gigabytes in which none are', () => {
    const tiny: PriceOf = ticks => BigInt(Math.round(ticks / 1000))
    const { asked, price } = counting(tiny)
    coverOf({ from: 5_000_000, to: 4_000_000_000 }, 10n ** 12n, { billed: ticks => ticks, tariff: tiny }, price)
    expect(asked.size).toBeLessThanOrEqual(4)
  })

  it('are searched for only where an allowance ends or a cap is full', () => {
    const tiny: PriceOf = ticks => BigInt(Math.round(ticks / 1000))
    const half = counting(ticks => (ticks < 2_000_000_000 ? 0n : tiny(ticks - 2_000_000_000)))
    coverOf({ from: 0, to: 4_000_000_000 }, 10n ** 12n, { billed: ticks => ticks, tariff: tiny }, half.price)
    expect(half.asked.size).toBeGreaterThan(20)
    expect(half.asked.size).toBeLessThanOrEqual(40)
  })
})
