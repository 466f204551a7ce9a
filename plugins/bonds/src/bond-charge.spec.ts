import { chargeTable, testInput } from '@farthing/plugin-sdk/testing'
import { bondCharge } from './bond-charge.ts'
import type { Bond } from './bond-statement.ts'

const bond: Bond = { amount: 200_000_000n, onTimePayments: 3, interest: null }
const story = { plans: [{ title: 'Mobile 40', value: bond }], started: '2026-01-10', through: '2026-12-31' }
const taken = '2026-01-10..2026-01-11 | 200.000000 | Mobile 40: bond'

const charged = (more: Partial<Parameters<typeof testInput<Bond>>[0]>): string[] =>
  chargeTable(bondCharge.targets(testInput({ ...story, ...more })))

describe('a bond', () => {
  it.each([
    [
      'of which credit notes took all',
      ['2026-02-15 paid 2026-02-14', '2026-03-15 paid 2026-03-15 by notes', '2026-04-15 paid 2026-04-02 by notes']
    ],
    ['of one bill', ['2026-02-15 paid 2026-02-14', '2026-02-15 paid 2026-02-14', '2026-02-15 paid 2026-02-15']]
  ])('counts no invoices %s', (_, settlements) => {
    expect(charged({ settlements })).toEqual([taken])
  })

  it('counts a bill of several invoices by the last of them that was paid', () => {
    const row = ['2026-02-15 paid 2026-02-14', '2026-03-15 paid 2026-03-15', '2026-03-15 paid 2026-03-16']
    expect(charged({ settlements: [...row, '2026-04-15 paid 2026-04-10', '2026-05-15 paid 2026-05-01'] })).toEqual([
      taken
    ])
    const later = ['2026-04-15 paid 2026-04-10', '2026-05-15 paid 2026-05-01', '2026-06-15 paid 2026-06-01']
    const returned = '2026-06-01..2026-06-02 | -200.000000 | Mobile 40: bond returned'
    expect(charged({ settlements: [...row, ...later] })).toEqual([taken, returned])
    expect(charged({ settlements: [...row, ...later, '2026-06-15 paid 2026-06-20'] })).toEqual([taken, returned])
  })

  it('is taken at subscription and held while nothing earns it back', () => {
    expect(charged({})).toEqual([taken])
    expect(charged({ through: '2026-01-09' })).toEqual([])
  })

  it('is booked as money held, never as revenue', () => {
    const charges = bondCharge.targets(testInput({ ...story, terminated: '2026-02-01' }))
    expect(charges.map(({ ledger }) => ledger)).toEqual(['bond', 'bond'])
  })

  it('goes back on the day of the last of enough payments on time in a row', () => {
    const settlements = ['2026-02-15 paid 2026-02-14', '2026-03-15 paid 2026-03-15', '2026-04-15 paid 2026-04-02']
    expect(charged({ settlements })).toEqual([taken, '2026-04-02..2026-04-03 | -200.000000 | Mobile 40: bond returned'])
    expect(charged({ settlements, through: '2026-04-01' })).toEqual([taken])
  })

  it('starts the row again after a late payment', () => {
    const settlements = ['2026-02-15 paid 2026-02-14', '2026-03-15 paid 2026-03-20', '2026-04-15 paid 2026-04-02']
    expect(charged({ settlements })).toEqual([taken])
    const later = [...settlements, '2026-05-15 paid 2026-05-01', '2026-06-15 paid 2026-06-01']
    expect(charged({ settlements: later }).at(1)).toBe(
      '2026-06-01..2026-06-02 | -200.000000 | Mobile 40: bond returned'
    )
  })

  it('stays returned when an older invoice is paid late afterwards', () => {
    const settlements = ['2026-02-15 paid 2026-02-14', '2026-04-15 paid 2026-04-02', '2026-05-15 paid 2026-05-01']
    const late = [...settlements, '2026-03-15 paid 2026-06-01']
    expect(charged({ settlements: late })).toEqual(charged({ settlements }))
    expect(charged({ settlements })).toHaveLength(2)
  })

  it('goes back at termination, and only once', () => {
    expect(charged({ terminated: '2026-03-01' })).toEqual([
      taken,
      '2026-03-01..2026-03-02 | -200.000000 | Mobile 40: bond returned'
    ])
    const settlements = ['2026-02-15 paid 2026-02-14', '2026-03-15 paid 2026-03-15', '2026-04-15 paid 2026-04-02']
    const both = charged({ settlements, terminated: '2026-06-01' })
    expect(both).toEqual([taken, '2026-04-02..2026-04-03 | -200.000000 | Mobile 40: bond returned'])
  })

  it('is held to the end when the rule names no payments', () => {
    const plans = [{ title: 'Mobile 40', value: { ...bond, onTimePayments: null } }]
    const settlements = ['2026-02-15 paid 2026-02-14', '2026-03-15 paid 2026-03-15', '2026-04-15 paid 2026-04-02']
    expect(charged({ plans, settlements })).toEqual([taken])
  })

  it('does not count payments from before it was taken', () => {
    const settlements = ['2026-01-05 paid 2026-01-05', '2026-02-15 paid 2026-02-14', '2026-03-15 paid 2026-03-15']
    expect(charged({ settlements })).toEqual([taken])
  })

  it('says why it went back', () => {
    const [, back] = bondCharge.targets(testInput({ ...story, terminated: '2026-03-01' }))
    expect(back?.explanation.steps).toEqual([
      { step: 'amount', detail: 'the subscription ended', result: '-200.000000' }
    ])
  })
})

describe('a bond of a plan that is changed to', () => {
  const of = (plan: string, amount: bigint, from: string, onTimePayments: number | null = 3) => {
    return { plan, title: plan, from, value: { ...bond, amount: amount * 1_000_000n, onTimePayments } }
  }
  const changed = (plans: readonly ReturnType<typeof of>[], more: object = {}) => charged({ plans, ...more })

  it('is taken on the day of the change, and the one before goes back: the difference is owed', () => {
    expect(changed([of('s', 100n, '2026-01-10'), of('l', 300n, '2026-03-01')])).toEqual([
      '2026-01-10..2026-01-11 | 100.000000 | s: bond',
      '2026-03-01..2026-03-02 | -100.000000 | s: bond returned',
      '2026-03-01..2026-03-02 | 300.000000 | l: bond'
    ])
  })

  it('is not taken by another version of the plan', () => {
    const later = { ...of('s', 300n, '2026-03-01'), version: 'sha256:later' }
    expect(changed([of('s', 100n, '2026-01-10'), later])).toEqual(['2026-01-10..2026-01-11 | 100.000000 | s: bond'])
  })

  it('is not earned by payments from before a plan without one, and by those under the bond before it', () => {
    const paid = ['2026-02-15 paid 2026-02-14', '2026-03-15 paid 2026-03-15', '2026-04-15 paid 2026-04-02']
    const two = [of('s', 100n, '2026-01-10'), of('l', 300n, '2026-03-20')]
    expect(changed(two, { settlements: paid }).at(-1)).toBe('2026-04-02..2026-04-03 | -300.000000 | l: bond returned')
    const late = [of('l', 300n, '2026-03-20')]
    const segments = { started: '2026-03-20', settlements: paid }
    expect(charged({ plans: late, ...segments })).toHaveLength(1)
  })

  it('that payments have earned already is not taken', () => {
    const paid = ['2026-02-15 paid 2026-02-14', '2026-03-15 paid 2026-03-15']
    const plans = [of('s', 100n, '2026-01-10', 12), of('l', 300n, '2026-05-01', 2)]
    expect(changed(plans, { settlements: paid })).toEqual([
      '2026-01-10..2026-01-11 | 100.000000 | s: bond',
      '2026-05-01..2026-05-02 | -100.000000 | s: bond returned'
    ])
  })

  it('gives back what was not drawn of the one before, and is drawn on from then', () => {
    const draws = [
      ['2026-02-01', 'draw-bond', { amount: '40.000000' }],
      ['2026-04-01', 'draw-bond', { amount: '50.000000' }]
    ] as const
    const plans = [of('s', 100n, '2026-01-10'), of('l', 300n, '2026-03-01')]
    expect(changed(plans, { deeds: draws, terminated: '2026-06-01' })).toEqual([
      '2026-01-10..2026-01-11 | 100.000000 | s: bond',
      '2026-03-01..2026-03-02 | -60.000000 | s: bond returned',
      '2026-03-01..2026-03-02 | 300.000000 | l: bond',
      '2026-06-01..2026-06-02 | -250.000000 | l: bond returned',
      '2026-02-01..2026-02-02 | -40.000000 | s: bond drawn',
      '2026-04-01..2026-04-02 | -50.000000 | l: bond drawn'
    ])
  })
})
