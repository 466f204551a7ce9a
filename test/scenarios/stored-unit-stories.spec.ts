// Usage that is stored was counted in the smallest parts of a unit: rules that give the unit other decimals do not price it.
import { accountHistory, type Fact } from '@farthing/billing-core'
import { tariffAt } from '@farthing/rules-language'
import { type BillableUsage, computeBill, ruleBook } from '@farthing/simulator'
import { allPlugins, rulesOf } from './play.ts'

const textOf = (unit: string, price: string): string => `
operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
}
unit ${unit}
tariff lounge for lounge { rates {
  | price              |
  | ${price} per point |
} }
plan points "Points" { tariff lounge }
`

const registry = await allPlugins()
const rules = rulesOf(textOf('points', '0.10'), registry)
const first = Temporal.PlainDate.from('2026-03-01')

function billBy(newer: string) {
  const base = { known: Temporal.Instant.from('2026-03-01T00:00:00Z'), supersedes: null, effective: first }
  const facts: Fact[] = [
    { kind: 'account-opened', id: 'f1', ...base, billDay: 1, zone: 'Australia/Melbourne', currency: 'AUD' },
    { kind: 'subscribed', id: 'f2', ...base, subscription: 's', as: 'Anna', plan: 'points', identities: [] }
  ]
  const history = accountHistory('a', facts)
  const use = { startedAt: first.toZonedDateTime('Australia/Melbourne').epochMilliseconds, quantity: 30 }
  const event = { ...use, to: '', from: '', value: null }
  const tariff = tariffAt(rules, 'lounge', use.startedAt)
  const rated = tariff?.rate(event)
  if (history === null || rated?.ok !== true) throw new Error('the account is opened, and its use is rated')
  const { amount, billed, zone } = rated
  const named = { id: 'u1', subscription: 's', service: 'lounge', tariff: 'lounge', version: rules.version }
  const usage: BillableUsage[] = [{ ...named, ...event, zone, billed, amount }]
  return computeBill({
    ...{ history, registry, usage, carried: [], billed: [], since: null, previousBillDate: null },
    ruleBook: ruleBook([
      { from: null, rules },
      { from: first, rules: rulesOf(newer, registry) }
    ]),
    billDate: Temporal.PlainDate.from('2026-04-01')
  })
}

describe('usage that newer rules price', () => {
  it('costs what they say when they count the same parts', () => {
    expect(billBy(textOf('points', '0.20'))).toMatchObject({ ok: true, invoice: { total: 6_000_000n } })
  })

  it('parks the account when they count others', () => {
    expect(billBy(textOf('points with 1 decimal', '0.20'))).toEqual({
      ok: false,
      reason: 'usage',
      detail:
        'usage u1 of subscription s: it was counted in points (decimals: 0), and tariff lounge counts points (decimals: 1): a unit of other decimals needs another name'
    })
  })
})
