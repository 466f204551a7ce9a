// What ticks paid for stays paid; the part that money paid is priced anew.
import fc from 'fast-check'
import { sampleApplied } from '../taxes/sample-taxes.ts'
import { NOTHING_COVERED } from './charge-step.ts'
import { paidByPockets, paidNow } from './paid-by-pockets.ts'

/** The tariff asks 20.00 for a use that comes to 10.00. */
const tariff = { listed: 20n, charged: 10n }
const inUnits = (worth: bigint, prices = tariff) => ({ ...prices, worth })

it.each([
  ['all in units, and it becomes cheaper', 10n, 10n, { listed: 4n, amount: 2n }, 0n],
  ['all in units, and it becomes dearer', 10n, 10n, { listed: 60n, amount: 30n }, 0n],
  ['all in units, and a cap holds it where it was', 10n, 10n, { listed: 10n, amount: 10n }, 0n],
  ['all in units, and the cap gives way', 10n, 10n, { listed: 5n, amount: 5n }, 0n],
  ['all in units, and another use takes its allowance', 10n, 10n, { listed: 20n, amount: 20n }, 10n],
  ['all in units, and it gets the allowance of another', 10n, 10n, { listed: 20n, amount: 0n }, -10n],
  ['more in units than in money, at half the price', 10n, 6n, { listed: 10n, amount: 5n }, -2n],
  ['half in units, half on the bill, at twice the price', 5n, 5n, { listed: 40n, amount: 20n }, 10n],
  ['in units more than it came to in the end, and it becomes cheaper', 12n, 12n, { listed: 10n, amount: 5n }, -2n]
])('paid %s', (_, prepaid, worth, now, due) => {
  expect(now.amount - paidNow({ prepaid, inUnits: inUnits(worth) }, now)).toBe(due)
})

it('money alone is what it was, whatever the price', () => {
  expect(paidNow({ prepaid: 7n, inUnits: null }, { listed: 1n, amount: 1n })).toBe(7n)
})

it('is kept as prices, without the taxes that were paid with them', () => {
  const tax = [sampleApplied('vat', '20')]
  const paid = (money: bigint, worth: bigint) =>
    paidByPockets({ paid: money, covered: { ...NOTHING_COVERED, worth } }, { ...tariff, tax })
  expect(paid(12n, 0n)).toEqual({ prepaid: 10n, inUnits: null })
  expect(paid(6n, 6n)).toEqual({ prepaid: 10n, inUnits: inUnits(5n) })
})

it('a use that units paid whole owes nothing at any price, and one without them what its price moves by', () => {
  const price = fc.bigInt({ min: 1n, max: 10n ** 15n })
  fc.assert(
    fc.property(price, price, price, (before, after, part) => {
      const prices = { listed: before, charged: before }
      const now = { listed: after, amount: after }
      expect(paidNow({ prepaid: before, inUnits: inUnits(before, prices) }, now)).toBe(after)
      const worth = part % before
      const due = after - paidNow({ prepaid: before, inUnits: inUnits(worth, prices) }, now)
      const exact = (after - before) * (before - worth)
      // to the micro
      expect(due * before - exact).toBeGreaterThan(-before)
      expect(due * before - exact).toBeLessThan(before)
    })
  )
})
