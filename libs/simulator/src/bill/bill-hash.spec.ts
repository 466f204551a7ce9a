// Two bills of different inputs have different names.
import { BillHash } from './bill-hash.ts'
import type { BillableUsage } from './bill-input.ts'
import type { CarriedCount } from './carried-usage.ts'
import { ruleBook } from './rule-book.ts'

const day = Temporal.PlainDate.from('2026-04-01')
const use: BillableUsage = {
  ...{ id: 'u1', subscription: 's', service: 'voice', zone: 'national', startedAt: 1_775_000_000_000 },
  ...{ quantity: 59_000, billed: 60_000, to: '61393334444', from: '61412345678', value: 2_000_000, amount: 100_000 },
  ...{ tariff: 'calls', version: 'v1' }
}
const count: CarriedCount = {
  ...{ table: 'minutes', unit: 'second', subscription: 's', reset: 'month', period: '2026-04' },
  ...{ ticks: 60_000, paid: { offered: 100_000, charged: 90_000 } }
}

function hashOf(usage: readonly BillableUsage[], counts: readonly CarriedCount[] = []): string {
  const history = {
    ...{ account: 'a', zone: 'Australia/Melbourne', currency: 'AUD', opened: day },
    ...{
      billDays: [],
      subscriptions: [],
      items: [],
      deeds: [],
      settlements: [],
      taxPlaces: [],
      taxExemptions: [],
      dropped: []
    }
  }
  const carried = [{ at: '2026-04-01', allowances: [], counts }]
  const days = { billDate: day, previousBillDate: null, since: null }
  const hash = new BillHash({ history, ruleBook: ruleBook([]), carried, billed: [], ...days })
  hash.take(usage)
  return hash.hex()
}

describe('the hash of a bill', () => {
  it('tells every part of a use', () => {
    const changes: readonly Partial<BillableUsage>[] = [
      ...[{ id: 'u2' }, { subscription: 't' }, { service: 'video' }, { zone: 'mobile' }, { startedAt: 1 }],
      ...[{ quantity: 58_000 }, { billed: 61_000 }, { to: '61393334445' }, { from: '' }, { value: null }, { value: 0 }],
      ...[{ amount: 1 }, { tariff: 'other' }, { version: 'v2' }, { tariffSince: '2026-03-01' }]
    ]
    const hashes = changes.map(change => hashOf([use, { ...use, id: 'u1b', ...change }]))
    expect(new Set([hashOf([use, { ...use, id: 'u1b' }]), ...hashes]).size).toBe(changes.length + 1)
  })

  it('tells every part of what tiers have counted', () => {
    const changes: readonly Partial<CarriedCount>[] = [
      ...[{ table: 'other' }, { unit: 'byte' as const }, { subscription: null }, { reset: 'never' as const }],
      ...[{ period: '' }, { ticks: 1 }, { paid: { offered: 1, charged: 90_000 } }],
      { paid: { offered: 100_000, charged: 1 } }
    ]
    const hashes = changes.map(change => hashOf([], [{ ...count, ...change }]))
    expect(new Set([hashOf([], [count]), ...hashes]).size).toBe(changes.length + 1)
  })
})
