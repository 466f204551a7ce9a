import fc from 'fast-check'
import { compareUses, type Difference } from './compare-uses.ts'
import { matchUses } from './match-uses.ts'
import { ReconciliationTally } from './reconciliation-tally.ts'
import type { ToldUse } from './told-use.ts'
import { UseClusters } from './use-clusters.ts'

const tolerance = { startMs: 5_000, ticks: 2_000, quantityShare: 0n, price: 10_000n, priceShare: 0n }
const use = (id: string, more: Partial<ToldUse> = {}): ToldUse => ({
  id,
  called: '4930123456',
  party: 'ann',
  startedAt: 1_000_000,
  quantity: 60_000,
  price: 1_000_000n,
  outside: false,
  ...more
})
const priced = (own: ToldUse): ToldUse => own
const ids = (pairs: readonly (readonly [ToldUse, ToldUse])[]): string[] => pairs.map(([a, b]) => `${a.id}=${b.id}`)

function compared(theirs: readonly ToldUse[], ours: readonly ToldUse[]): { all: string[]; tally: ReconciliationTally } {
  const tally = new ReconciliationTally()
  const found: Difference<ToldUse, ToldUse>[] = []
  compareUses(theirs, ours, { tolerance, tally, priced, take: difference => void found.push(difference) })
  const all = found.map(
    ({ kind, theirs: a, ours: b, twice }) => `${kind} ${a?.id ?? '-'} ${b?.id ?? '-'}${twice ? ' twice' : ''}`
  )
  return { all: all.sort(), tally }
}

describe('a line and an event are the same use', () => {
  it('when the number is, and both began within the tolerance', () => {
    expect(compared([use('a')], [use('1', { startedAt: 1_005_000 })]).all).toEqual([])
    expect(compared([use('a')], [use('1', { startedAt: 1_005_001 })]).all).toEqual([
      'missing-here a -',
      'missing-there - 1'
    ])
  })

  it('where a share of a long or dear one is more than what a short one may differ by', () => {
    const shares = { ...tolerance, quantityShare: 1_000_000n, priceShare: 2_500_000n }
    const kindOf = (theirs: Partial<ToldUse>, ours: Partial<ToldUse>): string[] => {
      const found: string[] = []
      const taken = { tolerance: shares, tally: new ReconciliationTally() }
      compareUses([use('a', theirs)], [use('1', ours)], { ...taken, priced, take: ({ kind }) => void found.push(kind) })
      return found
    }
    const long = { quantity: 3_600_000, price: 40_000_000n }
    expect(kindOf({ ...long, quantity: 3_636_000 }, long)).toEqual([])
    expect(kindOf({ ...long, quantity: 3_564_000 }, long)).toEqual([])
    expect(kindOf({ ...long, quantity: 3_636_001 }, long)).toEqual(['different-quantity'])
    expect(kindOf({ ...long, price: 41_000_000n }, long)).toEqual([])
    expect(kindOf({ ...long, price: 41_000_001n }, long)).toEqual(['different-price'])
    // of a short one the amount is the larger
    expect(kindOf({ quantity: 12_000 }, { quantity: 10_000 })).toEqual([])
    expect(kindOf({ quantity: 12_001 }, { quantity: 10_000 })).toEqual(['different-quantity'])
    expect(kindOf({ price: null }, {})).toEqual(['different-price'])
  })

  it('in a zone that the rule leaves out, where no event of its zones is', () => {
    const [own, elsewhere] = [use('1'), use('2', { leftOut: true, startedAt: 1_001_000 })]
    const { all, tally } = compared([use('a')], [elsewhere])
    expect(all).toEqual(['other-zone a 2'])
    expect(tally.classes()['other-zone']).toMatchObject({ uses: 1, quantityThere: 60_000n, quantityHere: 60_000n })
    expect(tally.told).toBe(1)
    // what the vendor does not carry is not missed in its files, nor does it take the line of what it carries
    expect(compared([], [elsewhere]).all).toEqual([])
    expect(compared([use('a', { startedAt: 1_001_000 })], [own, elsewhere]).all).toEqual([])
    expect(compared([use('a'), use('b')], [elsewhere]).all).toEqual(['missing-here b - twice', 'other-zone a 2'])
    expect(compared([use('a', { outside: true })], [elsewhere])).toMatchObject({ all: [], tally: { outside: 1 } })
  })

  it('whatever it costs where its own price is in another currency', () => {
    const { all, tally } = compared([use('a')], [use('1', { price: null, unpriced: true })])
    expect(all).toEqual([])
    expect(tally.classes().matched).toMatchObject({ uses: 1, priceThere: 0n, priceHere: 0n })
  })

  it('never when somebody else is known to have called; a line of nobody known may be anybody’s', () => {
    expect(ids(matchUses([use('a', { party: 'bob' })], [use('1')], tolerance).pairs)).toEqual([])
    expect(ids(matchUses([use('a', { party: '' })], [use('1')], tolerance).pairs)).toEqual(['a=1'])
    expect(ids(matchUses([use('b', { party: '' }), use('a')], [use('1')], tolerance).pairs)).toEqual(['a=1'])
    expect(ids(matchUses([use('a', { party: '', called: '' })], [use('1', { called: '' })], tolerance).pairs)).toEqual(
      []
    )
  })

  it('the nearest first: equal ones, those of the same quantity, then by time', () => {
    const far = use('far', { startedAt: 1_004_000 })
    const near = use('near', { startedAt: 1_001_000, quantity: 90_000 })
    expect(ids(matchUses([use('a')], [near, far], tolerance).pairs)).toEqual(['a=far'])
    expect(ids(matchUses([use('a', { quantity: 75_000 })], [near, far], tolerance).pairs)).toEqual(['a=near'])
    expect(
      ids(matchUses([use('a'), use('b', { startedAt: 1_003_900 })], [use('1'), far], tolerance).pairs).sort()
    ).toEqual(['a=1', 'b=far'])
  })

  it('and what differs is said once: quantity before price; a price that nobody names differs', () => {
    const { all, tally } = compared(
      [
        use('long', { quantity: 62_001, price: 9n }),
        use('dear', { startedAt: 2_000_000, price: 1_010_001n }),
        use('fine', { startedAt: 3_000_000, price: 1_010_000n, quantity: 62_000 }),
        use('silent', { startedAt: 4_000_000, price: null }),
        use('again', { startedAt: 4_000_000, price: null })
      ],
      [
        use('1'),
        use('2', { startedAt: 2_000_000 }),
        use('3', { startedAt: 3_000_000 }),
        use('4', { startedAt: 4_000_000 })
      ]
    )
    expect(all).toEqual([
      'different-price again 4',
      'different-price dear 2',
      'different-quantity long 1',
      'missing-here silent - twice'
    ])
    expect(tally.twice).toBe(1)
    expect(tally.classes()['different-price']).toEqual({
      uses: 2,
      quantityThere: 120_000n,
      quantityHere: 120_000n,
      priceThere: 1_010_001n,
      priceHere: 2_000_000n
    })
  })

  it('is asked of uses outside the days too, which are missed by nobody', () => {
    const { all, tally } = compared(
      [use('a', { outside: true }), use('b', { outside: true, startedAt: 9_000_000 })],
      [use('1', { startedAt: 1_001_000 }), use('2', { outside: true, startedAt: 5_000_000 })]
    )
    expect(all).toEqual([])
    expect([tally.classes().matched.uses, tally.outside]).toEqual([1, 1])
  })
})

const anyUse = fc.record({
  called: fc.constantFrom('', '49301', '49302'),
  party: fc.constantFrom('', 'ann', 'bob'),
  startedAt: fc.integer({ min: 0, max: 60 }).map(seconds => seconds * 1_000),
  quantity: fc.integer({ min: 0, max: 6 }).map(seconds => seconds * 1_000),
  price: fc.option(fc.bigInt({ min: 0n, max: 30_000n })),
  outside: fc.boolean()
})
const theirs = fc.array(anyUse, { maxLength: 60 }).map(uses => uses.map((each, at) => ({ ...each, id: `t${at}` })))
const ours = fc
  .array(
    anyUse.filter(({ party }) => party !== ''),
    { maxLength: 60 }
  )
  .map(uses => uses.map((each, at) => ({ ...each, id: `o${at}` })))

/** Through clusters, as the kernel compares. */
function whole(told: readonly ToldUse[], own: readonly ToldUse[]): { classes: object; lines: number; events: number } {
  const tally = new ReconciliationTally()
  const clusters = new UseClusters<ToldUse, ToldUse>(tolerance.startMs, (a, b) =>
    compareUses(a, b, { tolerance, tally, priced, take: () => undefined })
  )
  const key = (each: ToldUse): string => (each.called === '' ? `@${each.party}` : each.called)
  const all = [...told.map(each => ({ each, side: 0 })), ...own.map(each => ({ each, side: 1 }))].sort((a, b) =>
    key(a.each) < key(b.each) ? -1 : key(a.each) > key(b.each) ? 1 : a.each.startedAt - b.each.startedAt
  )
  for (const { each, side } of all)
    if (side === 0) clusters.addTheirs(each)
    else clusters.addOurs(each)
  clusters.end()
  const classes = tally.classes()
  const shared = classes.matched.uses + classes['different-price'].uses + classes['different-quantity'].uses
  return {
    classes: { ...classes, outside: tally.outside },
    lines: shared + classes['missing-here'].uses + tally.outside,
    events: shared + classes['missing-there'].uses
  }
}

describe('a comparison', () => {
  it('puts every line into one class, and every event of the days', () => {
    fc.assert(
      fc.property(theirs, ours, (told, own) => {
        const { lines, events } = whole(told, own)
        expect(lines).toBe(told.length)
        expect(events).toBeGreaterThanOrEqual(own.filter(({ outside }) => !outside).length)
        expect(events).toBeLessThanOrEqual(own.length)
      })
    )
  })

  it('says the same in whatever order lines and events come', () => {
    fc.assert(
      fc.property(theirs, ours, fc.integer(), (told, own, seed) => {
        const turn = <T>(all: readonly T[]): T[] =>
          all
            .map((each, at) => ({ each, rank: Math.imul(at + 1, seed | 1) }))
            .sort((a, b) => a.rank - b.rank)
            .map(({ each }) => each)
        expect(whole(turn(told), turn(own))).toEqual(whole(told, own))
      })
    )
  })

  it('leaves no two sides of a possible pair over, and pairs nothing twice', () => {
    fc.assert(
      fc.property(theirs, ours, (told, own) => {
        const number = (each: ToldUse): ToldUse => ({ ...each, called: '49301' })
        const { pairs, onlyTheirs, onlyOurs } = matchUses(told.map(number), own.map(number), tolerance)
        expect(new Set(pairs.flat().map(({ id }) => id)).size).toBe(pairs.length * 2)
        for (const a of onlyTheirs) {
          const possible = onlyOurs.filter(
            b => (a.party === '' || a.party === b.party) && Math.abs(a.startedAt - b.startedAt) <= tolerance.startMs
          )
          expect(possible).toEqual([])
        }
      })
    )
  })

  it('takes a crowd at one moment as quickly as many numbers', () => {
    const crowd = (side: string): ToldUse[] =>
      Array.from({ length: 20_000 }, (_, at) => use(`${side}${at}`, { quantity: at * (side === 'a' ? 7_000 : 11_000) }))
    const { pairs } = matchUses(crowd('a'), crowd('b'), tolerance)
    expect(pairs).toHaveLength(20_000)
  })
})
