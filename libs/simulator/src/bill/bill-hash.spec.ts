// Two bills of different inputs have different names.
import type { AccountHistory, HeldIdentity, PlanSegment } from '@farthing/billing-core'
import { BillHash } from './bill-hash.ts'
import type { BillableUsage } from './bill-input.ts'
import type { CarriedCount, CarriedSpent, CarriedTaken, CarriedUsage } from './carried-usage.ts'
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

function hashOf(
  usage: readonly BillableUsage[],
  counts: readonly CarriedCount[] = [],
  more: Pick<CarriedUsage, 'spent' | 'taken'> = {},
  lived: Partial<AccountHistory> = {}
): string {
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
    },
    ...lived
  }
  const carried = [{ at: '2026-04-01', allowances: [], counts, ...more }]
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

  it('tells every part of what caps and allowances over days have counted', () => {
    const spent: CarriedSpent = { subscription: 's', zones: null, days: 7, spent: [{ day: '2026-03-31', micro: 1 }] }
    const spends: readonly CarriedSpent[] = [
      ...[{ service: 'voice' }, { services: null }, { services: ['sms', 'voice'] }, { services: ['sms', 'video'] }].map(
        each => ({ ...spent, ...each })
      ),
      { ...spent, services: null, days: 8 }
    ]
    const taken: CarriedTaken = {
      ...{ subscription: 's', grant: 'talk voice * per 7 days', service: 'voice', days: 7 },
      taken: [{ day: '2026-03-31', ticks: 1 }]
    }
    const covered: readonly CarriedTaken[] = [
      ...[taken, { ...taken, subscription: 't' }, { ...taken, grant: 'other' }, { ...taken, days: 8 }],
      ...[
        { ...taken, taken: [{ day: '2026-03-30', ticks: 1 }] },
        { ...taken, taken: [{ day: '2026-03-31', ticks: 2 }] }
      ]
    ]
    const hashes = [
      hashOf([]),
      ...spends.map(each => hashOf([], [], { spent: [each] })),
      ...covered.map(each => hashOf([], [], { taken: [each] }))
    ]
    expect(new Set(hashes).size).toBe(1 + spends.length + covered.length)
  })

  it('tells whose place it is that taxes go by, since when, and as whom', () => {
    const placed = (places: Readonly<Record<string, object>>): Partial<AccountHistory> => {
      const told = { from: day, place: 'CA-QC', taxId: null }
      const all = Object.entries(places).map(([id, more]) => [id, [{ ...told, ...more }]] as const)
      return { subscriptionPlaces: new Map(all) }
    }
    const lives = [
      ...[{}, { taxPlaces: [{ from: day, place: 'CA-QC', taxId: null }] }, placed({ s: {} }), placed({ t: {} })],
      ...[
        placed({ s: { place: 'CA-ON' } }),
        placed({ s: { from: day.add({ days: 1 }) } }),
        placed({ s: { taxId: 'Q1' } })
      ],
      placed({ s: {}, t: {} })
    ]
    expect(new Set(lives.map(lived => hashOf([], [], {}, lived))).size).toBe(lives.length)
  })

  it('tells suspensions of different kinds', () => {
    const kinds: readonly Partial<PlanSegment>[] = [
      ...[{}, { state: 'suspended' as const }, { state: 'suspended' as const, suspension: 'debt' }],
      { state: 'suspended' as const, suspension: 'holiday' }
    ]
    const hashes = kinds.map(kind => {
      const segments: PlanSegment[] = [{ from: day, until: null, plan: 'home', state: 'active', ...kind }]
      const subscription = {
        id: 's',
        labels: [],
        started: day,
        terminated: null,
        segments,
        features: [],
        identities: []
      }
      return hashOf([], [], {}, { subscriptions: [subscription] })
    })
    expect(new Set(hashes).size).toBe(kinds.length)
  })

  it('tells numbers that were changed, and bill days that nobody asked for', () => {
    const line = (...identities: readonly HeldIdentity[]) => ({
      subscriptions: [{ id: 's', labels: [], started: day, terminated: null, segments: [], features: [], identities }]
    })
    const first = { identity: '61400', from: day, until: null }
    const second = { identity: '61500', from: day.add({ days: 3 }), until: null }
    const moved = { from: day, billDay: 15 }
    const lives: readonly Partial<AccountHistory>[] = [
      ...[line(first), line(first, second), line(first, { ...second, from: day.add({ days: 4 }) })],
      ...[{ billDays: [moved] }, { billDays: [{ ...moved, follows: true as const }] }]
    ]
    expect(new Set(lives.map(lived => hashOf([], [], {}, lived))).size).toBe(lives.length)
  })
})
