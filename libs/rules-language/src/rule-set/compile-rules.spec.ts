import { compileRules } from './compile-rules.ts'

const OPERATOR = `operator "Coastal Telecom" {
  currency AUD
  time zone "Australia/Melbourne"
  country 61, trunk prefix 0, international prefix 0011
  holidays AU-VIC
  round half up to 0.01
  due 14 days after issue
}
holidays AU-VIC {
  | date       | name           |
  | 2026-03-09 | "Labour Day"   |
  | 2026-12-25 | "Christmas"    |
}
zones world from "zones.csv"
`
const ZONES = 'prefix,zone\n61,local\n612,national\n614,mobile\n61800,tollfree\n'
const TARIFF = `tariff voice-standard for voice {
  from 2026-01-01
  zone by called number in world
  band peak = weekdays 08:00..20:00 except holidays
  band offpeak = otherwise
  calls crossing bands are split
  rates {
    | zone     | band    | setup | price           | increment |
    | local    | *       |       | 0.15 per call   |           |
    | national | peak    | 0.39  | 0.25 per minute | 60s / 30s |
    | national | offpeak | 0.39  | 0.12 per minute | 60s / 30s |
    | mobile   | *       | 0.39  | 0.30 per minute | 30s / 6s  |
    | tollfree | *       |       | free            |           |
  }
}
`
const PLAN = `plan payg "Pay as you go" {
  from 2026-01-01
  family mobile, level 2
}
`
const EXAMPLE = `example "a 61 second peak call to another city" {
  on 2026-03-02 subscribe payg as anna
  at 2026-03-02 10:00 call +61293334444 for 61s
  expect charge 0.39 + 1.5 * 0.25 = 0.765
  on 2026-04-01 bill
  expect invoice {
    credit "Refund" 2026-03-16..2026-04-01 -10.32
    charge "Usage" 0.77
    total 30.00
  }
  expect balance -5.00
  at 2026-04-02 09:00 use 5 GB of data from anna
  expect quarantined "no-tariff"
}
tariff data for data { rates { | price |
| 1.00 per GB | } }
`

function compile(texts: Readonly<Record<string, string>>): ReturnType<typeof compileRules> {
  return compileRules({ files: new Map(Object.entries({ 'zones.csv': ZONES, ...texts })), signatures: [] })
}

function sample(operator = OPERATOR): Extract<ReturnType<typeof compileRules>, { ok: true }> {
  const result = compile({ 'a.farthing': operator + TARIFF, 'b.farthing': PLAN + EXAMPLE })
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'))
  return result
}

describe('compileRules', () => {
  it.each([
    ['10 digits', 10, 10],
    ['10 to 11 digits', 10, 11],
    ['11 to 10 digits', 10, 11]
  ])('reads how long national numbers are: %s', (written, shortest, longest) => {
    const operator = OPERATOR.replace('prefix 0011', `prefix 0011, national numbers of ${written}`)
    const { rules } = sample(operator)
    expect(rules.operator.dialling?.national).toEqual({ shortest, longest })
  })

  it('reads the operator, calendars, zones, versions and plans', () => {
    const { rules } = sample()
    expect(rules.operator).toEqual({
      name: 'Coastal Telecom',
      currency: 'AUD',
      zone: 'Australia/Melbourne',
      rounding: { mode: 'half-up', step: 10_000n },
      dueDays: 14,
      lateUsage: null,
      futureUsage: null,
      dialling: { country: '61', trunk: '0', international: '0011' },
      holidays: 'AU-VIC',
      approvalAbove: null,
      invoiceMinimum: null,
      graceDays: null,
      invoiceNumbers: null,
      suspensions: [],
      adjustmentReasons: [],
      outliers: [],
      at: { rule: 'operator "Coastal Telecom"', file: 'a.farthing', line: 1, column: 1 }
    })
    expect(rules.holidays.get('AU-VIC')?.days.map(({ date, title }) => `${date} ${title}`)).toEqual([
      '2026-03-09 Labour Day',
      '2026-12-25 Christmas'
    ])
    expect(rules.zones.get('world')?.zones).toEqual(['local', 'national', 'mobile', 'tollfree'])
    expect(rules.zones.get('world')?.prefixes[1]).toEqual({
      prefix: '612',
      zone: 'national',
      at: { rule: 'zones world > 612', file: 'zones.csv', line: 3, column: 1 }
    })
    expect(rules.plans.get('payg')?.[0]).toMatchObject({
      title: 'Pay as you go',
      family: 'mobile',
      level: 2,
      rules: []
    })
  })

  it('rates the call of the example, and says which row of which file decided', () => {
    const { rules } = sample()
    const voice = rules.tariffs.get('voice-standard')?.[0]
    const startedAt = Temporal.ZonedDateTime.from('2026-03-02T10:00[Australia/Melbourne]').epochMilliseconds
    const event = { startedAt, quantity: 61_000, to: '61293334444' }
    const outcome = voice?.rate(event)
    expect(outcome).toMatchObject({ ok: true, amount: 765_000, billed: 90_000, zone: 'national', bands: 'peak' })
    if (outcome?.ok !== true) return
    expect(voice?.explain(event, outcome, rules.version).rule).toEqual({
      rule: 'tariff voice-standard > national x peak',
      file: 'a.farthing',
      line: 24,
      column: 5
    })
  })

  it('lowers examples to facts and expectations', () => {
    const [example] = sample().rules.examples
    expect(example?.title).toBe('a 61 second peak call to another city')
    expect(example?.steps.map(step => (step.kind === 'fact' ? step.fact.do : step.expectation.expect))).toEqual([
      'subscribe',
      'use',
      'charge',
      'bill',
      'invoice',
      'balance',
      'use',
      'quarantined'
    ])
    const [, call, charge, , invoice, balance, data] = example?.steps ?? []
    expect(call).toMatchObject({
      fact: { service: 'voice', quantity: { micro: 61_000_000n, unit: 'second' }, to: '+61293334444', of: null }
    })
    expect(String(call?.kind === 'fact' && call.time)).toBe('10:00:00')
    expect(charge).toMatchObject({ expectation: { amount: 765_000n } })
    expect(invoice).toMatchObject({
      expectation: {
        total: 30_000_000n,
        lines: [
          { sign: 'credit', title: 'Refund', amount: -10_320_000n },
          { sign: 'charge', title: 'Usage', from: null, amount: 770_000n }
        ]
      }
    })
    expect(balance).toMatchObject({ expectation: { amount: -5_000_000n } })
    expect(data).toMatchObject({ fact: { service: 'data', quantity: { unit: 'byte' }, of: 'anna' } })
  })

  it('names a version by what the rules say, in whatever order the files come', () => {
    const { version } = sample().rules
    expect(version).toMatch(/^sha256:[0-9a-f]{64}$/)
    const again = compile({
      'b.farthing': PLAN + EXAMPLE,
      'a.farthing': OPERATOR + TARIFF,
      'notes.csv': 'not named by any rule'
    })
    expect(again.ok && again.rules.version).toBe(version)
    const other = compile({ 'a.farthing': OPERATOR + TARIFF.replace('0.25', '0.26'), 'b.farthing': PLAN })
    expect(other.ok && other.rules.version).not.toBe(version)
  })

  it('warns of things that nothing uses, and compiles all the same', () => {
    const result = sample()
    expect(result.diagnostics.map(({ severity, message }) => `${severity}: ${message}`)).toContain(
      'warning: tariff voice-standard is never used'
    )
  })
})
