import fc from 'fast-check'
import { imbalance } from '../postings/index.ts'
import { compareUse, free, type Pocket } from './pocket.ts'
import { counterpart, filledPostings, takenPostings } from './pocket-postings.ts'
import { available, spend } from './spend.ts'

const at = Temporal.Instant.from('2026-03-01T00:00:00Z')
const day = (days: number): Temporal.Instant => at.add({ hours: 24 * days })
const pocket = (number: number, balance: bigint, more: Partial<Pocket> = {}): Pocket => ({
  ...{ shared: false, services: null },
  ...{ id: `p${number}`, number, unit: 'AUD', priority: 5, openedAt: day(-number), expiresAt: null, reserved: 0n },
  balance,
  ...more
})
const pockets = fc
  .array(
    fc.record({
      balance: fc.bigInt({ min: 0n, max: 1000n }),
      share: fc.integer({ min: 0, max: 4 }),
      priority: fc.integer({ min: 1, max: 3 }),
      expires: fc.option(fc.integer({ min: -2, max: 5 })),
      opened: fc.integer({ min: -9, max: 0 })
    }),
    { maxLength: 8 }
  )
  .map(all =>
    all.map(({ balance, expires, opened, priority, share }, index) =>
      pocket(index + 1, balance, {
        priority,
        reserved: (balance * BigInt(share)) / 4n,
        openedAt: day(opened),
        expiresAt: expires === null ? null : day(expires)
      })
    )
  )
const amounts = fc.bigInt({ min: 0n, max: 9000n })

describe('spend', () => {
  it('uses the priority first, then what ends soonest, then the oldest', () => {
    const all = [
      pocket(1, 10n),
      pocket(2, 10n, { expiresAt: day(30) }),
      pocket(3, 10n, { expiresAt: day(2) }),
      pocket(4, 10n, { priority: 1 }),
      pocket(5, 10n)
    ]
    const spent = spend(all, 45n, at)
    expect(spent.ok && spent.pieces.map(piece => `${piece.pocket} ${piece.amount}`)).toEqual(
      'p4 10,p3 10,p2 10,p5 10,p1 5'.split(',')
    )
  })

  it('leaves alone what is reserved and what has ended', () => {
    const all = [pocket(1, 10n, { reserved: 4n }), pocket(2, 10n, { expiresAt: at }), pocket(3, 3n)]
    expect(spend(all, 10n, at)).toEqual({ ok: false, reason: 'insufficient-balance', available: 9n })
    expect(spend(all, 9n, at).ok).toBe(true)
  })

  it('takes the amount exactly or nothing, never more than a pocket has free, and in order', () => {
    fc.assert(
      fc.property(pockets, amounts, (all, amount) => {
        const spent = spend(all, amount, at)
        if (!spent.ok) {
          expect(spent.available).toBe(available(all, at))
          return expect(spent.available).toBeLessThan(amount)
        }
        const taken = new Map(spent.pieces.map(piece => [piece.pocket, piece.amount]))
        expect(spent.pieces.reduce((sum, piece) => sum + piece.amount, 0n)).toBe(amount)
        expect(taken.size).toBe(spent.pieces.length)
        const used = all.toSorted(compareUse).map(each => ({ left: free(each, at), part: taken.get(each.id) ?? 0n }))
        const last = used.findLastIndex(({ part }) => part > 0n)
        used.forEach(({ left, part }, index) => expect(index < last ? part === left : part <= left).toBe(true))
      })
    )
  })

  it('does not depend on the order in which pockets come', () => {
    fc.assert(
      fc.property(pockets, amounts, (all, amount) => {
        expect(spend(all.toReversed(), amount, at)).toEqual(spend(all, amount, at))
      })
    )
  })

  it('refuses to add up units, and negative amounts', () => {
    expect(() => spend([pocket(1, 1n), pocket(2, 1n, { unit: 'byte' })], 1n, at)).toThrow('not spent together')
    expect(() => spend([], -1n, at)).toThrow('negative')
  })
})

describe('postings of pockets', () => {
  const account = { id: 'a1', number: 'A-000001' }
  const move = { key: 'k', date: Temporal.PlainDate.from('2026-03-01'), description: 'd', account }

  it('balance per unit, in and out', () => {
    fc.assert(
      fc.property(pockets, amounts, (all, amount) => {
        const spent = spend(all, amount, at)
        if (!spent.ok) return
        const whole = { ...move, pockets: all, pieces: spent.pieces, against: 'x' }
        expect(imbalance(takenPostings(whole)).size + imbalance(filledPostings(whole)).size).toBe(0)
      })
    )
  })

  it('name the pocket, and revenue for money', () => {
    const points = pocket(7, 10n, { unit: 'points/0' })
    const against = counterpart('used', 'points/0', 'usage')
    const taken = takenPostings({ ...move, pockets: [points], pieces: [{ pocket: 'p7', amount: 4n }], against })
    expect(taken.postings).toEqual([
      { ledgerAccount: 'pocket:points:A-000001:7', unit: 'points/0', amount: 4n },
      { ledgerAccount: 'used:points', unit: 'points/0', amount: -4n }
    ])
    expect(counterpart('used', 'AUD', 'usage')).toBe('revenue:usage')
    expect(counterpart('breakage', 'AUD')).toBe('breakage:AUD')
  })
})
