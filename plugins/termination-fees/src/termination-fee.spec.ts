import { chargeTable, testInput, testStatement, valueOf } from '@farthing/plugin-sdk/testing'
import { plugin } from './index.ts'
import { terminationCharge } from './termination-charge.ts'
import type { TerminationFee } from './termination-statement.ts'

const fee = (text: string): TerminationFee => valueOf(plugin, `termination fee ${text}`) as TerminationFee
const months = (count: number) => ({ unit: 'month', count })

describe('termination fee', () => {
  it.each([
    ['50.00', { amount: 50_000_000n, after: null, within: null }],
    ['50.00 within 6 months', { amount: 50_000_000n, after: null, within: months(6) }],
    ['50.00 after 6 months within 1 year', { amount: 50_000_000n, after: months(6), within: months(12) }],
    ['50.00 after 2 weeks within 30 days', { amount: 50_000_000n, after: { unit: 'week', count: 2 } }]
  ])('%s', (text, value) => {
    expect(fee(text)).toMatchObject(value)
  })

  it.each([
    [['0.00'], 'R0120 a fee of nothing'],
    [['50.00 after 6 months within 6 months'], 'R0494 this ends before it begins'],
    [['50.00 after 10 days within 1 month'], 'R0494'],
    [['100.00', '50.00 after 6 months'], 'R0493 on some day this and line'],
    [['100.00 within 6 months', '50.00'], 'R0493'],
    [['100.00 within 6 months', '50.00 after 5 months'], 'R0493'],
    [['100.00 within 30 days', '50.00 after 1 month'], 'R0493'],
    [['50.00 after 6 months', '100.00 within 6 months'], 'R0493']
  ])('%j is refused', (texts, error) => {
    const tested = testStatement(plugin, texts.map(text => `termination fee ${text}`).join('\n'))
    expect(tested).toMatchObject({ ok: false, errors: [expect.stringContaining(error)] })
  })

  it('may follow one another in time', () => {
    const texts = ['100.00 within 2 weeks', '50.00 after 14 days within 30 days', '20.00 after 90 days']
    expect(testStatement(plugin, texts.map(text => `termination fee ${text}`).join('\n'))).toMatchObject({ ok: true })
  })
})

describe('the charge for an end', () => {
  const value = fee('50.00 within 6 months')
  const charged = (terminated: string | undefined, more = {}): string[] => {
    const story = { plans: [{ title: 'Home', value }], started: '2026-08-31', through: '2027-12-31', ...more }
    return chargeTable(terminationCharge.targets(testInput({ ...story, ...(terminated && { terminated }) })))
  }

  it('is made on the first day without service, within the term', () => {
    expect(charged('2026-12-24')).toEqual(['2026-12-24..2026-12-25 | 50.000000 | Home: termination fee'])
    expect(charged('2026-12-24', { through: '2026-12-23' })).toEqual([])
    expect(charged(undefined)).toEqual([])
  })

  it('ends with the term, which ends on the last day of a shorter month', () => {
    expect(charged('2027-02-27')).toHaveLength(1)
    expect(charged('2027-02-28')).toEqual([])
  })

  it('is asked by the plan of the last day', () => {
    const plans = [
      { plan: 'a', title: 'A', value },
      { plan: 'b', title: 'B', value: fee('20.00'), from: '2026-10-01' }
    ]
    expect(charged('2026-10-01', { plans })).toEqual(['2026-10-01..2026-10-02 | 50.000000 | A: termination fee'])
    expect(charged('2026-10-02', { plans })).toEqual(['2026-10-02..2026-10-03 | 20.000000 | B: termination fee'])
  })

  it('is one charge of its plan, on whatever day it comes', () => {
    const targets = ['2026-10-01', '2026-11-01'].map(terminated =>
      terminationCharge.targets(
        testInput({ plans: [{ value }], started: '2026-08-31', terminated, through: '2027-01-01' })
      )
    )
    expect(targets.map(([target]) => target?.key)).toEqual(['termination:s1:plan-a', 'termination:s1:plan-a'])
  })
})
