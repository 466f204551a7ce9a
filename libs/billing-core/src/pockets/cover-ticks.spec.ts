import fc from 'fast-check'
import { type ChargedEvent, chargeStep, NOTHING_COVERED, type Payers } from './charge-step.ts'
import { type PriceOf, UNPRICED } from './cover-ticks.ts'
import { NO_CREDIT } from './credit.ts'
import type { Pocket } from './pocket.ts'

const at = Temporal.Instant.from('2026-03-01T00:00:00Z')
const pocket = (number: number, balance: bigint, more: Partial<Pocket> = {}): Pocket => ({
  ...{ shared: false, services: null },
  ...{ id: `p${number}`, number, unit: 'second', priority: 5, openedAt: at, expiresAt: null, reserved: 0n },
  balance,
  ...more
})
const money = (number: number, balance: bigint): Pocket => pocket(number, balance, { unit: 'AUD' })
const begun: ChargedEvent = { used: 0, paid: 0n, held: [], owed: 0n, promised: 0n, covered: NOTHING_COVERED }
const minutes = (ticks: number): number => Math.ceil(ticks / 60) * 60
/** 39 at once and 25 for every minute begun; ticks are seconds. */
const call: PriceOf = ticks => (ticks === 0 ? 0n : 39n + 25n * BigInt(minutes(ticks) / 60))
const each: PriceOf = ticks => 7n * BigInt(ticks)

interface Setting {
  readonly price?: PriceOf
  readonly tariff?: PriceOf | null
  readonly billed?: (ticks: number) => number
  readonly credit?: Payers['credit']
  readonly now?: Temporal.Instant
}
const step = (
  pockets: readonly Pocket[],
  event: ChargedEvent,
  [used, wanted]: readonly [number, number],
  { billed = minutes, credit = NO_CREDIT, now = at, price = call, tariff = null }: Setting = {}
) => {
  const [ofMoney, ofTicks] = [
    pockets.filter(({ unit }) => unit === 'AUD'),
    pockets.filter(({ unit }) => unit !== 'AUD')
  ]
  const payers = { at: now, pockets: ofMoney, ticks: { pockets: ofTicks, billed, tariff }, credit }
  return chargeStep(event, { used, wanted, step: 1 }, payers, price)
}
const perTick = { price: each, billed: (ticks: number) => ticks }
/** A micro for a thousand ticks, rounded half up. */
const tiny: PriceOf = ticks => BigInt(Math.round(ticks / 1000))
const flat: PriceOf = ticks => (ticks === 0 ? 0n : 500n)
const cheapest: PriceOf = ticks => (ticks === 0 ? 0n : ticks < 1200 ? 100n : BigInt(Math.ceil(ticks / 12)))
const first90Free: PriceOf = ticks => tiny(Math.max(ticks - 90_000, 0))

describe('pockets of the unit that is used', () => {
  it('pay all of a use that they cover, as the tariff bills it, and no money is taken', () => {
    const done = step([pocket(1, 600n), money(2, 100n)], begun, [61, 0])
    expect(done).toMatchObject({ takenTicks: [{ pocket: 'p1', amount: 120n }], taken: [], unpaid: 0n })
    expect(done.event).toMatchObject({ paid: 0n, owed: 0n, covered: { worth: 89n, held: [] } })
  })

  it('pay their share of what they cover in part, rounded down, and money the rest', () => {
    // 40 of 120 seconds billed, of 89: 29 and two thirds
    const done = step([pocket(1, 40n), money(2, 100n)], begun, [120, 0])
    expect(done).toMatchObject({ takenTicks: [{ amount: 40n }], taken: [{ pocket: 'p2', amount: 60n }], unpaid: 0n })
    expect(done.event).toMatchObject({ paid: 60n, covered: { worth: 29n } })
  })

  it('are used in the order of their use', () => {
    const soon = pocket(3, 30n, { expiresAt: at.add({ hours: 1 }) })
    const done = step([pocket(1, 30n, { shared: true }), pocket(2, 30n), soon], begun, [60, 0])
    expect(done.takenTicks).toEqual([
      { pocket: 'p3', amount: 30n },
      { pocket: 'p2', amount: 30n }
    ])
  })

  it('pay nothing of what terms leave free, at its beginning or its end', () => {
    // seconds 100 to 200 cost 7 each, whatever is before and after them free
    const price: PriceOf = ticks => each(Math.min(Math.max(ticks - 100, 0), 100))
    const free = { ...perTick, price, tariff: each }
    expect(step([pocket(1, 600n)], begun, [100, 0], free).takenTicks).toEqual([])
    const all = step([pocket(1, 600n)], begun, [900, 0], free)
    expect(all).toMatchObject({ takenTicks: [{ amount: 100n }], event: { covered: { worth: 700n } } })
    expect(step(all.pockets, all.event, [50, 0], free).takenTicks).toEqual([])
  })

  it('that have ended, or are empty, pay nothing', () => {
    const ended = pocket(1, 600n, { expiresAt: at })
    expect(step([ended, pocket(2, 0n)], begun, [60, 0])).toMatchObject({ takenTicks: [], unpaid: 64n })
  })

  it('leave to the bill what neither they nor money pay', () => {
    const credit = { limit: 100n, owed: 0n, held: 0n }
    const done = step([pocket(1, 60n), money(2, 4n)], begun, [120, 0], { credit })
    expect(done).toMatchObject({ event: { paid: 4n, owed: 41n, covered: { worth: 44n } }, credit: { owed: 41n } })
  })

  it('pay what is used from then on when they are filled while a use goes on', () => {
    const first = step([money(1, 100n)], begun, [60, 0])
    const second = step([...first.pockets, pocket(2, 600n)], first.event, [60, 0])
    expect(second).toMatchObject({
      takenTicks: [{ amount: 60n }],
      taken: [],
      event: { paid: 64n, covered: { worth: 25n } }
    })
  })
})

describe('what a use takes of pockets', () => {
  it.each<[string, Setting, number]>([
    ['at a price for each tick', perTick, 0],
    ['by increments', {}, 0],
    ['that many ticks cost a micro', { ...perTick, price: tiny }, 0],
    ['at one price, however long', { ...perTick, price: flat }, 0],
    ['at a minimum', { ...perTick, price: cheapest }, 0],
    ['that an allowance covers at first', { ...perTick, price: first90Free, tariff: tiny }, 90_000]
  ])('is what its tariff bills, %s, however often it is reported', (_, setting, free) => {
    const reports = fc.array(fc.integer({ min: 1, max: 40_000 }), { minLength: 1, maxLength: 30 })
    fc.assert(
      fc.property(reports, all => {
        let pockets: readonly Pocket[] = [pocket(1, 10_000_000n)]
        let event = begun
        for (const used of all) ({ pockets, event } = step(pockets, event, [used, 0], setting))
        const { billed = minutes, price = call } = setting
        const taken = 10_000_000 - Number(pockets[0]?.balance)
        const paid = price(event.used) === 0n ? 0 : billed(event.used) - free
        // what a micro is worth of ticks may fall on either side of where an allowance ends, and is not known yet at the end
        const near = free === 0 ? 0 : 3_000
        expect(Math.abs(taken - paid)).toBeLessThanOrEqual(near)
        expect(event.covered.worth).toBe(price(event.used))
      })
    )
  })

  it('is nothing while it costs nothing, and counted from its beginning once it does', () => {
    const setting = { ...perTick, price: (ticks: number) => (ticks < 100 ? 0n : 700n) }
    const first = step([pocket(1, 600n)], begun, [60, 0], setting)
    expect(first).toMatchObject({ takenTicks: [], event: { covered: { upTo: 0 } } })
    expect(step(first.pockets, first.event, [60, 0], setting)).toMatchObject({ takenTicks: [{ amount: 120n }] })
  })
})

describe('what is granted', () => {
  it('is held in ticks as far as they go, and given back when less was used', () => {
    const first = step([pocket(1, 600n)], begun, [0, 300])
    expect(first).toMatchObject({ granted: 300, final: false, pockets: [{ balance: 600n, reserved: 300n }] })
    const last = step(first.pockets, first.event, [61, 0])
    expect(last).toMatchObject({ takenTicks: [{ amount: 120n }], pockets: [{ balance: 480n, reserved: 0n }] })
    expect(last.event.covered).toEqual({ worth: 89n, held: [], ahead: 0n, upTo: 61 })
  })

  it('is held in money beyond them', () => {
    const first = step([pocket(1, 60n), money(2, 50n)], begun, [0, 120])
    // 60 of 120 seconds: half of 89
    expect(first).toMatchObject({ granted: 120, event: { held: [{ amount: 45n }], covered: { ahead: 44n } } })
    expect(first.pockets.map(({ reserved }) => reserved)).toEqual([45n, 60n])
    const last = step(first.pockets, first.event, [120, 0])
    expect(last).toMatchObject({ taken: [{ amount: 45n }], takenTicks: [{ amount: 60n }], unpaid: 0n })
  })

  it('ends with them, and then says that it is the last', () => {
    expect(step([pocket(1, 120n)], begun, [0, 600])).toMatchObject({ granted: 120, final: true })
    expect(step([pocket(1, 59n)], begun, [0, 600])).toMatchObject({
      granted: 0,
      final: true,
      pockets: [{ reserved: 0n }]
    })
  })

  it('is used of a pocket that has ended meanwhile', () => {
    const first = step([pocket(1, 60n, { expiresAt: at.add({ minutes: 1 }) })], begun, [0, 60])
    const last = step(first.pockets, first.event, [60, 60], { now: at.add({ minutes: 2 }) })
    expect(last).toMatchObject({ takenTicks: [{ amount: 60n }], granted: 0, final: true, unpaid: 0n })
  })

  it('is nothing that nobody can price', () => {
    const price: PriceOf = ticks => (ticks > 100 ? UNPRICED : each(ticks))
    expect(step([pocket(1, 600n)], begun, [0, 300], { ...perTick, price })).toMatchObject({ granted: 100, final: true })
  })
})

describe('uses beside each other', () => {
  const turn = fc.tuple(fc.nat({ max: 2 }), fc.nat({ max: 100 }), fc.nat({ max: 400 }))
  const balances = fc.array(fc.bigInt({ min: 0n, max: 300n }), { maxLength: 3 })
  const prices = fc.constantFrom<Setting>(
    {},
    perTick,
    { ...perTick, price: tiny },
    { ...perTick, price: flat },
    { ...perTick, price: ticks => each(Math.max(ticks - 90, 0)), tariff: each }
  )

  it('never take more than pockets had, and what was paid and covered is what it costs', () => {
    fc.assert(
      fc.property(balances, balances, prices, fc.array(turn, { maxLength: 20 }), (seconds, coins, setting, turns) => {
        const started = [
          ...coins.map((has, index) => money(index, has)),
          ...seconds.map((has, index) => pocket(9 + index, has))
        ]
        let pockets: readonly Pocket[] = started
        const uses = [0, 1, 2].map(() => ({ event: begun, granted: 0 }))
        let ticks = 0n
        for (const [index, share, wanted] of [...turns, ...[0, 1, 2].map(each => [each, 100, 0] as const)]) {
          const use = uses[index] ?? { event: begun, granted: 0 }
          const next = step(pockets, use.event, [Math.floor((use.granted * share) / 100), wanted], setting)
          expect(next.unpaid).toBe(0n)
          expect(next.pockets.every(({ balance, reserved }) => reserved >= 0n && balance >= reserved)).toBe(true)
          ticks += next.takenTicks.reduce((sum, { amount }) => sum + amount, 0n)
          pockets = next.pockets
          uses[index] = next
        }
        const { billed = minutes, price = call } = setting
        for (const { event } of uses) expect(event.paid + event.covered.worth).toBe(price(event.used))
        const left = (unit: string, all: readonly Pocket[]) =>
          all.filter(each => each.unit === unit).reduce((sum, { balance }) => sum + balance, 0n)
        expect(left('second', started) - left('second', pockets)).toBe(ticks)
        expect(ticks <= uses.reduce((sum, { event }) => sum + BigInt(billed(event.used)), 0n)).toBe(true)
        expect(left('AUD', started) - left('AUD', pockets)).toBe(uses.reduce((sum, { event }) => sum + event.paid, 0n))
        expect(pockets.every(({ reserved }) => reserved === 0n)).toBe(true)
      })
    )
  })
})
