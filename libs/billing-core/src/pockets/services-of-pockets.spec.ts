import fc from 'fast-check'
import { type ChargedEvent, chargeStep, NOTHING_COVERED } from './charge-step.ts'
import { NO_CREDIT } from './credit.ts'
import { compareUse, type PaidUse, paysForUse, type Pocket } from './pocket.ts'

const at = Temporal.Instant.from('2026-03-01T00:00:00Z')
const pocket = (number: number, balance: bigint, more: Partial<Pocket> = {}): Pocket => ({
  ...{ id: `p${number}`, number, unit: 'message', services: null, priority: 5, shared: false, openedAt: at },
  ...{ expiresAt: null, reserved: 0n, balance },
  ...more
})
const begun: ChargedEvent = { used: 0, paid: 0n, held: [], owed: 0n, promised: 0n, covered: NOTHING_COVERED }
const uses: readonly PaidUse[] = [
  { service: 'sms', byName: false },
  { service: 'mms', byName: false },
  { service: 'premium', byName: true }
]
const [sms, , premium] = uses as [PaidUse, PaidUse, PaidUse]

describe('a pocket for certain services', () => {
  it('pays for these alone', () => {
    expect(paysForUse(pocket(1, 5n, { services: ['mms', 'sms'] }), sms)).toBe(true)
    expect(paysForUse(pocket(1, 5n, { services: ['mms'] }), sms)).toBe(false)
    expect(paysForUse(pocket(1, 5n, { services: ['mms'] }), null)).toBe(false)
    expect(paysForUse(pocket(1, 5n, { services: ['mms'], unit: 'AUD' }), sms)).toBe(false)
  })

  it('alone pays where pockets pay by name; money always does', () => {
    expect(paysForUse(pocket(1, 5n), premium)).toBe(false)
    expect(paysForUse(pocket(1, 5n, { services: ['premium'] }), premium)).toBe(true)
    expect(paysForUse(pocket(1, 5n, { unit: 'AUD' }), premium)).toBe(true)
    expect(paysForUse(pocket(1, 5n, { unit: 'AUD', services: ['sms'] }), premium)).toBe(false)
  })

  it('is used before one for all that ends with it, and after one that ends sooner', () => {
    const [all, named] = [pocket(1, 5n), pocket(2, 5n, { services: ['sms'] })]
    const soon = pocket(3, 5n, { expiresAt: at.add({ hours: 1 }) })
    expect([all, named, soon].toSorted(compareUse).map(({ number }) => number)).toEqual([3, 2, 1])
  })
})

const pockets = fc.array(
  fc.record({
    balance: fc.bigInt({ min: 0n, max: 60n }),
    unit: fc.constantFrom('message', 'AUD'),
    services: fc.option(fc.subarray(['sms', 'mms', 'premium'], { minLength: 1 }))
  }),
  { maxLength: 6 }
)
const turns = fc.array(fc.tuple(fc.constantFrom(...uses), fc.integer({ min: 1, max: 20 })), { maxLength: 15 })

describe('pockets for all and for certain services beside each other', () => {
  it('pay what they are for, all that they can, and what is paid, covered and owed is the price', () => {
    fc.assert(
      fc.property(pockets, turns, (given, all) => {
        let held: readonly Pocket[] = given.map((each, index) => pocket(index, each.balance, each))
        for (const [use, messages] of all) {
          const mine = held.filter(each => paysForUse(each, use))
          const [money, ticks] = [mine.filter(isMoney), mine.filter(each => !isMoney(each))]
          const price = (count: number): bigint => 3n * BigInt(count)
          const payers = {
            ...{ at, pockets: money, ticks: { pockets: ticks, billed: (count: number) => count, tariff: null } },
            credit: { ...NO_CREDIT, limit: null }
          }
          const step = chargeStep(begun, { used: messages, wanted: 0, step: 1 }, payers, price)
          const taken = new Map([...step.taken, ...step.takenTicks].map(each => [each.pocket, each.amount]))
          for (const each of held) if (!paysForUse(each, use)) expect(taken.has(each.id)).toBe(false)
          const { covered, owed, paid } = step.event
          expect(paid + covered.worth + owed).toBe(price(messages))
          // nothing is left to the bill while one of them has something
          const left = (of: readonly Pocket[]) => of.reduce((sum, { balance }) => sum + balance, 0n)
          const after = step.pockets
          if (owed > 0n) expect(left(after)).toBe(0n)
          if (step.taken.length > 0) expect(left(after.filter(each => !isMoney(each)))).toBe(0n)
          held = held.map(each => after.find(({ id }) => id === each.id) ?? each)
        }
      })
    )
  })
})

function isMoney({ unit }: Pocket): boolean {
  return unit === 'AUD'
}
