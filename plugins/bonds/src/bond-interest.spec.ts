import { chargeTable, testInput } from '@farthing/plugin-sdk/testing'
import { date } from '@farthing/plugin-sdk'
import fc from 'fast-check'
import { bondInterest, heldStretches, interestOf } from './bond-interest.ts'
import type { Bond } from './bond-statement.ts'

const bond: Bond = { amount: 100_000_000n, onTimePayments: null, interest: 3_650_000n }
const story = { plans: [{ title: 'Mobile 40', value: bond }], started: '2026-03-01', through: '2026-12-31' }
const earned = (more: Partial<Parameters<typeof testInput<Bond>>[0]>): string[] =>
  chargeTable(bondInterest.targets(testInput({ ...story, ...more })))

describe('interest on a bond', () => {
  it('is paid when the bond goes back, and not before', () => {
    expect(earned({})).toEqual([])
    expect(earned({ terminated: '2026-03-31' })).toEqual([
      '2026-03-31..2026-04-01 | -0.300000 | Mobile 40: interest on bond'
    ])
    expect(earned({ terminated: '2026-03-31', through: '2026-03-30' })).toEqual([])
  })

  it('is none where the rule says none, and none of no day', () => {
    expect(earned({ terminated: '2026-03-31', plans: [{ value: { ...bond, interest: null } }] })).toEqual([])
    expect(earned({ terminated: '2026-03-01' })).toEqual([])
  })

  it('is of what was not drawn, from the day of the draw on, and says so', () => {
    const deeds = [['2026-03-12', 'draw-bond', { amount: '50.000000' }]] as const
    const [charge] = bondInterest.targets(testInput({ ...story, deeds, terminated: '2026-04-01' }))
    expect(charge).toMatchObject({ exact: -210_000n, ledger: 'expense', category: 'interest' })
    expect(charge?.explanation.steps.map(({ detail, result }) => [detail, result])).toEqual([
      ['100.00 held from 2026-03-01 until 2026-03-12', '11 days'],
      ['50.00 held from 2026-03-12 until 2026-04-01', '20 days'],
      ['3.65% of a year of 365 days', '-0.210000']
    ])
  })

  it('is the sum of the days, rounded once', () => {
    const from = date('2026-03-01')
    const draw = fc.record({ day: fc.integer({ min: 0, max: 500 }), amount: fc.bigInt({ min: 1n, max: 20_000_000n }) })
    fc.assert(
      fc.property(
        fc.array(draw, { maxLength: 5 }),
        fc.integer({ min: 0, max: 400 }),
        fc.bigInt({ min: 1n, max: 100_000_000n }),
        (some, days, rate) => {
          const draws = some.toSorted((a, b) => a.day - b.day)
          let sum = 0n
          for (let day = 0; day < days; day++) {
            sum += draws.reduce((held, each) => (each.day <= day ? held - each.amount : held), bond.amount)
          }
          const whole = { from, until: from.add({ days }), amount: bond.amount }
          const parts = draws.map(({ amount, day }) => ({
            amount,
            done: { ...done, effective: from.add({ days: day }) }
          }))
          const denominator = 36_500_000_000n
          expect(interestOf(heldStretches(whole, parts), rate)).toBe((sum * rate + denominator / 2n) / denominator)
        }
      )
    )
  })
})

const { deeds } = testInput({ ...story, deeds: [['2026-03-01', 'draw-bond', { amount: '1.000000' }]] })
const [done] = deeds.map(each => each) as [(typeof deeds)[number]]
