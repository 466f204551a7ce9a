// One event on the bill, down to the tier, minimum or run-out rule that had a part in it.
import { accountHistory, type Fact } from '@farthing/billing-core'
import { formatDecimal } from '@farthing/billing-core/values'
import { tariffAt } from '@farthing/rules-language'
import { type BillableUsage, ruleBook, settledUses, verdictsOn } from '@farthing/simulator'
import { allPlugins, rulesOf } from './play.ts'

const text = `
operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
}

tiers shared = volume {
  counted per account, reset every cycle
  | up to | price       |
  | 10 GB | 2.00 per GB |
  | *     | 1.00 per GB |
}
tariff counted for data { rates {
  | price        |
  | tiers shared |
} }
tariff plain for data { rates {
  | price       |
  | 0.10 per GB |
} }

plan counted "Counted" { tariff counted }
plan daily "Daily" {
  tariff plain
  minimum data at 0.50 per day
}
plan slow "Slow" {
  tariff plain
  include 2 GB of data
  when data runs out: throttle to 64 kbit per second until next cycle
}
plan back "Back" {
  until 2026-03-20
  tariff plain
}
plan back "Back" {
  from 2026-03-20
  holds retroactively from 2026-03-01
  tariff counted
}
`

const registry = await allPlugins()
const rules = rulesOf(text, registry)
const first = Temporal.PlainDate.from('2026-03-01')

function inputOf(plan: string, gigabytes: readonly number[]) {
  const base = { known: Temporal.Instant.from('2026-03-01T00:00:00Z'), supersedes: null, effective: first }
  const facts: Fact[] = [
    { kind: 'account-opened', id: 'f1', ...base, billDay: 1, zone: 'Australia/Melbourne', currency: 'AUD' },
    { kind: 'subscribed', id: 'f2', ...base, subscription: 's', as: 'Anna', plan, identities: [] }
  ]
  const history = accountHistory('a', facts)
  if (history === null) throw new Error('the account is opened')
  const usage = gigabytes.map((amount, index) =>
    billable(plan, `u${index + 1}`, { hour: 10 + index, gigabytes: amount })
  )
  const billDate = Temporal.PlainDate.from('2026-04-01')
  return { history, ruleBook: ruleBook([{ from: null, rules }]), registry, usage, carried: [], billDate, since: null }
}

function billable(plan: string, id: string, { hour, gigabytes }: { hour: number; gigabytes: number }): BillableUsage {
  const startedAt = first.toZonedDateTime({ timeZone: 'Australia/Melbourne', plainTime: { hour } }).epochMilliseconds
  const tariff = tariffAt(rules, plan === 'counted' ? 'counted' : 'plain', startedAt)
  const use = { startedAt, quantity: gigabytes * 1e9, to: '', from: '', value: null }
  const rated = tariff?.rate(use)
  if (tariff === undefined || rated?.ok !== true) throw new Error('every use has a rate')
  const { amount, billed, zone } = rated
  const named = { tariff: tariff.name, version: rules.version }
  return { id, subscription: 's', service: 'data', zone, ...use, billed, amount, ...named }
}

function stepsOf(plan: string, gigabytes: readonly number[], id: string): string[] {
  const settled = settledUses(inputOf(plan, gigabytes), new Set([id]))
  const use = settled.ok ? settled.uses.get(id) : undefined
  if (use === undefined) throw new Error(`nothing of ${id}`)
  const steps = use.explanation.steps.filter(({ step }) => step !== 'quantity' && step !== 'amount')
  return [
    formatDecimal(BigInt(use.amount), 2),
    ...steps.map(({ detail, result, step }) => `${step}: ${detail} -> ${result}`)
  ]
}

function verdicts(plan: string, gigabytes: readonly number[], [id, kind]: readonly [string, string]): string[] {
  const found = verdictsOn(inputOf(plan, gigabytes), id)
  if (found?.ok !== true) throw new Error('there are verdicts')
  return found.verdicts
    .filter(each => each.kind === kind)
    .map(({ applied, condition, rule }) => `${applied ? 'yes' : 'no'} ${rule.line}: ${condition}`)
}

describe('an event on the bill', () => {
  it('names the tier that it reached, and the one that holds no more', () => {
    expect(stepsOf('counted', [8, 4], 'u1')).toEqual([
      '16.00',
      'tiers: counted by tiers shared -> 8 GB',
      'tiers: 8 GB counted by tiers shared > up to 10 GB (coastal.farthing:10:3) -> 16.00'
    ])
    expect(stepsOf('counted', [8, 4], 'u2')).toEqual([
      '-4.00',
      'tiers: counted by tiers shared -> 4 GB',
      'tiers: 12 GB counted by tiers shared > * (coastal.farthing:11:3) -> 12.00',
      'tiers: 8 GB counted before are priced anew by tiers shared > up to 10 GB (coastal.farthing:10:3) -> -16.00'
    ])
  })

  it('bears what its day lacks, or is paid from what the first one bore', () => {
    expect(stepsOf('daily', [2, 2], 'u1')).toEqual([
      '0.50',
      'tiers: 2 GB at 0.10 per GB -> 0.20',
      'minimum: raised by plan daily > minimum (coastal.farthing:25:3) -> 0.30'
    ])
    expect(stepsOf('daily', [2, 2], 'u2').at(-1)).toBe(
      'minimum: paid before by plan daily > minimum (coastal.farthing:25:3) -> -0.20'
    )
  })

  it('is free where its service has run out, by the rule that slows it down', () => {
    expect(stepsOf('slow', [1, 3], 'u2')).toEqual([
      '0.00',
      'allowance: 1 GB of the 1 GB left by plan slow > include (coastal.farthing:29:3) -> 1 GB',
      'allowance: 2 GB free beyond what was left by plan slow > when (coastal.farthing:30:3) -> 2 GB',
      'tiers: 0 B at 0.10 per GB -> 0.00'
    ])
    expect(verdicts('slow', [1, 3], ['u2', 'pack'])).toEqual(['yes 30: nothing was left, so 2 GB were free'])
  })
})

describe('a rule that had no part', () => {
  it('may be a minimum: what it added, what it had paid, or that the day had reached it', () => {
    expect(verdicts('daily', [2, 2], ['u1', 'minimum'])).toEqual(['yes 25: it added 0.30'])
    expect(verdicts('daily', [2, 2], ['u2', 'minimum'])).toEqual([
      'yes 25: 0.20 of the use was paid by what it added before on that day'
    ])
    expect(verdicts('daily', [6], ['u1', 'minimum'])).toEqual([
      'no 25: reached: 0.60 of at least 0.50 in the day, this use among it'
    ])
    expect(verdicts('daily', [0], ['u1', 'minimum'])).toEqual(['no 25: nothing of the day had cost anything'])
  })

  it('may be a tariff that the version of the plan that held does not name, though that of the day does', () => {
    expect(verdicts('back', [2], ['u1', 'tariff'])).toEqual(['no 17: plan back does not name it'])
  })
})
