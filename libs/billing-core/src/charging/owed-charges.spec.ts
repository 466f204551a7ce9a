import fc from 'fast-check'
import { sampleApplied } from '../taxes/sample-taxes.ts'
import type { TaxTreatment } from '../taxes/index.ts'
import { roundTo } from '../values/index.ts'
import { DISCOUNTED } from './discounted-key.ts'
import { type ChargeRules, OwedCharges } from './owed-charges.ts'
import { sampleTarget } from './sample-target.ts'
import type { TargetCharge } from './target-charge.ts'

const days = '2026-03-01..2026-04-01'
const reverse = [sampleApplied('vat', '0', { code: 'AE', included: true, relieved: '19' })]
const included = [sampleApplied('vat', '19', { included: true })]

/** A charge, and what is taken off its price; micro. */
function targetsOf(price: bigint, taken: readonly bigint[]): TargetCharge[] {
  const charge = { ...sampleTarget('k', days, '0'), exact: price }
  const discounts = taken.map((amount, index) => {
    const { explanation, ...off } = sampleTarget(`d${index}`, days, '0')
    const inputs = { [DISCOUNTED]: 'k' }
    return { ...off, type: 'discount', exact: -amount, explanation: { ...explanation, inputs } }
  })
  return [charge, ...discounts]
}

function owed(targets: readonly TargetCharge[], tax: TaxTreatment, step = 10_000n): bigint[] {
  const rules: ChargeRules = { roundingOf: () => ({ mode: 'half-up', step }), taxOf: () => tax }
  const owing = new OwedCharges(new Map(targets.map(each => [each.key, each])), rules)
  return targets.map(each => owing.of(each).amount)
}

const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((all, amount) => all + amount, 0n)

describe('what discounts of a price leave of the charge without a tax that is not owed', () => {
  it('is nothing where they take all, and the last one bears the coins', () => {
    const targets = targetsOf(7_096_774n, [3_550_000n, 3_550_000n])
    expect(owed(targets, reverse)).toEqual([5_960_000n, -2_980_000n, -2_980_000n])
    expect(owed(targetsOf(7_096_774n, [7_100_000n]), reverse)).toEqual([5_960_000n, -5_960_000n])
    expect(owed(targetsOf(5_000n, [10_000n]), reverse)).toEqual([0n, 0n])
  })

  it('is explained where it is another amount than the discount alone', () => {
    const targets = targetsOf(7_096_774n, [7_100_000n])
    const rules: ChargeRules = { roundingOf: () => ({ mode: 'half-up', step: 10_000n }), taxOf: () => reverse }
    const owing = new OwedCharges(new Map(targets.map(each => [each.key, each])), rules)
    const [, discount] = targets.map(each => owing.of(each).target)
    expect(discount?.explanation.steps.map(({ result, step }) => `${step} ${result}`)).toEqual([
      'tax -5.966387',
      'rounding -5.960000'
    ])
    expect(discount).toMatchObject({ exact: -5_960_000n, explanation: { amount: '-5.960000' } })
  })

  it('is never below nothing, and of prices that are owed as they are every amount is its own', () => {
    const steps = fc.constantFrom(1_000n, 10_000n, 50_000n, 1_000_000n)
    const amounts = fc.array(fc.bigInt(0n, 60_000_000n), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(fc.bigInt(0n, 99_000_000n), amounts, steps, (price, wished, step) => {
        const rounding = { mode: 'half-up', step } as const
        let left = roundTo(price, rounding)
        const taken = wished.map(wish => {
          const amount = roundTo(wish, rounding) < left ? roundTo(wish, rounding) : left
          left -= amount
          return amount
        })
        const targets = targetsOf(price, taken)
        const [whole = 0n, ...off] = owed(targets, reverse, step)
        expect(whole + sum(off)).toBeGreaterThanOrEqual(0n)
        expect(off.every(amount => amount <= 0n && amount % step === 0n)).toBe(true)
        if (left === 0n) expect(whole + sum(off)).toBe(0n)
        const alone = targets.map(({ exact }) => roundTo(exact, rounding))
        expect([owed(targets, included, step), owed(targets, null, step)]).toEqual([alone, alone])
      })
    )
  })

  it('is as each comes by itself where they are taxed otherwise, or take more than the price', () => {
    const [charge, discount] = targetsOf(7_096_774n, [7_100_000n])
    if (charge === undefined || discount === undefined) throw new Error('there are two')
    const taxOf = ({ type }: TargetCharge) => (type === 'discount' ? reverse : null)
    const rules: ChargeRules = { roundingOf: () => ({ mode: 'half-up', step: 10_000n }), taxOf }
    const owing = new OwedCharges(new Map([charge, discount].map(each => [each.key, each])), rules)
    expect(owing.of(discount).amount).toBe(-5_970_000n)
    expect(owed(targetsOf(7_096_774n, [9_000_000n]), reverse)).toEqual([5_960_000n, -7_560_000n])
    expect(owed([discount], reverse)).toEqual([-5_970_000n])
  })
})
