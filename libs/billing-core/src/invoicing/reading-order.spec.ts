import { type ChargeRules, DISCOUNTED, reconcile, type TargetCharge } from '../charging/index.ts'
import { sampleTarget } from '../charging/sample-target.ts'
import { inReadingOrder } from './reading-order.ts'

const cent: ChargeRules = { roundingOf: () => ({ mode: 'half-up', step: 10_000n }), taxOf: () => null }

function read(targets: readonly TargetCharge[], subscriptions: readonly string[] = ['s']): string[] {
  const lines = inReadingOrder(reconcile(targets, [], cent), subscriptions)
  return lines.map(({ amount, from, parts: [{ description }] }) => `${description} ${from} ${Number(amount) / 1e6}`)
}

function discount(key: string, days: string, { amount, of }: { amount: string; of: string }): TargetCharge {
  const target = sampleTarget(key, days, amount, key)
  return { ...target, explanation: { ...target.explanation, inputs: { [DISCOUNTED]: of } } }
}

const MARCH = '2026-03-01..2026-04-01'
const APRIL = '2026-04-01..2026-05-01'
const old = sampleTarget('old', APRIL, '-31', 'old plan')
const plan = sampleTarget('plan', APRIL, '62', 'new plan')
const feature = sampleTarget('feature', APRIL, '5', 'feature:voicemail')

describe('the order in which lines are read', () => {
  it('is credits first, then the plan, then its features', () => {
    expect(read([feature, plan, old])).toEqual([
      'old plan 2026-04-01 -31',
      'new plan 2026-04-01 62',
      'feature:voicemail 2026-04-01 5'
    ])
  })

  it('has each discount behind what it is taken off, several in the order of their days', () => {
    const early = discount('welcome', '2026-04-01..2026-04-11', { amount: '-1', of: 'plan' })
    const late = discount('loyal', '2026-04-11..2026-05-01', { amount: '-2', of: 'plan' })
    const other = discount('gift', APRIL, { amount: '-5', of: 'feature' })
    expect(read([late, other, feature, early, plan])).toEqual([
      'new plan 2026-04-01 62',
      'welcome 2026-04-01 -1',
      'loyal 2026-04-11 -2',
      'feature:voicemail 2026-04-01 5',
      'gift 2026-04-01 -5'
    ])
  })

  it('leaves a discount on its days where what it is taken off stands on an earlier invoice', () => {
    const back = discount('loyal', MARCH, { amount: '-3', of: 'rent of march' })
    const usage = { ...sampleTarget('calls', MARCH, '7', 'calls'), type: 'usage' }
    expect(read([usage, plan, back])).toEqual(['loyal 2026-03-01 -3', 'new plan 2026-04-01 62', 'calls 2026-03-01 7'])
  })

  it('keeps the discounts of a subscription with it', () => {
    const second = { ...sampleTarget('second', MARCH, '20', 'second'), subscription: 't' }
    const off = { ...discount('gift', MARCH, { amount: '-5', of: 'second' }), subscription: 't' }
    expect(read([off, second, plan], ['s', 't'])).toEqual([
      'new plan 2026-04-01 62',
      'second 2026-03-01 20',
      'gift 2026-03-01 -5'
    ])
  })
})
