import { UNITS } from '@farthing/billing-core/values'
import { loadRegistry } from '@farthing/plugin-sdk'
import type { RuleSet } from '@farthing/rules-language'
import { renderLifeProblem } from './parse-life.ts'
import { simulateLife } from './simulate-life.ts'

const at = { rule: 'operator', file: 'rules.farthing', line: 1, column: 1 }
const plan = (name: string) => ({
  name,
  title: name,
  from: null,
  until: null,
  reach: null,
  family: null,
  level: null,
  payment: null,
  rating: 'arrival' as const,
  correctedUpTo: null,
  rules: [],
  at
})
const rules: RuleSet = {
  version: 'sha256:test',
  operator: {
    name: 'Coastal Telecom',
    currency: 'AUD',
    zone: 'Australia/Melbourne',
    rounding: { mode: 'half-up', step: 10_000n },
    dueDays: null,
    lateUsage: null,
    futureUsage: null,
    dialling: null,
    holidays: null,
    approvalAbove: null,
    invoiceMinimum: null,
    graceDays: null,
    invoiceNumbers: null,
    adjustmentReasons: [],
    suspensions: ['holiday', 'debt'],
    outliers: [],
    at
  },
  others: new Map(),
  units: UNITS,
  holidays: new Map(),
  zones: new Map(),
  tiers: new Map(),
  tariffs: new Map(),
  plans: new Map(['mobile-20', 'mobile-40'].map(name => [name, [plan(name)]])),
  features: new Map(),
  changeRules: [],
  statements: [],
  policies: [],
  messages: [],
  reconciliations: [],
  examples: []
}
const loaded = loadRegistry([])
const registry = loaded.ok ? loaded.registry : undefined

const problems = async (facts: readonly object[], account: object = {}): Promise<string[]> => {
  if (registry === undefined) throw new Error('an empty registry loads')
  const played = await simulateLife({ account, facts }, { rules, ruleSets: new Map([['next', rules]]) }, registry)
  return played.ok ? [] : played.problems.map(renderLifeProblem)
}

const ann = { on: '2026-03-01', do: 'subscribe', plan: 'mobile-20', as: 'Ann' }
const bob = { on: '2026-03-01', do: 'subscribe', plan: 'mobile-40', as: 'Bob' }

describe('a life whose names mean nothing is refused:', () => {
  it('a plan that no rules have', async () => {
    expect(
      await problems([
        { ...ann, plan: 'mobile-30' },
        { on: '2026-03-02', do: 'change', plan: 'fibre' }
      ])
    ).toEqual([
      'fact 1, field "plan": there is no plan "mobile-30"; did you mean "mobile-20"?',
      'fact 2, field "plan": there is no plan "fibre"; there are: mobile-20, mobile-40'
    ])
  })

  it('a feature that no rules have, and one that is neither on nor off', async () => {
    const turn = { on: '2026-03-02', do: 'feature', feature: 'voicemail', state: 'on' }
    expect(await problems([{ ...ann, features: ['voicemial'] }, turn])).toEqual([
      'fact 1, field "features": there is no feature "voicemial"; there is none',
      'fact 2, field "feature": there is no feature "voicemail"; there is none'
    ])
    expect(await problems([ann, { ...turn, state: 'yes' }])).toEqual([
      'fact 2, field "state": "yes" is neither "on" nor "off"'
    ])
  })

  it('a subscription that nobody subscribes', async () => {
    expect(await problems([ann, { on: '2026-03-02', do: 'suspend', as: 'Anne' }])).toEqual([
      'fact 2, field "as": there is no subscription "Anne"; did you mean "Ann"?'
    ])
    expect(await problems([{ on: '2026-03-02', do: 'resume' }])).toEqual([
      'fact 1, field "as": there is no subscription to resume: add a "subscribe"'
    ])
  })

  it('a subscription that is not said while there are several', async () => {
    const use = { at: '2026-03-02T10:00', do: 'use', service: 'voice', quantity: '61s' }
    expect(await problems([ann, bob, { on: '2026-03-02', do: 'terminate' }, use])).toEqual([
      'fact 3, field "as": there are several subscriptions: say which, one of: Ann, Bob',
      'fact 4, field "as": there are several subscriptions: say which, one of: Ann, Bob'
    ])
    expect(
      await problems([ann, bob, { on: '2026-03-02', do: 'terminate', as: 'Bob' }, { ...use, from: 'Ann' }])
    ).toEqual([])
  })

  it('a subscription that begins twice', async () => {
    expect(await problems([ann, { ...ann, on: '2026-05-01' }])).toEqual([
      'fact 2, field "as": fact 1 subscribes "Ann" already: give this one another "as", and a number that both had among its "identities"'
    ])
  })

  it('rules that are not there', async () => {
    expect(await problems([ann, { on: '2026-03-02', do: 'publish', rules: 'net' }])).toEqual([
      'fact 2, field "rules": there is no rule set "net"; did you mean "next"?'
    ])
    expect(await problems([ann, { on: '2026-03-02', do: 'publish', rules: 'next' }])).toEqual([])
  })

  it('a bill that is dated back', async () => {
    expect(await problems([ann, { on: '2026-03-02', known: '2026-03-05', do: 'bill' }])).toEqual([
      'fact 2, field "known": "bill" happens when it is known: leave it out'
    ])
  })

  it('an account in another currency than the rules', async () => {
    expect(await problems([ann], { currency: 'EUR' })).toEqual([
      'field "account.currency": the account is in EUR and the rules are in AUD'
    ])
  })

  it('a life of more than a century', async () => {
    expect(await problems([ann, { on: '2199-03-02', do: 'advance' }])).toEqual([
      'field "facts": the life lasts longer than 40000 days'
    ])
  })

  it('a payment of a part of a coin', async () => {
    expect(await problems([ann, { on: '2026-03-02', do: 'pay', amount: '10.005' }])).toEqual([
      'fact 2, field "amount": 10.005 AUD is a part of a coin: the smallest of AUD is 0.01'
    ])
  })

  it('an invoice that is paid before it exists', async () => {
    expect(await problems([ann, { on: '2026-03-02', do: 'pay', invoice: 'INV-000007' }])).toEqual([
      'fact 2, field "invoice": there is no invoice "INV-000007" then; there is none yet'
    ])
  })

  it('refuses notes that say too much or too little, and the invoice that there is not', async () => {
    const on = '2026-03-05'
    const reason = 'goodwill'
    const start = { on: '2026-03-01', do: 'subscribe', plan: 'mobile-20' }
    expect(
      await problems([
        start,
        { on, do: 'credit-note', reason, amount: '1.00', lines: [{ line: 1 }] },
        { on, do: 'credit-note', reason, lines: [{ description: 'Visit' }] },
        { on, do: 'credit-note', reason, lines: [{ line: 0 }] },
        { on, do: 'debit-note', reason, lines: [{ line: 1 }] },
        { on, do: 'write-off', reason, known: '2026-04-01' },
        { on, do: 'move-bill-day', billDay: 32 }
      ])
    ).toEqual([
      'fact 4, field "lines": its 1. line, field "line": 0 is not the number of a line of the invoice',
      'fact 7, field "billDay": 32 is not a day of the month, 1 to 31'
    ])
    expect(
      await problems([
        start,
        { on, do: 'credit-note', reason, amount: '1.00', lines: [{ line: 1 }] },
        { on, do: 'credit-note', reason, lines: [{ description: 'Visit' }] },
        { on, do: 'debit-note', reason, lines: [{ line: 1 }] },
        { on, do: 'write-off', reason, known: '2026-04-01' }
      ])
    ).toEqual([
      'fact 2, field "amount": a credit note has an amount, or lines: not both',
      'fact 3, field "lines": each has "line" (its number on the invoice), and "amount" where it is not all that is left of it',
      'fact 4, field "lines": each has "amount", and "line" (its number on the invoice) or a "description" with its "category"',
      'fact 5, field "known": "write-off" happens when it is known: leave it out'
    ])
    expect(await problems([start, { on, do: 'rebill', reason }])).toEqual([
      'fact 2, field "invoice": there is no invoice that stands then; there is none yet'
    ])
  })
})
