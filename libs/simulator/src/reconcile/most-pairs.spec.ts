import fc from 'fast-check'
import { matchUses } from './match-uses.ts'
import { byNearness, candidate, type Candidate } from './pairing.ts'
import type { ToldUse } from './told-use.ts'

const tolerance = { startMs: 5_000, ticks: 2_000, quantityShare: 0n, price: 10_000n, priceShare: 0n }
const call = (side: string, second: number, more: Partial<ToldUse> = {}): ToldUse => ({
  ...{ id: `${side}${second}`, called: '4930123456', party: 'ann' },
  ...{ startedAt: second * 1_000, quantity: 60_000, price: 1_000_000n, outside: false },
  ...more
})
const calls = (side: string, ...seconds: number[]): ToldUse[] => seconds.map(second => call(side, second))
const told = (theirs: readonly ToldUse[], ours: readonly ToldUse[]): string[] =>
  matchUses(theirs, ours, tolerance).pairs.map(([a, b]) => `${a.id}=${b.id}`)

type Pair = Candidate<ToldUse, ToldUse>

/** What a pairing is judged by: more pairs, then fewer of nobody known, fewer that differ, and so on. */
function sumOf(
  pairs: readonly Pair[]
): Pick<Pair, 'apartMs' | 'apartTicks'> & Record<'count' | 'unknown' | 'quantity', number> {
  const sum = (name: 'unknown' | 'quantity' | 'apartMs' | 'apartTicks'): number =>
    pairs.reduce((all, pair) => all + pair[name], 0)
  const [unknown, quantity, apartMs, apartTicks] = [sum('unknown'), sum('quantity'), sum('apartMs'), sum('apartTicks')]
  return { count: pairs.length, unknown, quantity, apartMs, apartTicks }
}
type Sum = ReturnType<typeof sumOf>
const isBetter = (a: Sum, b: Sum): boolean =>
  a.count !== b.count ? a.count > b.count : byNearness(a as unknown as Pair, b as unknown as Pair) < 0

/** Of every pairing that there is. */
function best(theirs: readonly ToldUse[], ours: readonly ToldUse[], pairs: readonly Pair[] = []): Sum {
  const [first, ...rest] = theirs
  if (first === undefined) return sumOf(pairs)
  return ours
    .flatMap((own, at) => {
      const pair = candidate(first, own, tolerance)
      return pair === null ? [] : [best(rest, ours.toSpliced(at, 1), [...pairs, pair])]
    })
    .reduce((most, each) => (isBetter(each, most) ? each : most), best(rest, ours, pairs))
}

const uses = (side: string, parties: readonly string[], most: { maxLength: number; lastSecond: number }) =>
  fc
    .array(
      fc.record({
        second: fc.integer({ min: 0, max: most.lastSecond }),
        party: fc.constantFrom(...parties),
        quantity: fc.constantFrom(60_000, 61_000, 63_000)
      }),
      { maxLength: most.maxLength }
    )
    .map(all => all.map(({ second, ...more }, at) => call(side, second, { ...more, id: `${side}${at}` })))

const pairsOf = (theirs: readonly ToldUse[], ours: readonly ToldUse[]): Pair[] =>
  matchUses(theirs, ours, tolerance).pairs.flatMap(([a, b]) => candidate(a, b, tolerance) ?? [])

/** On one line with one tolerance no pairing has more pairs than taking both sides in order. */
function mostInOrder(theirs: readonly ToldUse[], ours: readonly ToldUse[]): number {
  const [a, b] = [theirs, ours].map(side => side.map(({ startedAt }) => startedAt).sort((x, y) => x - y))
  let [count, at] = [0, 0]
  for (const start of a ?? []) {
    while ((b?.[at] ?? Infinity) < start - tolerance.startMs) at += 1
    if ((b?.[at] ?? Infinity) > start + tolerance.startMs) continue
    count += 1
    at += 1
  }
  return count
}

describe('uses are paired', () => {
  it('as many as can be: the nearest event may be needed by another line', () => {
    expect(told(calls('t', 3, 7, 11, 15), calls('o', 0, 4, 8, 12))).toEqual(['t3=o0', 't7=o4', 't11=o8', 't15=o12'])
    expect(told([call('t', 5), call('u', 0, { party: '' })], calls('o', 4, 10))).toEqual(['u0=o4', 't5=o10'])
  })

  it('and of all such pairings by the nearest', () => {
    const few = { maxLength: 5, lastSecond: 14 }
    fc.assert(
      fc.property(uses('t', ['', 'ann', 'bob'], few), uses('o', ['ann', 'bob'], few), (theirs, ours) => {
        expect(sumOf(pairsOf(theirs, ours))).toEqual(best(theirs, ours))
      })
    )
  })

  it('of a crowd too', () => {
    const many = { maxLength: 60, lastSecond: 120 }
    const line = (side: string, by: number): ToldUse[] =>
      calls(side, ...Array.from({ length: 50 }, (_, at) => at * 4 + by))
    expect(pairsOf(line('t', 3), line('o', 0))).toHaveLength(50)
    fc.assert(
      fc.property(uses('t', ['ann'], many), uses('o', ['ann'], many), (theirs, ours) => {
        expect(pairsOf(theirs, ours)).toHaveLength(mostInOrder(theirs, ours))
      })
    )
  })
})
