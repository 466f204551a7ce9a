import { chargeTable, testFeature, testInput } from '@farthing/plugin-sdk/testing'
import { featureCharge } from './feature-charge.ts'
import type { FeatureCharge } from './feature-statement.ts'
import { plugin } from './index.ts'

type Story = Parameters<typeof testInput<FeatureCharge>>[0]

const byDay: FeatureCharge = { amount: 1_000_000n, counts: 'days' }
const byTime: FeatureCharge = { amount: 500_000n, counts: 'times' }

/** '2026-03-03..2026-03-08' on. */
const on = (value: FeatureCharge, ...days: readonly string[]): Story['plans'] =>
  days.map(text => {
    const [from = '', until = ''] = text.split('..')
    return { feature: 'roaming', title: 'Roaming', value, from, until: until === '' ? '9999-12-31' : until }
  })
const charged = (plans: Story['plans'], more: Partial<Story> = {}): string[] =>
  chargeTable(featureCharge.targets(testInput({ plans, started: '2026-03-01', through: '2026-05-01', ...more })))

describe('charge each', () => {
  it.each([
    ['charge 1.00 each day it is on', byDay],
    ['charge 0.50 each time it is turned on', byTime]
  ])('%s', (text, value) => {
    expect(testFeature(plugin, text)).toEqual({ ok: true, values: [value] })
  })

  it.each([
    ['charge 0.00 each day it is on'],
    ['charge 1.00'],
    ['charge 1.00 each day'],
    ['charge 1.00 each time it is on']
  ])('%s is refused', text => {
    expect(testFeature(plugin, text)).toMatchObject({ ok: false, errors: [expect.stringMatching(/^R\d{4} /)] })
  })
})

describe('a feature that is charged by the day', () => {
  it('is taxed by its last day, for it is billed once they are over', () => {
    const plans = on(byDay, '2026-03-03..2026-03-08')
    const [charge] = featureCharge.targets(testInput({ plans, started: '2026-03-01', through: '2026-05-01' }))
    expect(charge?.taxPoint?.toString()).toBe('2026-03-07')
  })

  it('costs its days, one line a cycle, however often it was turned on', () => {
    expect(charged(on(byDay, '2026-03-03..2026-03-08', '2026-03-10..2026-03-12', '2026-03-30..2026-04-03'))).toEqual([
      '2026-03-03..2026-04-01 | 9.000000 | Roaming: days on',
      '2026-04-01..2026-04-03 | 2.000000 | Roaming: days on'
    ])
  })

  it('costs what is over: today is not', () => {
    const plans = on(byDay, '2026-03-03..')
    expect(charged(plans, { through: '2026-03-03' })).toEqual([])
    expect(charged(plans, { through: '2026-03-05' })).toEqual(['2026-03-03..2026-03-05 | 2.000000 | Roaming: days on'])
  })

  it('counts days at another price on a line of their own', () => {
    const dearer = on({ ...byDay, amount: 2_000_000n }, '2026-03-10..2026-03-12')
    expect(charged([...on(byDay, '2026-03-03..2026-03-10'), ...dearer])).toEqual([
      '2026-03-03..2026-03-10 | 7.000000 | Roaming: days on',
      '2026-03-10..2026-03-12 | 4.000000 | Roaming: days on'
    ])
  })

  it('leaves out cycles that ended before the day it is asked from', () => {
    const plans = on(byDay, '2026-03-03..2026-04-20')
    expect(charged(plans, { since: '2026-04-01' })).toEqual(charged(plans))
    expect(charged(plans, { since: '2026-04-02' })).toEqual(charged(plans).slice(1))
  })

  it('says how many days', () => {
    const input = testInput({
      plans: on(byDay, '2026-03-03..2026-03-08'),
      started: '2026-03-01',
      through: '2026-05-01'
    })
    expect(featureCharge.targets(input)).toMatchObject([
      { quantity: '5 days', explanation: { steps: [{ said: '5 days at 1.00' }] } }
    ])
  })
})

describe('a feature that is charged by the time', () => {
  it('costs each time that it was turned on', () => {
    const plans = on(byTime, '2026-03-03..2026-03-08', '2026-03-10..2026-04-12', '2026-04-20..2026-04-21')
    expect(charged(plans)).toEqual([
      '2026-03-03..2026-03-11 | 1.000000 | Roaming: turned on',
      '2026-04-20..2026-04-21 | 0.500000 | Roaming: turned on'
    ])
    expect(charged(plans, { through: '2026-03-03' })).toEqual([
      '2026-03-03..2026-03-04 | 0.500000 | Roaming: turned on'
    ])
    expect(charged(plans, { through: '2026-03-02' })).toEqual([])
  })

  it('is not turned on by a newer version of its rules', () => {
    const input = testInput({
      plans: on(byTime, '2026-03-03..2026-03-08'),
      started: '2026-03-01',
      through: '2026-05-01'
    })
    const pieces = input.pieces.map(piece => ({ ...piece, from: piece.from.add({ days: 1 }) }))
    expect(featureCharge.targets({ ...input, pieces })).toEqual([])
  })
})
