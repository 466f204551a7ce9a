import fc from 'fast-check'
import { type ChargedEvent, chargeStep, NOTHING_COVERED } from './charge-step.ts'
import type { PriceOf } from './cover-ticks.ts'
import { type Credit, NO_CREDIT } from './credit.ts'
import type { Pocket } from './pocket.ts'

const at = Temporal.Instant.from('2026-03-01T00:00:00Z')
const pocket = (number: number, balance: bigint, more: Partial<Pocket> = {}): Pocket => ({
  ...{ shared: false, services: null },
  ...{ id: `p${number}`, number, unit: 'AUD', priority: 5, openedAt: at, expiresAt: null, reserved: 0n },
  balance,
  ...more
})
const begun: ChargedEvent = { used: 0, paid: 0n, held: [], owed: 0n, promised: 0n, covered: NOTHING_COVERED }
const upTo = (limit: bigint | null): Credit => ({ limit, owed: 0n, held: 0n })
/** 39 at once and 25 for every minute begun; ticks are seconds. */
const call: PriceOf = ticks => (ticks === 0 ? 0n : 39n + 25n * BigInt(Math.ceil(ticks / 60)))
const step = (
  pockets: readonly Pocket[],
  event: ChargedEvent,
  [used, wanted]: readonly [number, number],
  credit: Credit = NO_CREDIT
) => chargeStep(event, { used, wanted, step: 1 }, { at, pockets, credit }, call)

describe('charging an event while it lasts', () => {
  it('holds the price of what it grants, and debits what was used of it', () => {
    const first = step([pocket(1, 200n)], begun, [0, 120])
    expect(first).toMatchObject({ granted: 120, final: false, pockets: [{ balance: 200n, reserved: 89n }] })
    const second = step(first.pockets, first.event, [100, 60])
    expect(second).toMatchObject({ granted: 60, taken: [{ amount: 89n }], pockets: [{ balance: 111n, reserved: 25n }] })
    const last = step(second.pockets, second.event, [10, 0])
    expect(last).toMatchObject({ event: { used: 110, paid: 89n, held: [] }, taken: [], unpaid: 0n })
    expect(last.pockets).toMatchObject([{ balance: 111n, reserved: 0n }])
  })

  it('grants to the last tick what the balance affords, and says that it is the last', () => {
    expect(step([pocket(1, 90n)], begun, [0, 600])).toMatchObject({ granted: 120, final: true })
    expect(step([pocket(1, 63n)], begun, [0, 600])).toMatchObject({ granted: 0, final: true, event: { held: [] } })
    expect(step([], begun, [0, 600])).toMatchObject({ granted: 0, final: true })
  })

  it('uses what it held of a pocket that has ended meanwhile', () => {
    const ends = pocket(1, 100n, { expiresAt: at.add({ minutes: 1 }) })
    const first = step([ends], begun, [0, 60])
    const later = { at: at.add({ minutes: 2 }), pockets: first.pockets, credit: NO_CREDIT }
    const last = chargeStep(first.event, { used: 60, wanted: 60, step: 1 }, later, call)
    expect(last).toMatchObject({ taken: [{ pocket: 'p1', amount: 64n }], granted: 0, final: true, unpaid: 0n })
  })

  it('debits what was used without a grant as far as pockets go, and then grants no more', () => {
    const first = step([pocket(1, 100n)], begun, [0, 60])
    expect(step(first.pockets, first.event, [200, 60])).toMatchObject({
      ...{ taken: [{ amount: 100n }], unpaid: 39n, granted: 0, final: true },
      pockets: [{ balance: 0n, reserved: 0n }]
    })
  })

  it('costs in the end what the whole event costs, in however many steps, and never overdraws', () => {
    const reports = fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 400 })), {
      maxLength: 12
    })
    const balances = fc.array(fc.bigInt({ min: 0n, max: 300n }), { maxLength: 4 })
    fc.assert(
      fc.property(balances, reports, (amounts, asked) => {
        let pockets: readonly Pocket[] = amounts.map((balance, index) => pocket(index + 1, balance))
        const total = amounts.reduce((sum, balance) => sum + balance, 0n)
        let event = begun
        let granted = 0
        for (const [share, wanted] of [...asked, [100, 0] as const]) {
          const next = step(pockets, event, [Math.floor((granted * share) / 100), wanted])
          expect(next.unpaid).toBe(0n)
          expect(next.pockets.every(({ balance, reserved }) => reserved >= 0n && balance >= reserved)).toBe(true)
          ;({ event, granted, pockets } = next)
        }
        const covered = { ...begun.covered, upTo: event.used }
        expect(event).toEqual({ ...begun, used: event.used, paid: call(event.used), covered })
        expect(pockets.reduce((sum, { balance }) => sum + balance, 0n)).toBe(total - event.paid)
        expect(pockets.every(({ reserved }) => reserved === 0n)).toBe(true)
      })
    )
  })
})

describe('what pockets do not pay', () => {
  it('is on the bill as far as the credit goes', () => {
    // two minutes for what the pocket holds, and one of 25 for the credit of 40
    const first = step([pocket(1, 89n)], begun, [0, 600], upTo(40n))
    expect(first).toMatchObject({ granted: 180, final: true, credit: { owed: 0n, held: 25n } })
    const second = step(first.pockets, first.event, [130, 0], first.credit)
    expect(second).toMatchObject({ taken: [{ amount: 89n }], unpaid: 0n, credit: { owed: 25n, held: 0n } })
    expect(step(second.pockets, begun, [0, 60], second.credit)).toMatchObject({ granted: 0, final: true })
  })

  it('is any amount where nothing limits the bill, and pockets pay what is owed as soon as they can', () => {
    const first = step([], begun, [0, 6000], upTo(null))
    expect(first).toMatchObject({ granted: 6000, final: false, credit: { held: 2539n } })
    const second = step(first.pockets, first.event, [60, 60], first.credit)
    expect(second.event).toMatchObject({ paid: 0n, owed: 64n, promised: 25n })
    const last = step([pocket(1, 50n)], second.event, [0, 0], second.credit)
    expect(last).toMatchObject({ taken: [{ amount: 50n }], event: { owed: 14n }, credit: { owed: 14n, held: 0n } })
  })

  it('counts though nobody granted it, and then nothing more is granted', () => {
    const first = step([], begun, [0, 60], upTo(100n))
    const beyond = step([], first.event, [300, 60], first.credit)
    expect(beyond).toMatchObject({ unpaid: 64n, granted: 0, final: true, credit: { owed: 164n, held: 0n } })
  })

  it('never comes to more than the credit, however uses go on beside each other', () => {
    const turn = fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 100 }), fc.nat({ max: 400 }))
    const asked = fc.array(turn, { maxLength: 20 })
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 300n }), fc.bigInt({ min: 0n, max: 300n }), asked, (has, limit, turns) => {
        let [pockets, credit]: [readonly Pocket[], Credit] = [[pocket(1, has)], upTo(limit)]
        const uses = [0, 1, 2].map(() => ({ event: begun, granted: 0 }))
        const ends = [0, 1, 2].map(index => [index, 100, 0] as const)
        for (const [index, share, wanted] of [...turns, ...ends]) {
          const use = uses[index] ?? { event: begun, granted: 0 }
          const used = Math.floor((use.granted * share) / 100)
          const next = step(pockets, use.event, [used, wanted], credit)
          ;({ credit, pockets } = next)
          uses[index] = next
          expect(next.unpaid).toBe(0n)
          expect(credit.owed + credit.held <= limit).toBe(true)
          expect(uses.reduce((sum, { event }) => sum + event.owed, 0n)).toBe(credit.owed)
          expect(uses.reduce((sum, { event }) => sum + event.promised, 0n)).toBe(credit.held)
        }
        expect(credit.held).toBe(0n)
        const costs = uses.reduce((sum, { event }) => sum + call(event.used), 0n)
        expect(has - (pockets[0]?.balance ?? 0n) + credit.owed).toBe(costs)
      })
    )
  })
})
