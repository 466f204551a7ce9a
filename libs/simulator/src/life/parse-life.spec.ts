import { parseLife, renderLifeProblem } from './parse-life.ts'

const subscribe = { on: '2026-03-01', do: 'subscribe', plan: 'mobile-40' }

const problems = (life: unknown): string[] => {
  const parsed = parseLife(life, 'Australia/Melbourne')
  return parsed.ok ? [] : parsed.problems.map(renderLifeProblem)
}
const problemsOf = (fact: unknown): string[] => problems({ account: {}, facts: [fact] })

describe('a LIFE.json', () => {
  it('is read with its times on the clock of the account', () => {
    const use = { at: '2026-03-02T10:00', do: 'use', service: 'voice', quantity: '61s', to: '+61293334444' }
    const parsed = parseLife({ account: { billDay: 15, zone: 'Europe/Berlin' }, facts: [subscribe, use] }, 'UTC')
    expect(parsed.ok && parsed.life.account.billDay).toBe(15)
    const [first, second] = parsed.ok ? parsed.life.facts : []
    expect(first?.at.toString()).toBe('2026-02-28T23:00:00Z')
    expect(second).toMatchObject({ number: 2, do: 'use', quantity: { micro: 61_000_000n, unit: 'second' } })
    expect(second?.on.toString()).toBe('2026-03-02')
    expect(second?.at.toString()).toBe('2026-03-02T09:00:00Z')
    expect(second?.known.toString()).toBe('2026-03-02T09:00:00Z')
  })

  it('takes instants with an offset, and a date or a time for when a fact became known', () => {
    const late = { ...subscribe, known: '2026-04-01' }
    const exact = { at: '2026-03-01T23:30:00Z', do: 'terminate', known: '2026-05-01T12:00:00Z' }
    const parsed = parseLife({ account: { zone: 'Australia/Melbourne' }, facts: [late, exact] }, 'UTC')
    const [first, second] = parsed.ok ? parsed.life.facts : []
    expect(first?.known.toString()).toBe('2026-03-31T13:00:00Z')
    expect(second?.on.toString()).toBe('2026-03-02')
    expect(second?.known.toString()).toBe('2026-05-01T12:00:00Z')
  })

  it('has no time that the clocks of the account skip; one that they show twice is the first', () => {
    const zone = 'Australia/Sydney'
    const at = (time: string, more: object = {}) =>
      parseLife({ account: { zone }, facts: [{ at: time, do: 'bill', ...more }] }, 'UTC')
    const wrong = (time: string, more?: object): string[] => {
      const parsed = at(time, more)
      return parsed.ok ? [] : parsed.problems.map(renderLifeProblem)
    }
    const gap = 'which go from 2024-10-06T02:00:00 to 2024-10-06T03:00:00: write a time before or after'
    expect(wrong('2024-10-06T02:30')).toEqual([
      `fact 1, field "at": "2024-10-06T02:30" is skipped by the clocks of ${zone}, ${gap}`
    ])
    expect(wrong('2024-10-06T02:00', { known: '2024-10-06T02:59:59' })).toHaveLength(2)
    expect([wrong('2024-10-06T03:00'), wrong('2024-10-06T01:59:59'), wrong('2024-10-05T16:30Z')]).toEqual([[], [], []])
    const twice = at('2024-04-07T02:30')
    expect(twice.ok && twice.life.facts[0]?.at.toString()).toBe('2024-04-06T15:30:00Z')
  })

  it('reports every problem at once, each with its fact and field', () => {
    expect(
      problems({
        account: { billDay: 32, zone: 'Mars/Olympus', currency: 'XYZ1' },
        facts: [{ do: 'subscrib' }, { on: '2026-02-30', do: 'change' }, 7],
        extra: 1
      })
    ).toEqual([
      'field "extra": a life has "account", "facts" and "rules" only',
      'field "account.billDay": 32 is not a day of the month, 1 to 31',
      'field "account.zone": "Mars/Olympus" is not a time zone like "Australia/Melbourne"',
      'field "account.currency": "XYZ1" is not an ISO 4217 currency like "AUD"',
      'fact 1, field "on": a fact has either "on" (a date) or "at" (a date and time)',
      'fact 1, field "do": "subscrib" is nothing that can happen; did you mean "subscribe"?',
      'fact 2, field "on": "2026-02-30" is not a date like "2026-03-01"',
      'fact 2, field "plan": it is missing',
      'fact 3: 7 is not an object'
    ])
  })

  it('refuses what is not built by name', () => {
    const problem = 'fact 1, field "do": "port" is not built yet: a life cannot have it'
    expect(problemsOf({ ...subscribe, do: 'port' })).toEqual([problem])
  })

  it('has the contract of a start only where a plugin has contracts', () => {
    expect(problemsOf({ ...subscribe, contract: 'term-24' })).toEqual([
      'fact 1, field "contract": no plugin of this installation has contracts: leave it out'
    ])
    expect(problemsOf({ ...subscribe, contract: null })).toEqual([])
  })

  it.each([
    ['a bare number', { quantity: 61 }, 'is not a quantity with its unit'],
    ['an unknown unit', { quantity: '61 lightyears' }, '"lightyears" is no unit; one of: s, sec'],
    ['too much', { quantity: '999999999999999 TB' }, 'finer than usage is counted, or more than it can be'],
    ['too fine', { quantity: '0.000001 s' }, 'finer than usage is counted, or more than it can be']
  ])('refuses a quantity that is %s', (_name, wrong, problem) => {
    const use = { at: '2026-03-02T10:00', do: 'use', service: 'voice', ...wrong }
    expect(problemsOf(use)).toEqual([expect.stringContaining(problem)])
  })

  it.each([[0], [-5], ['1,50'], ['1.1234567'], [null], ['9'.repeat(30)]])('refuses %j as an amount', amount => {
    expect(problemsOf({ on: '2026-03-02', do: 'charge', amount })).toHaveLength(1)
  })

  it('refuses a field that it does not know, with the nearest one', () => {
    expect(problemsOf({ ...subscribe, plam: 'x' })).toEqual([
      'fact 1, field "plam": there is no such field; did you mean "plan"?'
    ])
    expect(problemsOf({ on: '2026-03-01', do: 'bill', amount: 3 })).toEqual([
      'fact 1, field "amount": there is no such field; it needs none'
    ])
  })

  it.each([[null], ['life'], [[]], [{}], [{ account: {}, facts: 'none' }], [{ account: 7, facts: [] }]])(
    'refuses %j',
    life => {
      expect(problems(life).length).toBeGreaterThan(0)
    }
  )
})
