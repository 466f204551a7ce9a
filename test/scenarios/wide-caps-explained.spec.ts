// What a cap of several services tells of itself: on the line of each, and of each use.
import { accountHistory, type Fact } from '@farthing/billing-core'
import { type RuleSet, tariffAt } from '@farthing/rules-language'
import { type BillableUsage, ruleBook, settledUses, type UsageInput, verdictsOn } from '@farthing/simulator'
import { allPlugins, play, rulesOf } from './play.ts'
import { base, plan } from './wide-cap-rules.ts'

const registry = await allPlugins()

describe('what a wide cap takes off', () => {
  it('is on the line of each service, down to the rule that says so', async () => {
    const rules = plan('social', 'cap voice, sms at 10.00 per cycle', 'cap all usage at 12.00 per cycle')
    const use = (day: number, service: string, quantity: string) => {
      return { at: `2026-03-0${day}T10:00`, do: 'use', as: '1', service, quantity, to: '+6139' }
    }
    const uses = [use(2, 'voice', '8 min'), use(3, 'sms', '8 sms'), use(4, 'data', '9 GB')]
    const subscribed = { on: '2026-03-01', do: 'subscribe', plan: 'social', as: '1' }
    const facts = [subscribed, ...uses, { on: '2026-04-01', do: 'advance' }]
    const { invoices } = await play({ rules: base + rules, billDay: 1, facts })
    const at = base.split('\n').length
    const cuts = invoices.flatMap(({ lines }) =>
      lines.map(({ amount, description, explanation }) => [
        `${description} ${amount}`,
        ...explanation.steps.flatMap(({ result, rule, step }) =>
          step === 'maximum' ? [`${result} by line ${(rule?.line ?? 0) - at}`] : []
        )
      ])
    )
    expect(cuts).toEqual([
      ['Data 2.00', '-7.000000 by line 2'],
      ['Sms, home 2.00', '-2.000000 by line 1'],
      ['Voice, home 8.00']
    ])
  })

  it('is told of each use, and so is how far a cap is from its sum', async () => {
    const rules = rulesOf(
      base + plan('social', 'cap voice, sms at 10.00 per cycle', 'cap all usage at 12.00 per cycle'),
      registry
    )
    const line = base.split('\n').length
    const input = inputOf(rules, [
      ['c1', 'voice', 8 * 60_000],
      ['c2', 'sms', 8],
      ['c3', 'data', 1_000_000_000]
    ])
    const settled = settledUses(input, new Set(['c2']))
    const shares = settled.ok ? settled.uses.get('c2')?.shares : []
    expect(shares?.map(({ amount, rule, text }) => [rule.line - line, text, amount])).toEqual([
      [1, 'cut at 10.00 for voice, sms in the cycle', -2_000_000]
    ])
    expect(told(input, 'c2', line)).toEqual([
      'yes 1: it took 2.00 off',
      'no 2: not reached: 10.00 of 12.00 for all usage in the cycle, this use among it'
    ])
    expect(told(input, 'c3', line)).toEqual([
      'no 2: not reached: 11.00 of 12.00 for all usage in the cycle, this use among it'
    ])
  })
})

function told(input: UsageInput, id: string, line: number): string[] {
  const found = verdictsOn(input, id)
  if (found?.ok !== true) throw new Error(`nothing of ${id}`)
  const caps = found.verdicts.filter(({ kind }) => kind === 'cap')
  return caps.map(({ applied, condition, rule }) => `${applied ? 'yes' : 'no'} ${rule.line - line}: ${condition}`)
}

/** Uses by tariff, service and quantity, an hour after each other. */
function inputOf(
  rules: RuleSet,
  uses: readonly (readonly [id: string, service: string, quantity: number])[]
): UsageInput {
  const known = Temporal.Instant.from('2026-03-01T00:00:00Z')
  const at = { known, supersedes: null, effective: Temporal.PlainDate.from('2026-03-01') }
  const facts: Fact[] = [
    { kind: 'account-opened', id: 'f1', ...at, billDay: 1, zone: 'Australia/Melbourne', currency: 'AUD' },
    { kind: 'subscribed', id: 'f2', ...at, subscription: 's', as: 'Anna', plan: 'social', identities: [] }
  ]
  const history = accountHistory('a', facts)
  if (history === null) throw new Error('the account is opened')
  const usage = uses.map(([id, service, quantity], index): BillableUsage => {
    const startedAt = Temporal.Instant.from('2026-03-02T00:00:00Z').epochMilliseconds + index * 3_600_000
    const tariff = { voice: 'calls', sms: 'texts', data: 'surf' }[service] ?? ''
    const rated = tariffAt(rules, tariff, startedAt)?.rate({ startedAt, quantity, to: '6139' })
    if (rated?.ok !== true) throw new Error(`no rate for ${id}`)
    const { amount, billed, zone } = rated
    const named = { tariff, version: rules.version, from: '', to: '6139', value: null }
    return { id, subscription: 's', service, zone, startedAt, quantity, billed, amount, ...named }
  })
  const billDate = Temporal.PlainDate.from('2026-04-01')
  return { history, ruleBook: ruleBook([{ from: null, rules }]), registry, usage, carried: [], billDate, since: null }
}
