import { chargeTable, testInput } from '@farthing/plugin-sdk/testing'
import { setupCharge } from './setup.ts'
import type { Setup } from './setup.ts'

const ten: Setup = { amount: 10_000_000n, when: 'start' }

const charged = (story: Parameters<typeof testInput<Setup>>[0]): string[] =>
  chargeTable(setupCharge.targets(testInput(story)))

describe('a setup fee', () => {
  it('is charged on the day of subscription', () => {
    const story = { plans: [{ title: 'Mobile 40', value: ten }], started: '2026-03-16', through: '2026-04-01' }
    expect(charged(story)).toEqual(['2026-03-16..2026-03-17 | 10.000000 | Mobile 40: setup'])
  })

  it('waits for the subscription to begin', () => {
    expect(charged({ plans: [{ value: ten }], started: '2026-03-16', through: '2026-03-15' })).toEqual([])
  })

  it('is not asked for again when the plan changes', () => {
    const plans = [{ value: ten }, { plan: 'plan-b', value: { ...ten, amount: 25_000_000n }, from: '2026-03-20' }]
    expect(charged({ plans, started: '2026-03-16', through: '2026-04-01' })).toEqual([
      '2026-03-16..2026-03-17 | 10.000000 | plan-a: setup'
    ])
  })

  it('is not asked for by a plan that came later and has one', () => {
    const plans = [{ plan: 'plan-b', value: ten, from: '2026-03-20' }]
    expect(charged({ plans, started: '2026-03-16', through: '2026-04-01' })).toEqual([])
  })

  it('of a feature is charged each time that it is turned on, and not by a newer version of its rules', () => {
    const voicemail = { feature: 'voicemail', value: { ...ten, when: 'each time' as const } }
    const plans = [
      { ...voicemail, from: '2026-03-18', until: '2026-03-20' },
      { ...voicemail, from: '2026-03-25', until: '2026-04-10' },
      { ...voicemail, from: '2026-04-20', until: '2026-04-30' }
    ]
    expect(charged({ plans, started: '2026-03-16', through: '2026-04-01' })).toEqual([
      '2026-03-18..2026-03-19 | 10.000000 | voicemail: setup',
      '2026-03-25..2026-03-26 | 10.000000 | voicemail: setup'
    ])
    const newer = testInput({ plans: plans.slice(0, 1), started: '2026-03-16', through: '2026-04-01' })
    const pieces = newer.pieces.map(piece => ({ ...piece, from: piece.from.add({ days: 1 }) }))
    expect(setupCharge.targets({ ...newer, pieces })).toEqual([])
  })

  const away = (when: Setup['when']) => [
    { title: 'A', plan: 'a', value: { ...ten, when } },
    { title: 'B', plan: 'b', value: { ...ten, when }, from: '2026-03-20' },
    { title: 'A', plan: 'a', value: { ...ten, when }, from: '2026-03-25' }
  ]

  it('the first time is charged when the subscription comes to the plan, by a change too, and not when it comes back', () => {
    const story = { plans: away('the first time'), started: '2026-03-16', through: '2026-04-01' }
    expect(charged(story)).toEqual([
      '2026-03-16..2026-03-17 | 10.000000 | A: setup',
      '2026-03-20..2026-03-21 | 10.000000 | B: setup'
    ])
  })

  it('each time is charged again when it comes back', () => {
    const story = { plans: away('each time'), started: '2026-03-16', through: '2026-04-01' }
    expect(charged(story).at(2)).toBe('2026-03-25..2026-03-26 | 10.000000 | A: setup')
    expect(charged({ ...story, suspended: ['2026-03-18..2026-03-19'] })).toHaveLength(3)
  })

  it('of a feature that asks once is charged the first time that it is turned on', () => {
    const voicemail = { feature: 'voicemail', value: { ...ten, when: 'the first time' as const } }
    const plans = [
      { ...voicemail, from: '2026-03-18', until: '2026-03-20' },
      { ...voicemail, from: '2026-03-25', until: '2026-04-10' }
    ]
    expect(charged({ plans, started: '2026-03-16', through: '2026-04-01' })).toEqual([
      '2026-03-18..2026-03-19 | 10.000000 | voicemail: setup'
    ])
  })

  it('keeps its key when the start is corrected', () => {
    const keys = ['2026-03-16', '2026-03-10'].map(
      started => setupCharge.targets(testInput({ plans: [{ value: ten }], started, through: '2026-04-01' }))[0]?.key
    )
    expect(keys).toEqual(['setup:s1:1:start', 'setup:s1:1:start'])
  })
})
