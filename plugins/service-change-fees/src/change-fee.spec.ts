import { chargeTable, testInput, testStatement } from '@farthing/plugin-sdk/testing'
import { changeFeeCharge } from './change-fee-charge.ts'
import type { ChangeFee } from './change-fee-statement.ts'
import { plugin } from './index.ts'
import { CHANGES } from './service-changes.ts'

type Story = Parameters<typeof testInput<ChangeFee>>[0]

const fee = (change: ChangeFee['change'], amount = 5_000_000n): ChangeFee => ({ amount, change })
const base = { started: '2026-03-01', through: '2026-06-01' }
const charged = (story: Omit<Story, 'started' | 'through'> & Partial<Story>): string[] =>
  chargeTable(changeFeeCharge.targets(testInput({ ...base, ...story })))

describe('fee for each', () => {
  it.each(CHANGES)('%s', change => {
    expect(testStatement(plugin, `fee 5.00 for each ${change}`)).toEqual({ ok: true, values: [fee(change)] })
  })

  it.each([
    ['fee 5.00 for each suspension because of debt', { ...fee('suspension'), because: ['debt'] }],
    ['fee 5.00 for each resumption because of debt, loss', { ...fee('resumption'), because: ['debt', 'loss'] }]
  ])('%s', (text, value) => {
    expect(testStatement(plugin, text)).toEqual({ ok: true, values: [value] })
  })

  it('resumption, but for some, wherever in the plan both stand', () => {
    const [each, none] = ['fee 5.00 for each resumption', 'no fee for each resumption because of debt, loss']
    const [all, but] = [fee('resumption'), { ...fee('resumption', 0n), because: ['debt', 'loss'] }]
    expect(testStatement(plugin, `${each}\n${none}`)).toEqual({ ok: true, values: [all, but] })
    expect(testStatement(plugin, `${none}\n${each}`)).toEqual({ ok: true, values: [but, all] })
  })

  it.each([
    ['fee 0.00 for each suspension', 'a fee of nothing charges nothing'],
    ['fee 5.00 for each renewal', 'R0'],
    ['fee 5.00', 'R0'],
    ['fee 5.00 for each change', 'R0'],
    ['fee 5.00 for each change of number\nfee 6.00 for each change of number', 'each change of number already'],
    ['fee 5.00 for each suspension\nfee 6.00 for each suspension', 'has a fee for each suspension already'],
    ['no fee for each suspension', 'no fee is asked where none is written'],
    ['no fee for each suspension because of loss', 'no fee for each suspension is written from which this could be'],
    [
      'fee 5.00 for each resumption\nfee 5.00 for each suspension because of debt\nno fee for each suspension because of loss',
      'no fee for each suspension is written from which this could be'
    ],
    ['no fee for each suspension because of loss\nfee five for each suspension', 'R00'],
    ['fee 0.00 for each suspension because of debt', 'a fee of nothing charges nothing: write no fee'],
    ['fee 5.00 for each suspension because of dept', 'R0111 there is no kind of suspension named dept'],
    ['fee 5.00 for each suspension because of', 'R00'],
    ['fee 5.00 for each change of plan because of debt', 'a change of plan is because of nothing that rules name'],
    ['no fee for each feature turned on because of debt', 'a feature turned on is because of nothing that rules name'],
    [
      'fee 5.00 for each suspension because of debt, loss\nno fee for each suspension because of loss',
      'has a fee for each suspension because of loss already'
    ]
  ])('%s is refused', (text, message) => {
    expect(testStatement(plugin, text)).toEqual({ ok: false, errors: [expect.stringContaining(message)] })
  })

  it('suspension is charged for every one, none before its day', () => {
    const story = { plans: [{ value: fee('suspension') }], suspended: ['2026-03-10..2026-03-12', '2026-04-05..'] }
    const rows = [
      '2026-03-10..2026-03-11 | 5.000000 | plan-a: suspension',
      '2026-04-05..2026-04-06 | 5.000000 | plan-a: suspension'
    ]
    expect(charged(story)).toEqual(rows)
    expect(charged({ ...story, through: '2026-04-04' })).toEqual(rows.slice(0, 1))
  })

  it('suspension because of something is charged instead of each suspension, also in the place of another', () => {
    const suspended = ['2026-03-10..2026-03-12 debt', '2026-04-05..2026-04-09 holiday', '2026-04-09..2026-04-12 debt']
    const more = ['2026-04-12..2026-04-20 loss', '2026-05-01..2026-05-03']
    const input = testInput({ ...base, plans: [{ value: fee('suspension') }], suspended: [...suspended, ...more] })
    const others = [
      { ...fee('suspension', 9_000_000n), because: ['debt', 'strike'] },
      { ...fee('suspension', 0n), because: ['loss'] },
      { ...fee('resumption', 7_000_000n), because: ['debt', 'loss'] }
    ]
    const pieces = input.pieces.flatMap(piece => [piece, ...others.map(value => ({ ...piece, value }))])
    expect(chargeTable(changeFeeCharge.targets({ ...input, pieces }))).toEqual([
      '2026-03-10..2026-03-11 | 9.000000 | plan-a: suspension because of debt',
      '2026-04-05..2026-04-06 | 5.000000 | plan-a: suspension',
      '2026-04-09..2026-04-10 | 9.000000 | plan-a: suspension because of debt',
      '2026-05-01..2026-05-02 | 5.000000 | plan-a: suspension',
      '2026-03-12..2026-03-13 | 7.000000 | plan-a: resumption because of debt',
      '2026-04-20..2026-04-21 | 7.000000 | plan-a: resumption because of loss'
    ])
  })

  it('resumption is not charged where the subscription ended suspended', () => {
    const plans = [{ value: fee('resumption') }]
    expect(charged({ plans, suspended: ['2026-03-10..2026-03-12', '2026-04-05..'], terminated: '2026-05-01' })).toEqual(
      ['2026-03-12..2026-03-13 | 5.000000 | plan-a: resumption']
    )
  })

  it('change of plan is charged by the plan that is left', () => {
    const plans = [
      { plan: 'a', title: 'A', value: fee('change of plan') },
      { plan: 'b', title: 'B', value: fee('change of plan', 7_000_000n), from: '2026-03-16' },
      { plan: 'c', title: 'C', value: fee('change of plan', 9_000_000n), from: '2026-04-01' }
    ]
    expect(charged({ plans })).toEqual([
      '2026-03-16..2026-03-17 | 5.000000 | A: change of plan',
      '2026-04-01..2026-04-02 | 7.000000 | B: change of plan'
    ])
  })

  it.each([
    ['feature turned on', ['2026-03-20..2026-03-21 | 5.000000 | plan-a: voicemail turned on']],
    ['feature turned off', ['2026-03-10..2026-03-11 | 5.000000 | plan-a: voicemail turned off']]
  ] as const)('%s is no matter of starts and ends', (change, rows) => {
    const input = testInput({ ...base, plans: [{ value: fee(change) }], terminated: '2026-04-01' })
    const [from, until] = [input.subscription.started, input.subscription.terminated]
    const features = [
      { feature: 'voicemail', from, until: from.add({ days: 9 }) },
      { feature: 'voicemail', from: from.add({ days: 19 }), until }
    ]
    const targets = changeFeeCharge.targets({ ...input, subscription: { ...input.subscription, features } })
    expect(chargeTable(targets)).toEqual(rows)
  })

  it('keeps its key when the change is dated anew', () => {
    const keys = ['2026-03-10..', '2026-03-20..'].map(
      day =>
        changeFeeCharge.targets(testInput({ ...base, plans: [{ value: fee('suspension') }], suspended: [day] }))[0]?.key
    )
    expect(keys).toEqual(['service-change:s1:suspension:1', 'service-change:s1:suspension:1'])
  })
})
