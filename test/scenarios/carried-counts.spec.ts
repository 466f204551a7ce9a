// Counts that were carried before anybody noted what was charged for them were charged as their table says.
import { accountHistory, type Fact } from '@farthing/billing-core'
import { tariffAt } from '@farthing/rules-language'
import { type BillableUsage, type CarriedUsage, computeBill, ruleBook } from '@farthing/simulator'
import { allPlugins, rulesOf } from './play.ts'

const registry = await allPlugins()
const rules = rulesOf(
  `operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
}
tiers minutes = volume {
  counted per account, reset every month
  | up to    | price        |
  | 1000 min | 0.10 per min |
  | *        | 0.05 per min |
}
tariff calls for voice { rates {
  | price         |
  | tiers minutes |
} }
plan plain "Plain" { tariff calls }
`,
  registry
)
const zone = 'Australia/Melbourne'
const opened = Temporal.PlainDate.from('2026-03-01')

function call(id: string, day: string, minutes: number): BillableUsage {
  const startedAt = Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds
  const event = { startedAt, quantity: minutes * 60_000, to: '', from: '', value: null }
  const rated = tariffAt(rules, 'calls', startedAt)?.rate(event)
  if (rated?.ok !== true) throw new Error('every call has a rate')
  const { amount, billed, zone: called } = rated
  const named = { id, subscription: 's', service: 'voice', tariff: 'calls', version: rules.version }
  return { ...named, ...event, zone: called, billed, amount }
}

function billOn(day: string, usage: readonly BillableUsage[], carried: readonly CarriedUsage[], since: string | null) {
  const base = { known: Temporal.Instant.from('2026-03-01T00:00:00Z'), supersedes: null, effective: opened }
  const facts: Fact[] = [
    { kind: 'account-opened', id: 'f1', ...base, billDay: 15, zone, currency: 'AUD' },
    { kind: 'subscribed', id: 'f2', ...base, subscription: 's', as: 'Anna', plan: 'plain', identities: [] }
  ]
  const history = accountHistory('a', facts)
  if (history === null) throw new Error('the account is opened')
  const bill = computeBill({
    ...{ history, registry, usage, carried, billed: [], previousBillDate: null },
    ruleBook: ruleBook([{ from: null, rules }]),
    billDate: Temporal.PlainDate.from(day),
    since: since === null ? null : Temporal.PlainDate.from(since)
  })
  if (!bill.ok) throw new Error(bill.detail)
  return bill
}

describe('counts that are carried', () => {
  it('are read with what was charged for them and without', () => {
    const { carried } = billOn('2026-03-16', [call('u1', '2026-03-10', 1000)], [], null)
    expect(carried.flatMap(({ counts = [] }) => counts)).toMatchObject([
      { ticks: 60_000_000, paid: { offered: 100_000_000, charged: 100_000_000 } }
    ])
    const older = carried.map(({ counts = [], ...rest }) => {
      return { ...rest, counts: counts.map(({ paid: _paid, ...count }) => count) }
    })
    for (const known of [carried, older]) {
      const { usage } = billOn('2026-04-15', [call('u2', '2026-03-20', 1)], known, '2026-03-16')
      expect(usage).toMatchObject([{ id: 'u2', amount: -49_950_000 }])
    }
  })
})
