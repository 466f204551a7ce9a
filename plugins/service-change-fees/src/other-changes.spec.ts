// Fees for what is changed beside plan, state and features: numbers, contracts, whose it is, and when it is billed.
import type { AccountChargeInput, AccountHistory, ChargeInput, SubscriptionHistory } from '@farthing/plugin-sdk'
import { chargeTable, testInput } from '@farthing/plugin-sdk/testing'
import { billDayFeeCharge } from './bill-day-fee-charge.ts'
import { changeFeeCharge, moveFeeCharge } from './change-fee-charge.ts'
import type { ChangeFee } from './change-fee-statement.ts'

const day = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text)
const fee = (change: ChangeFee['change'], amount = 5_000_000n): ChangeFee => ({ amount, change })
const two = (change: ChangeFee['change']) => [
  { plan: 'a', title: 'A', value: fee(change) },
  { plan: 'b', title: 'B', value: fee(change, 7_000_000n), from: '2026-04-01' }
]
const story = { started: '2026-03-01', through: '2026-06-01' }

function withHistory(input: ChargeInput<ChangeFee>, more: Partial<SubscriptionHistory>): ChargeInput<ChangeFee> {
  return { ...input, subscription: { ...input.subscription, ...more } }
}

describe('a change of number', () => {
  const held = (...rows: readonly string[]) =>
    rows.map(row => {
      const [identity = '', from = '', until = ''] = row.split(/ |\.\./)
      return { identity, from: day(from), until: until === '' ? null : day(until) }
    })
  const feesFor = (...rows: readonly string[]) =>
    changeFeeCharge.targets(
      withHistory(testInput({ ...story, plans: two('change of number') }), { identities: held(...rows) })
    )

  it('is charged for each, in order of days, by the plan of the day', () => {
    const fees = feesFor(
      'p1 2026-03-01..2026-04-01',
      'p2 2026-04-01..',
      'q1 2026-03-01..2026-03-05',
      'q2 2026-03-05..2026-04-20',
      'q3 2026-04-20..'
    )
    expect(chargeTable(fees)).toEqual([
      '2026-03-05..2026-03-06 | 5.000000 | A: change of number',
      '2026-04-01..2026-04-02 | 7.000000 | B: change of number',
      '2026-04-20..2026-04-21 | 7.000000 | B: change of number'
    ])
    expect(fees.map(({ key }) => key)).toEqual([1, 2, 3].map(number => `service-change:s1:change of number:${number}`))
  })

  it('is not what a number is that comes with the start, that was never left, or that comes after the bill', () => {
    expect(feesFor('p1 2026-03-01..')).toEqual([])
    expect(feesFor('p1 2026-03-01..2026-03-10', 'p1 2026-03-10..')).toEqual([])
    expect(feesFor('p1 2026-03-01..2026-06-02', 'p2 2026-06-02..')).toEqual([])
  })

  it('that is dated anew keeps its key', () => {
    const keys = ['2026-03-10', '2026-03-20'].map(on => feesFor(`p1 2026-03-01..${on}`, `p2 ${on}..`)[0]?.key)
    expect(new Set(keys).size).toBe(1)
  })
})

describe('a change of contract', () => {
  const feesFor = (deeds: readonly (readonly [string, string])[], terminated?: string) =>
    chargeTable(
      changeFeeCharge.targets(
        testInput({ ...story, plans: two('change of contract'), deeds, ...(terminated && { terminated }) })
      )
    )

  it('is charged once for each day, and no other deed is one', () => {
    expect(
      feesFor([
        ['2026-03-01', 'sign-contract'],
        ['2026-03-10', 'change-contract'],
        ['2026-03-10', 'change-contract'],
        ['2026-04-10', 'change-contract'],
        ['2026-04-20', 'give-notice']
      ])
    ).toEqual([
      '2026-03-10..2026-03-11 | 5.000000 | A: change of contract',
      '2026-04-10..2026-04-11 | 7.000000 | B: change of contract'
    ])
  })

  it('cannot be after the end', () => {
    expect(feesFor([['2026-04-10', 'change-contract']], '2026-04-10')).toEqual([])
  })
})

describe('a move to another account', () => {
  const whose = (...rows: readonly string[]) => ({
    holders: rows.map((row, index) => {
      const [account = '', from = ''] = row.split(' ')
      const until = rows[index + 1]?.split(' ')[1]
      return { account, from: day(from), until: until === undefined ? null : day(until) }
    })
  })
  const feesFor = (...rows: readonly string[]) =>
    moveFeeCharge.targets(withHistory(testInput({ ...story, plans: two('move to another account') }), whose(...rows)))

  it('is paid for each that gives it away, by the plan of the last day', () => {
    const fees = feesFor('A-000001 2026-03-01', 'x 2026-03-10', 'A-000001 2026-03-20', 'y 2026-04-01')
    expect(chargeTable(fees)).toEqual([
      '2026-03-10..2026-03-11 | 5.000000 | A: move to another account',
      '2026-04-01..2026-04-02 | 5.000000 | A: move to another account'
    ])
    expect(fees.map(({ key }) => key)).toEqual([
      'service-move:s1:move to another account:1',
      'service-move:s1:move to another account:2'
    ])
  })

  it('is nothing to who takes it, to who always had it, and to who had it back on the same day', () => {
    expect(feesFor('x 2026-03-01', 'A-000001 2026-03-10')).toEqual([])
    expect(feesFor('A-000001 2026-03-01', 'A-000001 2026-03-10')).toEqual([])
    expect(moveFeeCharge.targets(testInput({ ...story, plans: two('move to another account') }))).toEqual([])
  })
})

describe('a change of the bill day', () => {
  function feesFor(billDays: AccountHistory['billDays'], ...lines: readonly ChargeInput<ChangeFee>[]) {
    const subscriptions = lines.map(({ pieces, subscription }) => ({ pieces, subscription }))
    const input = { history: { billDays }, subscriptions, through: day('2026-06-01'), currency: 'AUD' }
    return billDayFeeCharge.targets(input as unknown as AccountChargeInput<ChangeFee>)
  }
  const billDays = [
    { from: day('2026-03-01'), billDay: 1 },
    { from: day('2026-03-10'), billDay: 15 },
    { from: day('2026-03-20'), billDay: 7, follows: true as const },
    { from: day('2026-04-10'), billDay: 20 },
    { from: day('2026-06-02'), billDay: 21 }
  ]

  it('is paid once by the account, and not where it comes with a parent', () => {
    const other = testInput({ ...story, plans: [{ plan: 'c', value: fee('change of bill day', 9_000_000n) }] })
    const fees = feesFor(billDays, testInput({ ...story, plans: two('change of bill day') }), other)
    expect(chargeTable(fees)).toEqual([
      '2026-03-10..2026-03-11 | 5.000000 | A: change of bill day',
      '2026-04-10..2026-04-11 | 7.000000 | B: change of bill day'
    ])
    expect(fees.map(({ key, subscription }) => [key, subscription])).toEqual([
      ['bill-day-change:account:change of bill day:1', null],
      ['bill-day-change:account:change of bill day:2', null]
    ])
  })

  it('is asked for by plans of subscriptions alone that the account has on that day', () => {
    const plans = two('change of bill day')
    const gone = testInput({ ...story, plans: plans.slice(0, 1), terminated: '2026-03-10' })
    const elsewhere = withHistory(testInput({ ...story, plans }), { held: [{ from: day('2026-03-11'), until: null }] })
    expect(chargeTable(feesFor(billDays, gone, elsewhere))).toEqual([
      '2026-04-10..2026-04-11 | 7.000000 | B: change of bill day'
    ])
    expect(feesFor(billDays)).toEqual([])
  })
})
